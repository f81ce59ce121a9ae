"""Các chặng kiểm tra — runs stages of the Makefile so that two cores are busy, and says how long each took.

    python scripts/stages.py lint types browser -- unit

Stages before `--` use one core each: two hands take them in this order, and what one says is printed when it ends.
Stages after `--` use both cores themselves: they run alone, one after the other, and are heard at once. The first
stage that fails ends everything, and so does a signal: nothing is left running.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from contextlib import suppress
from types import FrameType
from typing import IO

STOPPED = threading.Event()
_running: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()


def say(line: str) -> None:
    """One line, at once."""
    print(line, flush=True)


def run(stage: str, output: IO[bytes] | None) -> bool:
    """Run `make STAGE` in a process group of its own; whether it held."""
    say(f"stage {stage} begins")
    began = time.monotonic()
    with _lock:
        if STOPPED.is_set():
            return False
        process = subprocess.Popen(
            ["make", "--no-print-directory", stage], stdout=output, stderr=output, start_new_session=True
        )
        _running.add(process)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    with _lock:
        _running.discard(process)
    seconds, processor = time.monotonic() - began, used.ru_utime + used.ru_stime
    if output is not None:
        output.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(output.read())
        sys.stdout.buffer.flush()
    held = process.returncode == 0
    word = "held" if held else "stopped" if STOPPED.is_set() else "FAILED"
    say(f"stage {stage} {word} … {seconds:.0f} s ({processor:.0f} s of processor)")
    return held


def stop() -> None:
    """Ask every stage that runs to end; they stop what they started."""
    with _lock:
        STOPPED.set()
        for process in _running:
            # It may have ended this very moment.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def take(waiting: deque[str]) -> None:
    """One hand: the next stage that waits, until there is none or one failed."""
    while not STOPPED.is_set():
        try:
            stage = waiting.popleft()
        except IndexError:
            return
        with tempfile.TemporaryFile() as output:
            if not run(stage, output):
                stop()


def main(words: list[str]) -> int:
    """Run them all; 1 where one failed."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        # In a thread: the signal may come while the lock is held here.
        threading.Thread(target=stop).start()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    began = time.monotonic()
    cut = words.index("--") if "--" in words else len(words)
    waiting = deque(words[:cut])
    hands = [threading.Thread(target=take, args=(waiting,)) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    for stage in words[cut + 1 :]:
        if not STOPPED.is_set() and not run(stage, None):
            stop()
    failed = STOPPED.is_set()
    say(f"{'FAILED' if failed else 'everything held'} … {time.monotonic() - began:.0f} s in all")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
