"""Hồ sơ lớp trong một thư mục — every paper as PDF, every list as XLSX, a page to browse them, and a summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path

from boiduong.engines.vietnamese import fold

STYLE = """
:root{--ink:#14262b;--soft:#46585d;--line:#cfdad6;--brand:#0b4a52;--ground:#eef3f1;--action:#f5b933}
body{margin:0;background:var(--ground);color:var(--ink);font:18px/1.55 "Be Vietnam Pro","Segoe UI",Roboto,sans-serif}
header{background:#072f35;color:#fff;padding:1.2rem 1.5rem;border-bottom:6px double var(--action)}
header h1{margin:0;font-size:1.5rem;line-height:1.28}header p{margin:.3rem 0 0;color:#c3dcd9}
main{max-width:62rem;margin:0 auto;padding:1.5rem}section{background:#fff;border-radius:10px;padding:1rem 1.4rem;
margin-bottom:1.2rem;box-shadow:0 0 0 1px var(--line)}h2{font-size:1.22rem;margin:.2rem 0 .6rem}
table{border-collapse:collapse;width:100%;font-size:16px}td,th{text-align:left;padding:.4rem .6rem;
border-top:1px solid var(--line);vertical-align:top}th{border-bottom:2px solid var(--brand)}
a{color:var(--brand)}.sample{background:#fff2cf;color:#6b4300;padding:.3rem 1.5rem;text-align:center}
.num{text-align:right}details summary{cursor:pointer;min-height:2.4rem}@media print{header{color:#000;background:none}}
"""


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
        self, *, stage: str, kind: str, number: str, subject: str, content: bytes, place: str = "papers"
    ) -> None:
        """Cất một văn bản — numbered in the order in which it came."""
        position = self._filed[place] = self._filed[place] + 1
        width = 4 if place == "certificates" else 2
        name = f"{place}/{position:0{width}d}-{slug(f'{number} {subject}')}.pdf"
        (self.folder / name).write_bytes(content)
        self.papers.append(FiledPaper(stage, kind, number, name, sha256(content).hexdigest()))

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

    def write_index(self, *, title: str, lead: str, counts: Sequence[tuple[str, int]], notes: Sequence[str]) -> None:
        """Ghi trang mục lục — plain HTML, no script, opens without a network."""
        papers = [p for p in self.papers if not p.file.startswith("certificates/")]
        certificates = [p for p in self.papers if p.file.startswith("certificates/")]
        body = [
            _section("Các con số", _table(("Con số", "Số người"), [(k, str(v)) for k, v in counts], numbers={1})),
            _section("Giấy tờ", _paper_table(papers)),
            _section("Danh sách", _links(self.lists)),
            _section(
                f"Chứng chỉ, giấy chứng nhận ({len(certificates)})",
                f"<details><summary>Xem danh sách</summary>{_paper_table(certificates)}</details>",
            ),
            _section("Điều giả định", "<ul>" + "".join(f"<li>{escape(n)}</li>" for n in notes) + "</ul>"),
        ]
        html = (
            '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>Hồ sơ lớp: {escape(title)}</title><style>{STYLE}</style></head><body>"
            f"<header><h1>{escape(title)}</h1><p>{escape(lead)}</p></header>"
            '<p class="sample">Dữ liệu mẫu: người không có thật</p>'
            f"<main>{''.join(body)}</main></body></html>\n"
        )
        (self.folder / "index.html").write_text(html, encoding="utf-8")


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: set[int]) -> str:
    def cell(tag: str, n: int, text: str) -> str:
        mark = ' class="num"' if n in numbers else ""
        return f"<{tag}{mark}>{escape(text)}</{tag}>"

    top = "".join(cell("th", n, t) for n, t in enumerate(head))
    lines = ["<tr>" + "".join(cell("td", n, t) for n, t in enumerate(row)) + "</tr>" for row in rows]
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _paper_table(papers: Sequence[FiledPaper]) -> str:
    rows = "".join(
        f'<tr><td>{escape(p.stage)}</td><td><a href="{escape(p.file)}">{escape(p.kind)}</a></td>'
        f"<td>{escape(p.number)}</td></tr>"
        for p in papers
    )
    return f"<table><thead><tr><th>Bước</th><th>Văn bản</th><th>Số</th></tr></thead><tbody>{rows}</tbody></table>"


def _links(lists: Sequence[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f'<li><a href="{escape(f)}">{escape(t)}</a></li>' for t, f in lists) + "</ul>"
