"""Lệnh kiểm tra nhật ký — `boiduong audit verify`."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from boiduong.foundation.audit.queries import verify_chain


class Command(BaseCommand):
    """Kiểm tra chuỗi nhật ký — recompute every hash; exit 1 where a row was changed or taken away."""

    help = "Kiểm tra chuỗi nhật ký / verify the audit chain"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word: what to do."""
        parser.add_argument("what", choices=["verify"])

    def handle(self, *args: object, **options: object) -> None:
        """Say whether the chain is whole."""
        verdict = verify_chain()
        if not verdict.whole:
            raise CommandError(
                f"Chuỗi nhật ký hỏng từ dòng {verdict.broken_at}: {verdict.why}. "
                f"{verdict.rows} dòng trước đó còn nguyên."
            )
        self.stdout.write(f"Chuỗi nhật ký còn nguyên: {verdict.rows} dòng.")
