"""Lệnh chạy thử — `boiduong rehearse FILE --out DIR`: a whole course in a database of its own, its dossier in DIR."""

from __future__ import annotations

import gc
import resource
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext, override
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from boiduong.engines.course_file import complete
from boiduong.engines.vietnamese import number
from boiduong.refusals import Refusal
from boiduong.rehearsal.blank import prepare_blank
from boiduong.rehearsal.dossier import Dossier, check_room, whole_or_nothing
from boiduong.rehearsal.emptiness import check_empty
from boiduong.rehearsal.management.commands.course import read_file, report
from boiduong.rehearsal.runner import STEPS, rehearse
from boiduong.rehearsal.writing import COUNT_LABELS, COUNTS, counts_of, remarks_of, write_dossier
from boiduong.terminal import refuse


def peak_mb() -> float:
    """Bộ nhớ cao nhất của tiến trình này, tính bằng MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Command(BaseCommand):
    """Chạy thử một tệp khóa từ kế hoạch đến hồ sơ."""

    help = "Chạy thử cả khóa / run a whole course from a course file"
    requires_system_checks: list[str] = []  # noqa: RUF012 - the tests hold them; a rehearsal need not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File, folder, language; the database is chosen before the settings are read."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--out", required=True, metavar="DIR")
        parser.add_argument("--database", metavar="URL", default="")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: object, **options: str) -> None:
        """Check, prepare the scratch database, live the course, write the dossier, say what came out."""
        # Most of what a rehearsal makes stays until its end: looking through it all the time costs a tenth of the run.
        gc.set_threshold(50_000, 20, 50)
        name, lang = options["file"], options["lang"]
        reading, content = read_file(name, lang=lang)
        report(reading, name, lang=lang)
        folder = Path(options["out"])
        try:
            check_room(folder)
            if not settings.SCRATCH:  # called in some other way than by the console: this is a register
                raise CommandError("Chạy thử chỉ chạy trong cơ sở dữ liệu nháp: boiduong rehearse …", returncode=2)
            check_empty()
            file = complete(reading)
            for assumption in file.assumptions:
                self.stdout.write(("Giả định: " if lang == "vi" else "Assumed: ") + getattr(assumption, lang))
            console = Console()
            columns = (TextColumn("{task.description:<24}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
            with Progress(*columns, console=console) as bar:
                task = bar.add_task("Chuẩn bị cơ sở dữ liệu", total=1.0)
                prepare_blank(at=timezone.now())
                life, seconds = rehearse(
                    file,
                    content=content,
                    watch=lambda label, share: bar.update(task, description=label, completed=share),
                )
                bar.update(task, description="Ghi hồ sơ lớp")
                with whole_or_nothing(folder):
                    dossier = write_dossier(life, folder, seconds=seconds, peak_mb=peak_mb())
        except Refusal as refusal:
            with override(lang):
                refuse(refusal.sentence(gettext))
        self._tell(console, dossier, seconds, counts_of(life), folder)
        for remark in remarks_of(life):
            self.stdout.write(("Lưu ý: " if lang == "vi" else "Note: ") + remark.told(lang))

    def _tell(
        self, console: Console, dossier: Dossier, seconds: dict[str, float], counts: dict[str, int], folder: Path
    ) -> None:
        papers: dict[str, list[str]] = {}
        for paper in dossier.papers:
            papers.setdefault(paper.stage, []).append(paper.number)
        table = Table("Bước", "Giấy tờ", "Giây", title="Chạy thử xong")
        for step in STEPS:
            numbers = papers.get(step.label, [])
            shown = ", ".join(numbers[:3]) + (f" … ({len(numbers)})" if len(numbers) > 3 else "")
            table.add_row(step.label, shown, f"{seconds.get(step.key, 0):.1f}")
        table.add_section()
        table.add_row("Cộng", f"{len(dossier.papers)} văn bản", f"{sum(seconds.values()):.1f}")
        console.print(table)
        console.print(" · ".join(f"{COUNT_LABELS[name]} {number(counts[name])}" for name in COUNTS))
        console.print(f"Hồ sơ lớp: {folder / 'index.html'}")
