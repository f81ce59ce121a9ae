"""Lệnh dựng khóa mẫu — one sample course is lived in the database of the environment; the background job calls it."""

from __future__ import annotations

import gc
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from boiduong.engines.course_file import complete, read
from boiduong.foundation.audit.services import acting
from boiduong.rehearsal.runner import rehearse


class Command(BaseCommand):
    """Dựng một khóa trong thư mục samples đến một chỗ."""

    help = "Dựng một khóa mẫu / live a sample course (called by the background job)"
    requires_system_checks: list[str] = []  # noqa: RUF012 - the tests hold them

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The name of the file, and how far the course is lived."""
        parser.add_argument("name")
        parser.add_argument("--until", default="end")

    def handle(self, *args: object, **options: str) -> None:
        """Live it whole or not at all; each line is the share done, a tab, and what is being done."""
        gc.set_threshold(50_000, 20, 50)
        path = Path(settings.ROOT) / "samples" / f"{Path(options['name']).name}.yaml"
        content = path.read_bytes()
        file = complete(read(content, name=path.name))
        # In a copy of its own nothing need be undone. Elsewhere one act is around all others: the head of the audit
        # chain is locked at its end, and nobody waits for it meanwhile.
        apart = connection.vendor == "sqlite"
        with nullcontext() if apart else acting(None, "rehearsal.sample", at=timezone.now()):
            rehearse(file, content=content, until=options["until"], watch=self._tell)

    def _tell(self, label: str, share: float) -> None:
        self.stdout.write(f"{share:.4f}\t{label}")
        self.stdout.flush()
