"""Hồ sơ lớp trong một thư mục — every paper as PDF, every list as XLSX, a page to browse them, and a summary."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryFile

from boiduong.engines.vietnamese import date_digits, fold, headline, number
from boiduong.refusals import Refusal, gettext_noop

STYLE = """
:root{--ink:#14262b;--soft:#46585d;--line:#cfdad6;--brand:#0b4a52;--ground:#eef3f1;--action:#f5b933}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);
font:18px/1.55 "Be Vietnam Pro","Segoe UI",Roboto,sans-serif}
header{background:#072f35;color:#fff;padding:1.4rem 0;border-bottom:6px double var(--action)}
header>div,.sample span,main{display:block;max-width:62rem;margin:0 auto;padding:0 1.2rem}
header h1{margin:0;font-size:1.5rem;line-height:1.28;text-wrap:balance}header p{margin:.4rem 0 0;color:#c3dcd9}
.sample{background:#fff2cf;color:#6b4300;margin:0;padding:.4rem 0}main{padding-top:1.2rem;padding-bottom:2rem}
section{background:#fff;border-radius:10px;padding:1rem 1.2rem;margin-bottom:1.2rem;box-shadow:0 0 0 1px var(--line)}
h2{font-size:1.22rem;margin:.1rem 0 .7rem}h3{font-size:1rem;margin:1.1rem 0 .2rem;color:var(--brand)}
.counts{display:grid;grid-template-columns:repeat(auto-fill,minmax(7.4rem,1fr));gap:.9rem .7rem;margin:0}
.counts div{display:flex;flex-direction:column-reverse;justify-content:flex-end;border-left:3px solid var(--brand);
padding-left:.7rem}
.counts dt{color:var(--soft);font-size:.94rem;line-height:1.3}.counts dd{margin:0;font-size:1.7rem;font-weight:700;
line-height:1.2;font-variant-numeric:tabular-nums}
.papers{list-style:none;margin:0;padding:0}.papers li{border-top:1px solid var(--line);padding:.5rem 0}
.papers span{display:block;color:var(--soft);font-size:.94rem;line-height:1.4}
a{color:var(--brand);overflow-wrap:anywhere}a:focus-visible,summary:focus-visible{outline:3px solid var(--action)}
details summary{cursor:pointer;padding:.5rem 0}ul{padding-left:1.2rem}
@media print{header{color:#000;background:none}header p{color:#000}section{box-shadow:none;padding:0}}
"""


OWN = {"papers", "certificates", "lists", "index.html", "summary.json"}


class FolderInUse(Refusal):
    """Thư mục có thứ khác."""

    text = gettext_noop("The folder %(folder)s holds something else. Choose an empty one.")


def slug(text: str, *, longest: int = 60) -> str:
    """Tên tệp — without marks, words joined by a hyphen."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(text)).split()
    return "-".join(words)[:longest].strip("-") or "van-ban"


@dataclass(frozen=True)
class FiledPaper:
    """Một văn bản trong hồ sơ — as `summary.json` lists it."""

    stage: str
    kind: str
    number: str
    file: str
    sha256: str
    subject: str
    issued_on: str = ""


def check_room(folder: Path) -> set[str]:
    """Xem chỗ ghi — the folder is made, can be written and holds nothing but an older dossier, whose parts are told.

    Raises FolderInUse, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in folder.iterdir()}
    if there and (not there <= OWN or "summary.json" not in there):
        raise FolderInUse(folder=folder)
    with TemporaryFile(dir=folder):
        return there


def make_room(folder: Path) -> None:
    """Dọn chỗ — an older dossier goes; anything else stays and is refused. Raises FolderInUse, OSError."""
    _remove(folder, check_room(folder))


@contextmanager
def whole_or_nothing(folder: Path) -> Iterator[None]:
    """Ghi cả hoặc không ghi — half a dossier, left by whoever stopped the writing or a full disk, is taken away.

    Raises FolderInUse, OSError.
    """
    make_room(folder)
    try:
        yield
    except BaseException:
        _remove(folder, OWN)
        raise


def _remove(folder: Path, names: Iterable[str]) -> None:
    for path in (folder / name for name in sorted(names)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@dataclass
class Dossier:
    """Thư mục hồ sơ — files are written as they come; the index and the summary at the end."""

    folder: Path
    papers: list[FiledPaper] = field(default_factory=list)
    lists: list[tuple[str, str]] = field(default_factory=list)
    _filed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Make the folder."""
        for name in ("papers", "certificates", "lists"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def add_paper(
        self,
        *,
        stage: str,
        kind: str,
        number: str,
        subject: str,
        content: bytes,
        place: str = "papers",
        issued_on: date | None = None,
    ) -> None:
        """Cất một văn bản — numbered in the order in which it came."""
        position = self._filed[place] = self._filed[place] + 1
        width = 4 if place == "certificates" else 3
        name = f"{place}/{position:0{width}d}-{slug(f'{number} {subject}')}.pdf"
        (self.folder / name).write_bytes(content)
        day = issued_on.isoformat() if issued_on else ""
        self.papers.append(FiledPaper(stage, kind, number, name, sha256(content).hexdigest(), subject, day))

    def add_list(self, *, title: str, content: bytes) -> None:
        """Cất một danh sách — an XLSX file."""
        name = f"lists/{len(self.lists) + 1:02d}-{slug(title)}.xlsx"
        (self.folder / name).write_bytes(content)
        self.lists.append((title, name))

    def write_summary(self, *, counts: dict[str, int], seconds: dict[str, float], peak_mb: float) -> None:
        """Ghi `summary.json` — counts, papers, seconds by stage and the peak of memory."""
        summary = {
            "counts": counts,
            "papers": [asdict(p) for p in self.papers],
            "seconds": {k: round(v, 3) for k, v in seconds.items()},
            "peak_mb": round(peak_mb, 1),
        }
        text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
        (self.folder / "summary.json").write_text(text, encoding="utf-8")

    def write_index(
        self,
        *,
        title: str,
        lead: str,
        counts: Sequence[tuple[str, int]],
        notes: Sequence[str],
        remarks: Sequence[str] = (),
    ) -> None:
        """Ghi trang mục lục — plain HTML, no script, opens without a network."""
        papers = [p for p in self.papers if not p.file.startswith("certificates/")]
        certificates = [p for p in self.papers if p.file.startswith("certificates/")]
        body = [
            _section("Số người", _counts(counts)),
            _section(f"Giấy tờ ({len(papers)})", _by_stage(papers)),
            _section(f"Danh sách ({len(self.lists)})", _links(self.lists)),
        ]
        if certificates:
            listed = f"<details><summary>Xem từng người</summary>{_listed(certificates)}</details>"
            body.append(_section(f"Chứng chỉ, giấy chứng nhận ({len(certificates)})", listed))
        if remarks:
            body.append(_section("Điều cần biết", f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in remarks)}</ul>"))
        if notes:
            told = "".join(f"<li>{escape(n)}</li>" for n in notes)
            body.append(_section("Điều giả định", f"<p>Nguồn không nói, phần mềm điền thêm:</p><ul>{told}</ul>"))
        html = (
            '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>Hồ sơ lớp: {escape(title)}</title><style>{STYLE}</style></head><body>"
            f"<header><div><h1>{escape(title)}</h1><p>{escape(lead)}</p></div></header>"
            '<p class="sample"><span>Dữ liệu mẫu: người không có thật</span></p>'
            f"<main>{''.join(body)}</main></body></html>\n"
        )
        (self.folder / "index.html").write_text(html, encoding="utf-8")


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    told = "".join(f"<div><dt>{escape(label)}</dt><dd>{number(count)}</dd></div>" for label, count in counts)
    return f'<dl class="counts">{told}</dl>'


def _by_stage(papers: Sequence[FiledPaper]) -> str:
    """Papers under the step that they belong to, in the order of the life of a course."""
    stages: dict[str, list[FiledPaper]] = {}
    for paper in papers:
        stages.setdefault(paper.stage, []).append(paper)
    return "".join(f"<h3>{escape(stage)}</h3>{_listed(own)}" for stage, own in stages.items())


def _listed(papers: Sequence[FiledPaper]) -> str:
    rows = "".join(
        f'<li><a href="{escape(p.file)}">{escape(_named(p))}</a><span>{escape(headline(p.subject))}</span></li>'
        for p in papers
    )
    return f'<ul class="papers">{rows}</ul>'


def _named(paper: FiledPaper) -> str:
    """Its kind, number and day: numbers begin anew each year, so that the number alone may name two papers."""
    said = f"{paper.kind} {paper.number}".strip()
    return f"{said}, ngày {date_digits(date.fromisoformat(paper.issued_on))}" if paper.issued_on else said


def _links(lists: Sequence[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f'<li><a href="{escape(f)}">{escape(t)}</a></li>' for t, f in lists) + "</ul>"
