"""The commands as somebody new meets them: help, wrong words, files that fail, results that are whole or not there."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from icalendar import Calendar
from tests.engines.timetabling.timetabling_world import ECTT, PROBLEM, TIMETABLE

from boiduong.engines.timetabling import BadInput
from boiduong.engines.timetabling.commands import main
from boiduong.engines.timetabling.commands.arguments import RUNS
from boiduong.engines.timetabling.commands.faults import fault_said
from boiduong.engines.timetabling.commands.files import FileTrouble, Output
from boiduong.engines.timetabling.commands.running import stoppable
from boiduong.engines.timetabling.commands.words import SAY, cost_lines
from boiduong.engines.timetabling.model import problem_from_json, problem_to_json, timetable_to_json

VIETNAMESE = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the small course and its timetable."""
    (tmp_path / "p.json").write_text(problem_to_json(PROBLEM), encoding="utf-8")
    (tmp_path / "t.json").write_text(timetable_to_json(TIMETABLE), encoding="utf-8")
    (tmp_path / "empty").touch()
    (tmp_path / "a.ectt").write_text(ECTT, encoding="utf-8")
    (tmp_path / "away.json").write_text(json.dumps([{"kind": "lecturer", "subject": "?", "slots": [3]}]))
    impossible = replace(PROBLEM, lecturers=())
    (tmp_path / "never.json").write_text(problem_to_json(impossible), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_word_prints_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "cách dùng:" in said and "tùy chọn" in said
    assert all(name in said for name in tuple(RUNS))


@pytest.mark.parametrize("command", [*RUNS])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_command_has_its_help(command: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help", "--lang", lang])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert ("usage:" in said) == (lang == "en")
    assert bool(VIETNAMESE & set(said.lower())) == (lang == "vi")


WRONG = {
    "unknown command": ("nope", "không nhận 'nope'"),
    "no file named": ("solve", "Thiếu: PROBLEM"),
    "a budget below": ("solve p.json --budget -1", "từ 0.1 đến"),
    "a budget that is none": ("solve p.json --budget nan", "từ 0.1 đến"),
    "a budget in words": ("solve p.json --budget x", "từ 0.1 đến"),
    "a seed too large": ("solve p.json --seed 99999999999", "--seed: cần một số"),
    "a format not known": ("export p.json t.json --out a.doc", ".ics hoặc .fet"),
    "in English": ("--lang en solve", "are required: PROBLEM"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_words_are_told_in_one_sentence(name: str, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, expected = WRONG[name]
    with pytest.raises(SystemExit) as left:
        main(words.split())
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert expected in said and said.count("\n") == 1


REFUSED = {
    "no such file": ("solve x.json", "Không dùng được x.json: không có tệp"),
    "a folder": ("check p.json .", "đây là thư mục"),
    "no name": ("solve a\0b", "không có tệp"),
    "an empty file": ("solve empty", "empty: tệp trống"),
    "an endless file": ("solve /dev/zero", "/dev/zero: tệp dài hơn"),
    "an endless instance": ("ectt /dev/zero", "dài hơn"),
    "an instance that is none": ("ectt p.json", "Tệp .ectt thiếu Days"),
    "another kind of file": ("solve a.ectt", "a.ectt: tệp không phải JSON: dòng 1"),
    "a timetable for a problem": ("solve t.json", 't.json: thiếu "problem"'),
    "a lecturer not there": ("repair p.json t.json away.json --out new.json", "Biến động lecturer ?"),
    "a folder for the result": ("solve p.json --out .", "đây là thư mục"),
    "a folder not there": ("solve p.json --out x/y.json", "Không dùng được x/y.json"),
    "no name for the result": ("solve p.json --out a\0b", "không có tệp"),
    "samples into a file": ("bench --out empty", "đã có tệp mang tên này"),
    "in English": ("solve x.json --lang en", "there is no such file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_or_written_is_told(name: str, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, expected = REFUSED[name]
    assert main(words.split(" ")) == 2
    assert expected in capsys.readouterr().err
    assert not (files / "new.json").exists()


def test_faults_of_fields_keep_their_place() -> None:
    with pytest.raises(BadInput) as refusal:
        problem_from_json('{"format": "boiduong-timetabling", "version": 2, "problem": {"name": 1, "x": 2}}')
    said = [fault_said(fault, "vi") for fault in refusal.value.faults]
    assert "problem.name: phải là chữ" in said and 'problem: không có mục "x"' in said
    assert fault_said("of a kind nobody knows", "vi") == "of a kind nobody knows"


def test_an_instance_is_solved_as_its_validator_reads_it(files: Path) -> None:
    assert main(["ectt", "a.ectt", "--budget", "0.2", "--out", "s.txt"]) == 0
    lines = (files / "s.txt").read_text().splitlines()
    assert sorted(line.split()[0] for line in lines) == ["a", "a", "b", "b", "c"]
    assert all(len(line.split()) == 4 for line in lines)


def test_a_timetable_is_written_for_other_programs(files: Path) -> None:
    assert main(["export", "p.json", "t.json", "--out", "a.ics"]) == 0
    events = Calendar.from_ical((files / "a.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 7
    assert main(["export", "p.json", "t.json", "--out", "b.ics", "--class", "A"]) == 0
    assert len(Calendar.from_ical((files / "b.ics").read_bytes()).walk("VEVENT")) == 4
    assert main(["export", "p.json", "t.json", "--out", "a.fet"]) == 0
    assert b"<fet" in (files / "a.fet").read_bytes()
    assert [*files.glob("*.part")] == []


def test_a_problem_without_a_timetable_says_where_to_look(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "never.json", "--budget", "0.5", "--out", "r.json"]) == 1
    assert "boiduong timetable explain never.json" in capsys.readouterr().err
    assert main(["explain", "never.json", "--lang", "en"]) == 1
    assert "Ways out" in capsys.readouterr().out


def test_a_disruption_that_hits_nothing_is_told(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "away.json").write_text(json.dumps([{"kind": "lecturer", "subject": "X", "slots": [8]}]))
    assert main(["repair", "p.json", "t.json", "away.json"]) == 0
    assert "Không buổi nào" in capsys.readouterr().out


def test_costs_are_said_with_their_names() -> None:
    assert cost_lines({"S4": 0}, "vi") == ["Không phá quy tắc nào, không tốn gì."]
    said = cost_lines({"hard": 1, "S4": 10}, "en", {"S4": 10})
    assert said[1].endswith("Rules that must hold, broken (at least 0)") and said[2].endswith("(proven)")


def test_every_sentence_is_there_in_both_languages() -> None:
    assert all(set(words) == {"vi", "en"} for words in SAY.values())


def test_a_result_goes_into_a_pipe_and_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as full:
        Output(Path("/dev/full")).write(b"x")
    assert full.value.why("vi") == "hết chỗ trên đĩa"
    Output(Path(os.devnull)).write(b"x")


def until(done: Callable[[], bool]) -> bool:
    """Wait in small steps: a signal that another thread has caught is told to the main one between two of them."""
    deadline = monotonic() + 5
    while not done() and monotonic() < deadline:
        sleep(0.01)
    return done()


def test_a_wish_to_stop_is_heard_and_a_second_ends_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    before, ended = signal.getsignal(signal.SIGINT), Event()
    monkeypatch.setattr(os, "_exit", lambda code: ended.set() if code == 130 else None)
    with stoppable() as should_stop:
        assert not should_stop()
        os.kill(os.getpid(), signal.SIGINT)
        assert until(should_stop) and not ended.is_set()
        os.kill(os.getpid(), signal.SIGINT)
        assert until(ended.is_set)
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
