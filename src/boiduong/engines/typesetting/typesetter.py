"""Dàn trang — Papers in, PDF bytes out, through one warm Typst compiler a thread."""

import json
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from boiduong.engines.typesetting.certificate import Certificate
from boiduong.engines.typesetting.certificate_payload import certificate_payload
from boiduong.engines.typesetting.coverage import FONT_FOLDER
from boiduong.engines.typesetting.paper import Paper
from boiduong.engines.typesetting.payload import Json, paper_payload

TEMPLATE_FOLDER = Path(__file__).parent / "templates"
STANDARDS = ("a-2a", "ua-1")
"""PDF/A-2a for the archive and PDF/UA-1 for readers with a screen reader; both cost under 1 ms."""


class Typesetter:
    """Máy dàn trang — Renders papers; equal papers give equal bytes. Safe to share between threads."""

    def __init__(self) -> None:
        """Make no compiler yet: each thread builds its own on first use."""
        self._local = threading.local()

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
        return self._compile("main.typ", job, issued_on=papers[0].issued_on)

    def render_certificates(
        self, certificates: Sequence[Certificate], *, processes: int = 1
    ) -> list[bytes]:
        """In chứng chỉ — One PDF each, in the order given."""
        return [self._certificate(certificate) for certificate in certificates]

    def _certificate(self, certificate: Certificate) -> bytes:
        job = certificate_payload(certificate)
        return self._compile("certificate.typ", job, issued_on=certificate.issued_on)

    def _compile(self, template: str, job: dict[str, Json], *, issued_on: date | None) -> bytes:
        pdf = self._compiler().compile(
            input=str(TEMPLATE_FOLDER / template),
            format="pdf",
            sys_inputs={"job": json.dumps(job, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=_midnight(issued_on),
        )
        return bytes(pdf)

    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._local, "compiler"):
            self._local.compiler = typst.Compiler(
                input=str(TEMPLATE_FOLDER / "main.typ"),
                root=str(TEMPLATE_FOLDER),
                font_paths=[str(FONT_FOLDER)],
                ignore_system_fonts=True,
            )
        return self._local.compiler


def _midnight(on: date | None) -> int:
    """UTC midnight in seconds since 1970; the clock is never asked, so bytes stay equal."""
    if on is None:
        return 0
    return int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp())
