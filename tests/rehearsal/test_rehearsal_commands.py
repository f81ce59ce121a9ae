"""Wrong words, files, folders and databases: one sentence on the error stream, exit code 2, nothing else."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from boiduong.__main__ import main
from boiduong.foundation.organizations.models import Unit
from boiduong.rehearsal.complaints import told_plainly
from boiduong.rehearsal.dossier import Dossier, FolderInUse, check_room, make_room, whole_or_nothing
from boiduong.rehearsal.emptiness import file_in_use, server_in_use
from world import make_person

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = str(ROOT / "samples" / "tuong-duong-2022.yaml")
REGISTER = tuple(
    f"CREATE TABLE {name} (a)"
    for name in ("foundation_accounts_user", "foundation_people_person", "delivery_courses_course")
)
CASES = {
    "no file": (["course", "check", "khong-co.yaml"], "không có tệp hay thư mục này"),
    "no file, English": (["course", "check", "khong-co.yaml", "--lang", "en"], "there is no such file"),
    "folder": (["course", "check", "{folder}"], "đây là thư mục"),
    "name that no file has": (["course", "check", "a\0b"], "không có tệp hay thư mục này"),
    "no words": (["course", "check"], "Thiếu: FILE."),
    "unknown word": (["course", "frob", "x"], "không nhận 'frob'"),
    "no day": (["units", "count", "Hà Nội", "--as-of", "hôm qua"], "Ngày “hôm qua” không đúng"),
    "no such command": (["frobnicate"], "Không có lệnh «frobnicate»"),
    "no folder": (["rehearse", SAMPLE], "Thiếu: --out."),
    "folder in use": (["rehearse", SAMPLE, "--out", "{full}"], "đã có thứ khác bên trong"),
    "file for a folder": (["rehearse", SAMPLE, "--out", "{file}"], "đã có tệp mang tên này"),
    "under a file": (["rehearse", SAMPLE, "--out", "{file}/x"], "đây là tệp, không phải thư mục"),
    "under a file, English": (["rehearse", SAMPLE, "--out", "{file}/x", "--lang", "en"], "it is a file, not a folder"),
}


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """A folder, a folder with somebody's things, and a file."""
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("x")
    return {"folder": str(tmp_path / "folder.yaml"), "full": str(tmp_path / "full"), "file": str(tmp_path / "file")}


