"""Lệnh bản trắng — `boiduong blank`: the copy that new demos and rehearsals begin with; part of `make setup`."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from boiduong.rehearsal.blank import prepare_blank


class Command(BaseCommand):
    """Lập sẵn bản trắng."""

    help = "Lập sẵn bản trắng / prepare the copy for new databases"
    requires_system_checks: list[str] = []  # noqa: RUF012 - the type that Django gives it

    def handle(self, *args: object, **options: object) -> None:
        """In a scratch database: what is kept is the copy."""
        prepare_blank(at=timezone.now())
