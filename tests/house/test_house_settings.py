"""Cài đặt sai — every reason is said in Vietnamese first, in English below it or alone where asked for."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from boiduong.config import settings
from boiduong.rehearsal.complaints import told_plainly
from boiduong.terminal import SETTINGS, WrongSetting

LONG = "x" * 60
REAL = {"BOIDUONG_MODE": "production", "SECRET_KEY": LONG, "ALLOWED_HOSTS": "boiduong.example"}
WRONG = {
    "mode": ({"BOIDUONG_MODE": "thử"}, "BOIDUONG_MODE"),
    "port beyond": ({"PORT": "70000"}, "PORT"),
    "port in words": ({"PORT": "tám nghìn"}, "number"),
    "no secret": (REAL | {"SECRET_KEY": settings.DEFAULT_SECRET}, "SECRET_KEY"),
    "short secret": (REAL | {"SECRET_KEY": "ngắn"}, "SECRET_KEY"),
    "no host": (REAL | {"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
    "short code": ({"CHECK_CODE_SECRET": "ngắn"}, "CHECK_CODE_SECRET"),
    "database of no kind": ({"DATABASE_URL": "oracle://x"}, "DATABASE_URL"),
    "database port in words": ({"DATABASE_URL": "postgres://u:p@h:abc/x"}, "DATABASE_URL"),
    "limit in words": ({"UPLOAD_MAX_BYTES": "nhiều"}, "number"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_setting_is_refused_by_its_reason(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given, reason = WRONG[case]
    for name in ("DATA_DIR", *given):
        monkeypatch.setenv(name, given.get(name, os.environ.get(name, "")))
    with pytest.raises(WrongSetting) as refused:
        runpy.run_path(str(settings.__file__))
    assert refused.value.reason == reason
    vietnamese, english = str(refused.value).split("\n")
    assert any(letter in vietnamese for letter in "ạảấặđốố")
    assert english.isascii() or reason in ("number", "BOIDUONG_MODE"), "what was typed is told as it was typed"


def test_every_reason_has_both_languages() -> None:
    facts = {"value": "?", "name": "PORT"}
    for reason in SETTINGS:
        assert set(WrongSetting(reason, **facts).told) == {"vi", "en"}


def test_the_command_line_says_vietnamese_first_or_english_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, lines in ((["audit", "verify"], 2), (["audit", "verify", "--lang", "en"], 1)):
        with pytest.raises(SystemExit), told_plainly(arguments):
            raise WrongSetting("SECRET_KEY")
        told = capsys.readouterr().err.splitlines()
        assert len(told) == lines
        assert told[-1].startswith("The settings are wrong: SECRET_KEY")
        assert lines == 1 or told[0].startswith("Cài đặt chưa đúng: Chạy thật phải đặt SECRET_KEY")
    with pytest.raises(SystemExit), told_plainly(["rehearse", "x.yaml", "--database", "oracle://x"]):
        raise WrongSetting("DATABASE_URL")
    assert capsys.readouterr().err.startswith("Sau --database ghi postgres://")
    with pytest.raises(SystemExit), told_plainly(["audit"]):
        raise ImproperlyConfigured("something of a library")
    assert capsys.readouterr().err == "Cài đặt chưa đúng: something of a library\n"


def test_production_without_a_secret_does_not_start() -> None:
    given = {k: v for k, v in os.environ.items() if k != "SECRET_KEY"} | {"BOIDUONG_MODE": "production"}
    done = subprocess.run(
        [sys.executable, "-m", "boiduong", "run"], capture_output=True, text=True, check=False, env=given
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith("Cài đặt chưa đúng: Chạy thật phải đặt SECRET_KEY")
