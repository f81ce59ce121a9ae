"""Tệp — kinds told by content, hostile ones refused, the same bytes stored once."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db.models import ManyToOneRel

from boiduong.foundation.documents.models import Document
from boiduong.foundation.files import rules
from boiduong.foundation.files.management.commands.files import OWNERS
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import DOCX, MEGABYTE, PDF, XLSX, check_upload, kind_of
from boiduong.foundation.files.services import store, store_many, store_path, store_upload
from world import AT, make_unit

ALL = (PDF, XLSX, DOCX, "image/png", "image/jpeg")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30


def archive(*names: str, size: int = 3) -> bytes:
    """A zip with parts of these names."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, "x" * size)
    return kept.getvalue()


KINDS = {
    "pdf": (b"%PDF-1.7\n1 0 obj", PDF),
    "png": (PNG, "image/png"),
    "jpeg": (b"\xff\xd8\xff\xe0\0", "image/jpeg"),
    "xlsx": (archive("xl/workbook.xml"), XLSX),
    "docx": (archive("word/document.xml"), DOCX),
    "zip": (archive("a.txt"), ""),
    "words of a workbook in a zip": (archive("a.txt") + b"xl/workbook.xml", ""),
    "head of a zip only": (b"PK\x03\x04 xl/workbook.xml", ""),
    "html": (b"<!doctype html><script>", ""),
    "svg": (b"<svg onload=alert(1)>", ""),
    "exe": (b"MZ\x90", ""),
    "pdf not at the start": (b"GIF89a%PDF-1.7", ""),
    "nothing": (b"", ""),
}


@pytest.mark.parametrize("name", KINDS)
def test_kind_of(name: str) -> None:
    content, kind = KINDS[name]
    assert kind_of(content) == kind


