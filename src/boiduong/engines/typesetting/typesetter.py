"""Dàn trang — Papers in, PDF bytes out, through one warm Typst compiler a thread."""

import ctypes
import json
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import cast

import typst

from boiduong.engines.typesetting.certificate import Certificate
from boiduong.engines.typesetting.certificate_payload import certificate_payload
from boiduong.engines.typesetting.coverage import FONT_FOLDER
from boiduong.engines.typesetting.paper import Paper
from boiduong.engines.typesetting.payload import Json, paper_payload

# A paper of so many bytes of content leaves tens of megabytes behind.
MUCH_CONTENT = 40_000
FORGOTTEN_AFTER = 12
M_ARENA_MAX = -8  # of glibc's malloc.h
TEMPLATE_FOLDER = Path(__file__).parent / "templates"


class Typesetter:
    """Máy dàn trang — Renders papers; equal papers give equal bytes.

    Every file is PDF/A-2a for the archive and PDF/UA-1 for screen readers. One typesetter may be
    shared between threads: the compiler works outside the interpreter's lock, so threads fill that many cores.
    """

    def __init__(self) -> None:
        """Make no compiler yet: each thread builds its own on first use (about 6 ms)."""
        _share_memory()
        self._local = _ThreadState()

    def render(self, paper: Paper) -> bytes:
        """In một văn bản — One paper with its annexes as a PDF."""
        return self.render_sequence([paper])

    def render_sequence(self, papers: Sequence[Paper]) -> bytes:
        """In nhiều văn bản vào một tệp — Each on a new page, page numbers from 1 each time.

        Raises ValueError when there is no paper.
        """
        if not papers:
            message = "a sequence holds at least one paper"
            raise ValueError(message)
        job: dict[str, Json] = {"papers": [paper_payload(paper) for paper in papers]}
        return self._compile("papers.typ", job, issued_on=papers[0].issued_on)

    def render_certificate(self, certificate: Certificate) -> bytes:
        """In một chứng chỉ — A PDF of its own. After a long list of them, `forget`."""
        job = certificate_payload(certificate)
        return self._compile("certificate.typ", job, issued_on=certificate.issued_on)

    def _compile(self, template: str, job: dict[str, Json], *, issued_on: date | None) -> bytes:
        """Run one template over one job.

        The job is a file in memory, not an input of the compiler: new inputs make it read every
        template again, which takes 10 ms a sheet. What is in memory is read each time, so it is one line.
        """
        values = json.dumps(job, ensure_ascii=False).encode()
        pdf = self._compiler().compile(
            # The published types of the binding leave out its files in memory.
            input={"main.typ": b'#include "%s"\n' % template.encode(), "job.json": values},  # type: ignore[type-var]
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=_midnight(issued_on),
        )
        if len(values) > MUCH_CONTENT:
            self.forget()
        return cast("bytes", pdf)

    def forget(self) -> None:
        """Quên việc đã xong — Give back what the compiler keeps of a long job for its next ten jobs."""
        for width in range(FORGOTTEN_AFTER):
            empty = b"#set page(width: %dpt)\n" % (100 + width)
            self._compiler().compile(input={"main.typ": empty}, format="pdf")  # type: ignore[type-var]
        _trim()

    def _compiler(self) -> typst.Compiler:
        if self._local.compiler is None:
            self._local.compiler = typst.Compiler(
                input=str(TEMPLATE_FOLDER / "papers.typ"),
                root=str(TEMPLATE_FOLDER),
                font_paths=[str(FONT_FOLDER)],
                ignore_system_fonts=True,
            )
        return self._local.compiler


class _ThreadState(threading.local):
    """What one thread keeps: the compiler with its fonts and its read templates."""

    compiler: typst.Compiler | None = None


def _trim() -> None:
    """Return freed memory to the system, where the C library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@cache
def _share_memory() -> None:
    """Let all threads take memory from two pools, where the C library can: each would keep tens of megabytes more."""
    option = getattr(ctypes.CDLL(None), "mallopt", None)
    if option is not None:
        option(M_ARENA_MAX, 2)


def _midnight(on: date | None) -> int:
    """UTC midnight in seconds since 1970; the clock is never asked, so bytes stay equal."""
    if on is None:
        return 0
    return int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp())
