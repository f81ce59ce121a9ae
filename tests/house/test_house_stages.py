"""The stages of `make test`: timed, two at once, ended together by the first that fails or by a signal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from boiduong.config.settings import ROOT

MAKEFILE = """\
good:
\t@echo said by good
bad:
\t@exit 3
meet:
\t@touch met-$$$$; for n in $$(seq 600); do [ $$(ls met-* | wc -l) = 2 ] && exit 0; sleep 0.1; done; exit 1
meet-again: meet
long:
\t@echo $$$$ > long.pid; exec sleep 600
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with stages of its own."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    return tmp_path


def started(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "scripts" / "stages.py"), *words]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def told(folder: Path, *words: str) -> tuple[int, str]:
    process = started(folder, *words)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


def is_gone(folder: Path) -> bool:
    """Whether the process of the long stage is no more."""
    pid = int((folder / "long.pid").read_text())
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def awaited(file: Path) -> None:
    for _ in range(600):
        if file.exists() and file.read_text():
            return
        time.sleep(0.1)
    raise AssertionError(file)


def test_every_stage_tells_its_time(here: Path) -> None:
    code, said = told(here, "good", "--", "good")
    assert code == 0
    assert len(re.findall(r"^stage good held … \d+ s \(\d+ s of processor\)$", said, re.MULTILINE)) == 2
    assert said.count("said by good") == 2
    assert re.search(r"^everything held … \d+ s in all$", said, re.MULTILINE)


def test_two_stages_run_at_once(here: Path) -> None:
    """Each of the two waits for the other."""
    assert told(here, "meet", "meet-again")[0] == 0


@pytest.mark.parametrize("words", [("bad", "long", "good", "--", "good"), ("long", "bad", "good", "--", "good")])
def test_first_failure_ends_everything(here: Path, words: tuple[str, ...]) -> None:
    code, said = told(here, *words)
    assert code == 1
    assert "stage bad FAILED" in said
    assert "said by good" not in said
    assert not (here / "long.pid").exists() or is_gone(here)


def test_signal_leaves_nothing_running(here: Path) -> None:
    process = started(here, "--", "long", "good")
    awaited(here / "long.pid")
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "said by good" not in said
    assert is_gone(here)