REFUSED = {
    "empty": (b"", rules.FileEmpty),
    "too large": (b"%PDF-" + b"0" * MEGABYTE, rules.FileTooLarge),
    "unknown": (b"hello", rules.FileKindRefused),
    "macro": (archive("xl/workbook.xml", "xl/vbaProject.bin"), rules.FileHoldsMacro),
    "macro in a letter": (archive("word/document.xml", "word/vbaData.xml"), rules.FileHoldsMacro),
    "bomb": (archive("xl/workbook.xml", "xl/a", "xl/b", size=160 * MEGABYTE), rules.FileTooLarge),
    "many parts": (archive("xl/workbook.xml", *(f"{n}" for n in range(5001))), rules.FileTooLarge),
    "archive behind a picture": (PNG + archive("a"), rules.FileHoldsScript),
    "script": (b"%PDF-1.7 /JS (x)", rules.FileHoldsScript),
    "file inside": (b"%PDF-1.7 /Type /EmbeddedFile ", rules.FileHoldsScript),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    content, refusal = REFUSED[name]
    with pytest.raises(refusal):
        check_upload(content, kinds=ALL, limit=MEGABYTE)


def test_what_is_read_no_further_than_the_limit_is_told_in_its_whole_size() -> None:
    with pytest.raises(rules.FileTooLarge) as caught:
        check_upload(b"%PDF-" + b"0" * MEGABYTE, kinds=ALL, limit=MEGABYTE, size=25 * MEGABYTE)
    assert caught.value.facts["size"] == 25


def test_a_name_that_only_begins_alike_is_no_script() -> None:
    assert check_upload(b"%PDF-1.7 /JSON /JavaScripts", kinds=ALL, limit=MEGABYTE) == PDF


def test_kinds_are_those_asked_for() -> None:
    with pytest.raises(rules.FileKindRefused) as caught:
        check_upload(PNG, kinds=(PDF, DOCX), limit=MEGABYTE)
    assert "PDF, DOCX" in str(caught.value)


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once() -> None:
    first = store(b"%PDF-1", name="a" * 300, mime=PDF, at=AT)
    again = store(b"%PDF-1", name="b", mime=PDF, at=AT)
    assert first == again
    assert first.read() == b"%PDF-1"
    assert first.key == f"{first.sha256[:2]}/{hashlib.sha256(b'%PDF-1').hexdigest()}"
    assert str(first) == "a" * 200
    first.delete()
    assert store(b"%PDF-1", name="c", mime=PDF, at=AT).read() == b"%PDF-1", "the bytes were still there"


@pytest.mark.django_db
def test_a_file_on_disk_is_stored_as_its_bytes_are(tmp_path: Path) -> None:
    whole = tmp_path / "ho-so.zip"
    whole.write_bytes(b"PK" * 70_000)
    first = store_path(whole, name="a" * 300, mime="application/zip", at=AT)
    assert (first.size, first.name, first.read()) == (140_000, "a" * 200, whole.read_bytes())
    again = store_path(whole, name="b.zip", mime="application/zip", at=AT)
    assert again == first == store(whole.read_bytes(), name="c.zip", mime="application/zip", at=AT)
    first.delete()
    assert store_path(whole, name="d.zip", mime="application/zip", at=AT).read() == whole.read_bytes()


@pytest.mark.django_db
def test_a_list_of_files_keeps_its_order() -> None:
    contents = [("a.pdf", b"%PDF-a"), ("b.pdf", b"%PDF-b"), ("c.pdf", b"%PDF-a")]
    stored = store_many(contents, mime=PDF, at=AT)
    assert [one.read() for one in stored] == [content for _, content in contents]
    assert StoredFile.objects.count() == 2
    assert store_many(contents, mime=PDF, at=AT) == stored


NAMES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\tệp\\bài thu hoạch.PDF.exe": "bài thu hoạch.PDF.pdf",
    "": "tep.pdf",
    "\0\r\n.pdf": "pdf.pdf",
    "a\r\nSet-Cookie: x.pdf": "aSet-Cookie: x.pdf",
    "x" * 400: "x" * 150 + ".pdf",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_name_keeps_its_last_part_and_a_true_ending(name: str) -> None:
    stored = store_upload(b"%PDF-1.7", name=name, kinds=ALL, limit=MEGABYTE, at=AT)
    assert stored.name == NAMES[name]


def lose(stored: StoredFile) -> Path:
    """The bytes are gone, the row is there."""
    path = Path(storages["default"].path(stored.key))
    path.unlink()
    return path


@pytest.mark.django_db
def test_a_file_that_is_missing_is_named_and_told_once(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    stored = store(b"%PDF-1.7 mat", name="giay.pdf", mime=PDF, at=AT)
    lose(stored)
    for read in (lambda: stored.read(title="01/QĐ-TCT"), lambda: stored.copy_to(tmp_path / "x", title="01/QĐ-TCT")):
        with pytest.raises(rules.FileMissing, match=f"01/QĐ-TCT.*{stored.key[:15]}"):
            read()
    assert not (tmp_path / "x").exists()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert stored.key in caplog.text


@pytest.mark.django_db
def test_the_same_bytes_sent_again_mend_the_store(tmp_path: Path) -> None:
    stored = store(b"%PDF-1.7 lai", name="giay.pdf", mime=PDF, at=AT)
    lose(stored)
    assert store(b"%PDF-1.7 lai", name="khac.pdf", mime=PDF, at=AT) == stored
    assert stored.read() == b"%PDF-1.7 lai"
    lose(stored)
    (tmp_path / "a").write_bytes(b"%PDF-1.7 lai")
    assert store_path(tmp_path / "a", name="khac.pdf", mime=PDF, at=AT) == stored
    assert stored.read() == b"%PDF-1.7 lai"


@pytest.mark.django_db
def test_the_command_names_files_that_are_missing_or_changed(capsys: pytest.CaptureFixture[str]) -> None:
    StoredFile.objects.all().delete()
    kept, gone, changed = (store(text, name=f"{n}.pdf", mime=PDF, at=AT) for n, text in enumerate((b"1", b"2", b"3")))
    call_command("files", "check")
    assert "Kho tệp đủ: 3 tệp" in capsys.readouterr().out
    lose(gone)
    lose(changed).write_bytes(b"4")
    school = make_unit("Trường", kind="school", level="province")
    Document.objects.create(
        issuer=school, kind="outside", subject="Kế hoạch", number_text="7/QĐ", scan=gone, drafted_at=AT
    )
    lose(kept).mkdir()
    with pytest.raises(CommandError, match="3 of 3"):
        call_command("files", "check", "--lang", "en")
    told = capsys.readouterr().out
    assert f"Missing: {gone.key} · 1.pdf" in told
    assert "document 7/QĐ" in told
    assert f"Changed: {changed.key} · 2.pdf" in told
    assert f"Cannot be read: {kept.key} · 0.pdf" in told
    with pytest.raises(CommandError, match="3 trên 3"):
        call_command("files", "check")
    assert "của: văn bản 7/QĐ" in capsys.readouterr().out


@pytest.mark.django_db
def test_whatever_keeps_files_has_a_name_in_vietnamese() -> None:
    """A table that begins to keep files is named in the words of the records room too."""
    keepers = {
        one.related_model._meta.model_name
        for one in StoredFile._meta.get_fields(include_hidden=True)
        if isinstance(one, ManyToOneRel)
    }
    assert keepers == OWNERS.keys()