@pytest.mark.parametrize("case", CASES)
def test_wrong_words_get_one_sentence(case: str, places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    words, sentence = CASES[case]
    environment = dict(os.environ)
    with pytest.raises(SystemExit) as left:
        main([word.format(**places) for word in words])
    assert dict(os.environ) == environment, "what runs after it would take this process for a rehearsal"
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert "Error" not in said
    assert Path(places["full"], "mine.txt").read_text() == "mine"


# What clerks choose by mistake, and how old machines save; none of these may stop anything but itself.
BYTES = {
    "Word": (b"PK\x03\x04\x14\x00\x06\x00", "dòng 1, cột 1: Đây là tệp Word, Excel, PDF hoặc tệp nén."),
    "Windows-1258": (
        "format: boiduong-course/1\ntitle: Lớp đêm\n".encode("cp1258", "replace"),
        "không phải chữ Unicode",
    ),
    "UTF-16": ("format: boiduong-course/1\n".encode("utf-16"), "không phải chữ Unicode"),
    "nothing": (b"", "dòng 1, cột 1: Tệp trống."),
    "bomb": (b"a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]\n", "Dấu «*a» có nghĩa riêng trong YAML"),
    "brackets": (b"a: " + b"[" * 5000, "lồng nhau quá 24 cấp"),
    "too large": (b"#" * 1_000_001, "Tệp lớn hơn 1000 nghìn byte"),
}


@pytest.mark.parametrize("case", BYTES)
def test_no_course_file_is_told_with_its_place(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, sentence = BYTES[case]
    file = tmp_path / "khoa.yaml"
    file.write_bytes(content)
    with pytest.raises(SystemExit) as left:
        main(["course", "check", str(file)])
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.rstrip().endswith("Chưa ghi gì cả.")


def test_file_without_an_end_is_read_no_further_than_a_course_goes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["course", "check", "/dev/zero"])
    assert "Tệp lớn hơn 1000 nghìn byte" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rehearse", SAMPLE, "--out", "ra", "--database", "nonsense"], "Sau --database ghi postgres://"),
        (
            ["rehearse", SAMPLE, "--out", "ra", "--database", "postgres://u:p@127.0.0.1:1/x"],
            "Không mở được cơ sở dữ liệu",
        ),
    ],
    ids=["no address", "nobody there"],
)
def test_wrong_database_gets_one_sentence(words: list[str], sentence: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "boiduong", *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert sentence in done.stderr


@pytest.mark.django_db
def test_register_of_the_school_is_never_rehearsed_in(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nháp"):
        call_command("rehearse", SAMPLE, out=str(tmp_path / "ra"))
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("statements", "in_use"),
    [
        ((), False),
        (("CREATE TABLE other (a)",), True),
        (REGISTER, False),
        ((*REGISTER, "INSERT INTO foundation_people_person VALUES (1)"), True),
        ((*REGISTER, "INSERT INTO delivery_courses_course VALUES (1)"), True),
    ],
    ids=["nothing", "another program", "our tables", "a person", "a course"],
)
def test_file_in_use_is_seen_and_left_as_it_is(statements: tuple[str, ...], in_use: bool, tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite3"
    assert not file_in_use(file)
    with closing(sqlite3.connect(file)) as opened:
        for asked in ("PRAGMA journal_mode=WAL", *statements):
            opened.execute(asked)
        opened.commit()
    before = file.read_bytes()
    assert file_in_use(file) is in_use
    assert file.read_bytes() == before


@pytest.mark.django_db
def test_database_of_a_server_is_in_use_once_it_keeps_people() -> None:
    assert not server_in_use()
    make_person("Nguyễn Thị Lan")
    assert server_in_use()


def test_register_named_by_mistake_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite3"
    with closing(sqlite3.connect(file)) as opened:
        for asked in (*REGISTER, "INSERT INTO foundation_accounts_user VALUES (1)"):
            opened.execute(asked)
        opened.commit()
    before = file.read_bytes()
    words = ["rehearse", SAMPLE, "--out", "ra", "--database", f"sqlite:///{file}"]
    command = [sys.executable, "-m", "boiduong", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1][:34]) == (2, "Cơ sở dữ liệu này đang dùng. Chạy ")
    assert file.read_bytes() == before


def test_word_for_a_number_in_the_settings_gets_one_sentence_in_each_language() -> None:
    env = {**os.environ, "PORT": "abc"}
    command = [sys.executable, "-m", "boiduong", "run"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    vietnamese, english = done.stderr.splitlines()
    assert vietnamese.startswith("Cài đặt chưa đúng: PORT")
    assert english.startswith("The settings are wrong: PORT")


def test_older_dossier_makes_room_and_anything_else_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert check_room(folder) == set()
    dossier = Dossier(folder)
    dossier.add_paper(stage="Mở lớp", kind="Quyết định", number="01/QĐ", subject="Mở <lớp>", content=b"%PDF")
    dossier.write_index(title="Lớp", lead="", counts=[("Được cử", 3)], notes=[])
    with pytest.raises(FolderInUse):
        make_room(folder)  # a rehearsal broken off leaves no summary: whose files they are is not certain
    dossier.write_summary(counts={"nominated": 3}, seconds={}, peak_mb=1)
    assert json.loads((folder / "summary.json").read_text())["papers"][0]["subject"] == "Mở <lớp>"
    page = (folder / "index.html").read_text()
    assert "Mở &lt;lớp&gt;" in page
    assert "Điều giả định" not in page
    make_room(folder)
    assert list(folder.iterdir()) == []
    (folder / "summary.json").write_text("{}")
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(FolderInUse):
        make_room(folder)
    assert (folder / "mine.txt").exists()


def test_index_names_a_paper_by_its_day_and_keeps_their_order_past_a_hundred(tmp_path: Path) -> None:
    dossier = Dossier(tmp_path)
    for year in (2017, 2018):
        dossier.add_paper(
            stage="Mở lớp", kind="Quyết định", number="01/QĐ", subject="mở lớp", content=b"%PDF",
            issued_on=date(year, 1, 5),
        )  # fmt: skip
    dossier.write_index(title="Lớp", lead="", counts=[("Được cử", 1435)], notes=[])
    page = (tmp_path / "index.html").read_text()
    assert "Quyết định 01/QĐ, ngày 05/01/2017</a><span>Mở lớp" in page
    assert "Quyết định 01/QĐ, ngày 05/01/2018" in page
    assert "<dd>1.435</dd>" in page
    assert [one.file[:11] for one in dossier.papers] == ["papers/001-", "papers/002-"]


def test_dossier_whose_writing_is_stopped_is_taken_away(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), whole_or_nothing(tmp_path):
        dossier = Dossier(tmp_path)
        dossier.add_paper(stage="Mở lớp", kind="Quyết định", number="01/QĐ", subject="Mở lớp", content=b"%PDF")
        raise KeyboardInterrupt
    assert check_room(tmp_path) == set()
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderInUse), whole_or_nothing(tmp_path):
        pass
    assert (tmp_path / "mine.txt").exists()


@pytest.mark.parametrize(("words", "said"), [([], "Đã dừng giữa chừng.\n"), (["--lang", "en"], "Stopped half-way.\n")])
def test_command_that_is_stopped_says_so(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left, told_plainly(["rehearse", *words]):
        raise KeyboardInterrupt
    assert (left.value.code, capsys.readouterr().err) == (130, said)
