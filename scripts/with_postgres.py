"""PostgreSQL tạm — runs a command with DATABASE_URL pointing to a throw-away PostgreSQL server.

The server lives in a temporary folder (in memory where the system has such a place), listens on a free port of
127.0.0.1 and is stopped at the end, also when this script is told to end. PostgreSQL refuses to run as root: then the
system user `postgres`, which its package makes, runs it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import NoReturn


def binaries() -> Path:
    """The newest server's folder of programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parent.parent.name))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    sys.exit("Thiếu PostgreSQL. Cài bằng: apt-get install postgresql")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def spacious(folder: Path) -> bool:
    """Whether a place in memory is there, may be written, and holds a server with its tests."""
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2 * 1024**3


def end(number: int, frame: FrameType | None) -> NoReturn:
    """Told to end: leave through the `finally` that stops the server."""
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """Start, run, stop; returns what the command returned."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    memory = Path("/dev/shm")  # noqa: S108 - a folder of ours is made in it
    folder = Path(tempfile.mkdtemp(prefix="boiduong-pg-", dir=memory if spacious(memory) else None))
    prefix: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        # Where the path of whoever calls leaves out the folders of the administrator.
        runuser = shutil.which("runuser") or shutil.which("runuser", path="/usr/sbin:/sbin") or "runuser"
        prefix = [runuser, "-u", "postgres", "--"]
    bin_folder, port, cluster = binaries(), free_port(), folder / "cluster"
    subprocess.run(
        [*prefix, str(bin_folder / "initdb"), "-D", str(cluster), "-U", "boiduong", "-A", "trust", "-E", "UTF8"],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    # A throw-away server need not survive a power cut.
    fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]
    options = " ".join([f"-p {port} -k {folder}", *(f"-c {s}" for s in ["listen_addresses=127.0.0.1", *fast])])
    server = [*prefix, str(bin_folder / "pg_ctl"), "-D", str(cluster), "-w", "-l", str(folder / "log")]
    subprocess.run([*server, "-o", options, "start"], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        env = {**os.environ, "DATABASE_URL": f"postgres://boiduong@127.0.0.1:{port}/postgres"}
        with subprocess.Popen(command, env=env) as running:
            try:
                return running.wait()
            finally:
                running.terminate()
    finally:
        subprocess.run([*server, "-m", "immediate", "stop"], check=False, cwd=folder, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
