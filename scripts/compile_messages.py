"""Biên dịch bản dịch — compiles every locale/<app>/<language>/LC_MESSAGES/django.po beside itself."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def main() -> None:
    """Compile what is newer than its result."""
    for source in sorted(LOCALE.glob("*/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as opened:
            catalog = read_po(opened)
        with target.open("wb") as opened:
            write_mo(opened, catalog)


if __name__ == "__main__":
    main()
