"""Đo tốc độ — every goal of speed and memory beside the figure measured on this machine.

    make bench                     everything, up to eight minutes
    scripts/bench.py --only pages  one part: rehearsals, pages, start, certificates or databases
    scripts/bench.py --json FILE   the same figures for another program

A goal that is not reached is printed as such; the exit code stays 0, because a busy machine is not a fault of the code.
CPU seconds stand beside wall seconds: they tell a busy machine from slow code. Memory is the proportional set size
(pages shared by forked processes are counted once) of the command and all its children, sampled ten times a second.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
INSIDE = Path(__file__).with_name("bench_inside.py")
OF_CERTIFICATES = Path(__file__).with_name("bench_certificates.py")
COMMAND = [sys.executable, "-m", "boiduong"]
PARTS = ("rehearsals", "pages", "start", "certificates", "databases")
LARGE, SMALL = "ha-noi-2022", "tuong-duong-2022"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Figure:
    """One line of the table; `reached` is None where there is no goal."""

    name: str
    value: str
    goal: str = ""
    reached: bool | None = None


@dataclass(frozen=True)
class Run:
    """What one command cost."""

    seconds: float
    cpu: float
    peak_mb: float
    ok: bool
    last_line: str


def at_most(name: str, value: float, goal: float, unit: str, note: str = "") -> Figure:
    """A figure with an upper bar."""
    return Figure(name, f"{value:.{0 if value >= 100 else 1}f} {unit}{note}", f"≤ {goal:g} {unit}", value <= goal)


def memory_and_cpu(root: psutil.Process) -> tuple[float, float]:
    """Megabytes and CPU seconds of a process and its live children; what has just ended counts nothing."""
    megabytes = cpu = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            megabytes += process.memory_full_info().pss / MEGABYTE
            spent = process.cpu_times()
            cpu += spent.user + spent.system + spent.children_user + spent.children_system
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return megabytes, cpu


def watched(command: list[str], env: dict[str, str], *, limit: float = 300) -> Run:
    """Run a command and watch its whole tree until it ends, or until `limit` seconds."""
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        child = subprocess.Popen(
            command, env=env, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        root, peak, cpu = psutil.Process(child.pid), 0.0, 0.0
        try:
            while child.poll() is None and time.perf_counter() - began < limit:
                try:
                    megabytes, spent = memory_and_cpu(root)
                except psutil.NoSuchProcess:
                    break
                peak, cpu = max(peak, megabytes), max(cpu, spent)
                time.sleep(0.1)
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        seconds = time.perf_counter() - began
        said.seek(0)
        lines = [line for line in said.read().splitlines() if line.strip()]
    return Run(seconds, cpu, peak, child.returncode == 0, lines[-1][:160] if lines else "")


def fingerprint(folder: Path) -> dict[str, str]:
    """Path to digest of every file, of a signed paper without its signature, which no two runs can share.

    summary.json holds the seconds of the run, so it differs by right.
    """
    return {
        str(path.relative_to(folder)): hashlib.sha256(as_printed(path)).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "summary.json"
    }


def as_printed(path: Path) -> bytes:
    """A file as it was before anybody signed it: a signed PDF is its first revision and what was added."""
    content = path.read_bytes()
    return content[: content.index(b"%%EOF")] if path.parent.name == "certificates" else content


def rehearse(sample: str, out: Path, *database: str) -> Run:
    """One rehearsal in a process of its own."""
    command = [*COMMAND, "rehearse", f"samples/{sample}.yaml", "--out", str(out), *database]
    return watched(command, dict(os.environ))


def said_of(run: Run) -> str:
    """CPU seconds, or what went wrong."""
    return f" (CPU {run.cpu:.1f} s)" if run.ok else f" — failed: {run.last_line}"


def rehearsals(work: Path) -> Iterator[Figure]:
    """The three samples, the largest twice."""
    runs = [rehearse(LARGE, work / f"{LARGE}-{n}") for n in (1, 2)]
    for n, run in enumerate(runs, 1):
        figure = at_most(f"Hà Nội rehearsed, run {n}", run.seconds, 30, "s", said_of(run))
        yield figure if run.ok else Figure(figure.name, figure.value, figure.goal, False)
    yield at_most("Hà Nội, peak memory of all processes", max(r.peak_mb for r in runs), 500, "MB")
    if all(run.ok for run in runs):
        first, second = (fingerprint(work / f"{LARGE}-{n}") for n in (1, 2))
        differing = [name for name in sorted(first | second) if first.get(name) != second.get(name)]
        words = f"{len(first)} files, {len(differing)} differ" + (f": {differing[0]} …" if differing else "")
        yield Figure("Hà Nội twice, byte for byte", words, "0 differ", not differing)
    for sample, name in ((SMALL, "Tương Dương"), ("dak-lak-2025", "Đắk Lắk")):
        run = rehearse(sample, work / sample)
        yield Figure(
            f"{name} rehearsed", f"{run.seconds:.1f} s, {run.peak_mb:.0f} MB{said_of(run)}", "", run.ok or None
        )


def scratch(folder: Path) -> dict[str, str]:
    """The environment of a demo in a folder of its own."""
    return {
        **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "STATIC_ROOT", "SECRET_KEY_FILE")},
        "DATA_DIR": str(folder),
        "BOIDUONG_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "boiduong.config.settings",
    }


def prepare(folder: Path) -> str:
    """A demo database with the Hà Nội course lived to its end; returns what went wrong, or nothing."""
    folder.mkdir(exist_ok=True)
    run = watched([sys.executable, str(INSIDE), "prepare"], scratch(folder) | {"BOIDUONG_SCRATCH": "1"})
    return "" if run.ok else run.last_line


def pages(folder: Path) -> Iterator[Figure]:
    """Server time and queries of the main pages, through the whole stack of middleware."""
    command = [sys.executable, str(INSIDE), "pages"]
    done = subprocess.run(command, env=scratch(folder), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        yield Figure("Pages", f"failed: {(done.stderr.strip().splitlines() or ['?'])[-1][:160]}", "", False)
        return
    for page in json.loads(done.stdout.splitlines()[-1]):
        name = f"Page {page['name']}"
        if page["status"] != 200:
            yield Figure(name, f"answered {page['status']}", "200", False)
            continue
        note = f" (CPU {page['cpu']:.0f} ms, p90 {page['p90']:.0f} ms, {page['bytes'] / 1024:.0f} KB)"
        yield at_most(name, page["ms"], 60, "ms", note)
        yield Figure(f"{name}, queries", str(page["queries"]), "< 30", page["queries"] < 30)


def certificates(folder: Path) -> Iterator[Figure]:
    """Issuing, the public page over a million papers, the check without a network; spends the demo database."""
    command = [sys.executable, str(OF_CERTIFICATES)]
    done = subprocess.run(command, env=scratch(folder), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        yield Figure("Certificates", f"failed: {(done.stderr.strip().splitlines() or ['?'])[-1][:160]}", "", False)
        return
    said = {one["name"]: one for one in json.loads(done.stdout.splitlines()[-1])}
    for name, goal in (("unsigned", 6), ("signed", 30)):
        one = said[name]
        yield at_most(f"{one['papers']} certificates {name}, in the register", one["seconds"], goal, "s",
                      f" (CPU {one['cpu']:.1f} s)")  # fmt: skip
    for name, goal in (
        ("page by number and code", 20), ("page, wrong code", 20), ("page by the mark in the QR", 20),
        ("offline check", 50),
    ):  # fmt: skip
        one = said[name]
        yield at_most(f"1,000,000 papers: {name}", one["ms"], goal, "ms",
                      f" (CPU {one['cpu']:.1f} ms, p90 {one['p90']:.1f} ms)")  # fmt: skip
    yield Figure(
        "1,000,000 papers: list of revocations signed", f"{said['list of revocations signed']['seconds']:.1f} s"
    )
    scans = said["plans"]["scans"]
    yield Figure("1,000,000 papers: questions without an index", "; ".join(scans) or "none", "none", not scans)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_answer(address: str, child: subprocess.Popen[bytes], limit: float = 120) -> bool:
    """Wait for a page; False when the server ends or says nothing in time."""
    until = time.perf_counter() + limit
    while time.perf_counter() < until and child.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own server
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    return False


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, float]]:
    """`make run` on a free port: its address, and the seconds to the first page (-1 when none came)."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    ready = subprocess.run(["make", "-q", "setup"], cwd=ROOT, capture_output=True, check=False).returncode == 0
    command = ["make", "run"] if ready else [*COMMAND, "run"]
    began = time.perf_counter()
    child = subprocess.Popen(
        command, env=scratch(folder) | {"PORT": str(port)}, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield address, time.perf_counter() - began if first_answer(f"{address}/dang-nhap/", child) else -1
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(timeout=25)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def start(folder: Path) -> Iterator[Figure]:
    """The second start, and what a browser with an empty cache fetches for the course page."""
    with serving(folder) as (_, seconds):
        pass
    with serving(folder) as (address, again):
        name = "make run, second start to the first page"
        yield (
            at_most(name, again, 5, "s", f" (first {seconds:.1f} s)")
            if again >= 0
            else Figure(name, "no answer", "≤ 5 s", False)
        )
        yield (
            cold_transfer(address)
            if again >= 0
            else Figure("Course page, cold transfer", "no server", "≤ 175 KB", False)
        )


def cold_transfer(address: str) -> Figure:
    """Bytes over the wire for the course page, measured by Chromium: headers, page, styles, fonts, pictures."""
    name, goal = "Course page, cold transfer", 175
    if importlib.util.find_spec("playwright") is None:
        return Figure(name, "not measured: no playwright here", f"≤ {goal} KB")
    from playwright.sync_api import Error, sync_playwright

    received: list[float] = []
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            # Signed in by one browser context; the page is opened by another that holds the cookie and nothing else.
            entry = browser.new_context()
            page = entry.new_page()
            page.goto(f"{address}/dang-nhap/")
            page.click("button[name=username][value=canbo]")
            page.wait_for_load_state("networkidle")
            fresh = browser.new_context(storage_state=entry.storage_state())
            page = fresh.new_page()
            wire = fresh.new_cdp_session(page)
            wire.send("Network.enable")
            wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
            page.goto(f"{address}/khoa/{LARGE}/")
            page.wait_for_load_state("networkidle")
            status = page.title()
            browser.close()
    except Error as error:
        return Figure(name, f"not measured: {str(error).splitlines()[0][:120]}", f"≤ {goal} KB")
    return at_most(name, sum(received) / 1024, goal, "KB", f" in {len(received)} files, “{status}”")


def databases(work: Path) -> Iterator[Figure]:
    """SQLite against PostgreSQL on the same machine at the same time of day: pairs, and the median of their ratios."""
    if not (
        any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        or os.environ.get("DATABASE_URL", "").startswith("postgres")
    ):
        yield Figure("PostgreSQL / SQLite, Tương Dương", "not measured: no PostgreSQL here")
        return
    ratios, seconds = [], []
    for n in range(3):
        lite = rehearse(SMALL, work / f"lite-{n}")
        inner = 'exec "$0" -m boiduong rehearse "$1" --out "$2" --database "$DATABASE_URL"'
        shell = ["sh", "-c", inner, sys.executable, f"samples/{SMALL}.yaml", str(work / f"postgres-{n}")]
        began = time.perf_counter()
        idle = watched([sys.executable, "scripts/with_postgres.py", "true"], dict(os.environ))
        whole = watched([sys.executable, "scripts/with_postgres.py", *shell], dict(os.environ))
        if not (lite.ok and whole.ok):
            yield Figure(
                "PostgreSQL / SQLite, Tương Dương", f"failed: {(whole if lite.ok else lite).last_line}", "", False
            )
            return
        # What making and stopping the server costs is no part of the comparison.
        seconds.append(time.perf_counter() - began)
        ratios.append((whole.seconds - idle.seconds) / lite.seconds)
    spread = " ".join(f"{ratio:.2f}" for ratio in ratios)
    yield Figure("PostgreSQL / SQLite, Tương Dương, median of 3 pairs", f"{statistics.median(ratios):.2f} ({spread})")


def figures(wanted: tuple[str, ...], work: Path) -> Iterator[Figure]:
    """Every figure of the wanted parts, as it is measured."""
    if "rehearsals" in wanted:
        yield from rehearsals(work)
    if {"pages", "start", "certificates"} & set(wanted):
        demo = work / "demo"
        if wrong := prepare(demo):
            yield Figure("Hà Nội in a demo database", f"failed: {wrong}", "", False)
        else:
            yield from pages(demo) if "pages" in wanted else ()
            yield from start(demo) if "start" in wanted else ()
            yield from certificates(demo) if "certificates" in wanted else ()
    if "databases" in wanted:
        yield from databases(work)


def main() -> int:
    """Measure, print, exit 0."""
    parser = argparse.ArgumentParser(description="Measure speed and memory against the goals.")
    parser.add_argument("--only", choices=PARTS, action="append", default=[])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    # Ended from outside, the commands that are being measured end too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(number))
    console = Console(width=None if sys.stdout.isatty() else 150)
    table = Table(
        "what", "measured here", "goal", "", title=f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before"
    )
    measured = []
    with tempfile.TemporaryDirectory(prefix="boiduong-bench-") as folder:
        for figure in figures(tuple(options.only) or PARTS, Path(folder)):
            word = {True: "[green]reached[/green]", False: "[red]not reached[/red]", None: ""}[figure.reached]
            console.print(f"{figure.name}: {figure.value}", highlight=False, markup=False)
            sys.stdout.flush()
            table.add_row(figure.name, figure.value, figure.goal, word)
            measured.append(asdict(figure))
    console.print(table)
    if options.json:
        options.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
