"""Lệnh boiduong — the console script: every command of the project behind one name."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Chạy một lệnh — `boiduong COMMAND …`; without one, the commands are listed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boiduong.config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["boiduong", *(arguments or ["help"])])
    return 0


if __name__ == "__main__":
    sys.exit(main())
