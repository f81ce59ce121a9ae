"""Đóng hồ sơ — one PDF with its outline, one ZIP whose list of hashes is true."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pikepdf
import pytest

from boiduong.engines.binding import MANIFEST, Entry, Piece, Unreadable, join, page_size, write_archive, write_stamp
from boiduong.engines.binding.archive import safe
from boiduong.engines.typesetting.coverage import FONT_FOLDER as FONTS


def paper(folder: Path, name: str, pages: int) -> Path:
    path = folder / name
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(path)
    return path


def test_papers_are_joined_with_an_outline(tmp_path: Path) -> None:
    pieces = [
        Piece(paper(tmp_path, f"{n}.pdf", pages), f"0{n}/QĐ-TCT", section)
        for n, (pages, section) in enumerate([(1, "Cả khóa"), (2, "Cả khóa"), (3, "Lớp A"), (1, "Lớp A"), (1, "Lớp B")])
    ]
    heard: list[int] = []
    target = tmp_path / "ho-so.pdf"
    assert join(pieces, target, title="Hồ sơ lớp", tell=heard.append) == 8
    assert heard == [1, 2, 3, 4, 5]
    with pikepdf.open(target) as made:
        assert len(made.pages) == 8
        assert str(made.docinfo["/Title"]) == "Hồ sơ lớp"
        with made.open_outline() as outline:
            listed = [(head.title, [child.title for child in head.children]) for head in outline.root]
            pages = [
                made.pages.index(pikepdf.Page(child.destination[0])) for head in outline.root for child in head.children
            ]  # type: ignore[index]
    assert listed == [
        ("Cả khóa", ["00/QĐ-TCT", "01/QĐ-TCT"]), ("Lớp A", ["02/QĐ-TCT", "03/QĐ-TCT"]), ("Lớp B", ["04/QĐ-TCT"]),
    ]  # fmt: skip
    assert pages == [0, 1, 3, 6, 7]
    first = target.read_bytes()
    join(pieces, target, title="Hồ sơ lớp")
    assert target.read_bytes() == first
    assert sorted(one.name for one in tmp_path.iterdir()) == [*(f"{n}.pdf" for n in range(5)), "ho-so.pdf"]


def test_a_damaged_paper_is_named_and_none_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 torn")
    with pytest.raises(Unreadable) as caught:
        join([Piece(bad, "05/BC-TCT", "A")], tmp_path / "x.pdf", title="t")
    assert "05/BC-TCT" in str(caught.value)
    with pytest.raises(ValueError, match="at least one"):
        join([], tmp_path / "x.pdf", title="t")


def test_the_archive_lists_true_hashes(tmp_path: Path) -> None:
    paths = []
    for n in range(3):
        path = tmp_path / f"{n}.bin"
        path.write_bytes(b"x" * n * 700_000)
        paths.append(path)
    entries = [
        Entry(paths[0], "van-ban", "01/QĐ-TCT Mở lớp.pdf"),
        Entry(paths[1], "van-ban", "01/QĐ-TCT Mở lớp.pdf"),
        Entry(paths[2], "../..", "../../etc/passwd"),
    ]
    heard: list[int] = []
    target = tmp_path / "ho-so.zip"
    sums = write_archive(entries, target, tell=heard.append)
    assert heard == [1, 2, 3]
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        lines = archive.read(MANIFEST).decode().splitlines()
        for line in lines:
            digest, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest == sums[name]
    assert names == ["van-ban/01-QĐ-TCT Mở lớp.pdf", "van-ban/01-QĐ-TCT Mở lớp (2).pdf", "tep/etc-passwd", MANIFEST]
    first = target.read_bytes()
    write_archive(entries, target)
    assert target.read_bytes() == first


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a/b\\c:d.pdf", "a-b-c-d.pdf"),
        ("..", "tep"),
        ("con\x00\u202etrol.pdf", "con-trol.pdf"),
        ("x" * 200 + ".pdf", "x" * 120 + ".pdf"),
        ("không đuôi", "không đuôi"),
        ("", "tep"),
    ],
)
def test_names_are_safe_to_unpack(name: str, kept: str) -> None:
    assert safe(name) == kept


def test_copies_bear_the_line_and_nothing_else_does(tmp_path: Path) -> None:
    pieces = [
        Piece(paper(tmp_path, f"{n}.pdf", pages), f"0{n}", "A", copy)
        for n, (pages, copy) in enumerate([(1, False), (2, True), (1, True), (1, False), (1, True)])
    ]
    width, height = page_size(pieces[1].path, title="x")
    stamp = tmp_path / "stamp.pdf"
    write_stamp(stamp, "Bản in kèm hồ sơ. Bản gốc ở certificates/.", width=width, height=height, fonts=FONTS)
    target = tmp_path / "out.pdf"
    assert join(pieces, target, title="t", stamp=stamp) == 6
    with pikepdf.open(target) as made:
        stamped = ["/Resources" in page.obj and "/XObject" in page.resources for page in made.pages]
    assert stamped == [False, True, True, True, False, True]
    first = target.read_bytes()
    join(pieces, target, title="t", stamp=stamp)
    assert target.read_bytes() == first
    join([Piece(pieces[0].path, "0", "A")], target, title="t", stamp=stamp)
    with pikepdf.open(target) as made:
        assert len(made.pages) == 1, "a stamp without copies is left alone"


def test_fields_become_part_of_the_page(tmp_path: Path) -> None:
    signed = tmp_path / "signed.pdf"
    with pikepdf.new() as made:
        page = made.add_blank_page()
        look = made.make_stream(
            b"0 0 20 20 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 20, 20]
        )
        field = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="chu-ky", F=4,
                Rect=[10, 10, 30, 30], AP=pikepdf.Dictionary(N=look),
            )
        )  # fmt: skip
        page.obj.Annots = pikepdf.Array([field])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        made.save(signed)
    before = signed.read_bytes()
    target = tmp_path / "out.pdf"
    join([Piece(signed, "1", "A", copy=True)], target, title="t")
    with pikepdf.open(target) as opened:
        assert "/AcroForm" not in opened.Root
        assert not opened.pages[0].obj.get("/Annots")
        assert "/XObject" in opened.pages[0].resources, "what it looked like stays"
    assert signed.read_bytes() == before


def test_page_size_is_that_which_is_looked_at(tmp_path: Path) -> None:
    turned = tmp_path / "turned.pdf"
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 300)).rotate(90, relative=False)
        made.save(turned)
    assert page_size(turned, title="x") == (300.0, 200.0)
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(b"%PDF-1.7 torn")
    with pytest.raises(Unreadable):
        page_size(torn, title="05/BC-TCT")
