"""Kiểm tra bản dịch — every text of the code and the templates has its Vietnamese words, with the same placeholders."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "boiduong"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w+)\}")


def extracted() -> list[Message]:
    """Every msgid of Python files and templates, by xgettext."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boiduong.config.settings")
    import django

    django.setup()
    from django.utils.translation import templatize

    with tempfile.TemporaryDirectory() as folder:
        listed = []
        for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
            if "migrations" in path.parts or "templates" not in path.parts and path.suffix != ".py":
                continue
            copy = Path(folder) / (str(path.relative_to(SOURCE)).replace("/", "__") + ".py")
            text = path.read_text(encoding="utf-8")
            copy.write_text(text if path.suffix == ".py" else templatize(text, origin=str(path)), encoding="utf-8")
            listed.append(str(copy))
        target = Path(folder) / "all.pot"
        keywords = [
            "gettext_noop",
            "gettext_lazy",
            "gettext",
            "_",
            "ngettext:1,2",
            "ngettext_lazy:1,2",
            "pgettext:1c,2",
            "npgettext:1c,2,3",
            "N_",
            "pgettext_lazy:1c,2",
        ]
        subprocess.run(
            [
                "xgettext",
                "--language=Python",
                "--from-code=UTF-8",
                "--no-wrap",
                "-k",
                *(f"--keyword={k}" for k in keywords),
                "--output",
                str(target),
                "--files-from=-",
            ],
            input="\n".join(listed),
            text=True,
            check=True,
            stderr=subprocess.DEVNULL,
        )
        # The header is kept for its charset; its plural rule is a form to fill in.
        text = target.read_text(encoding="utf-8").replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=0")
        return [m for m in read_po(text.splitlines()) if m.id]


def translated() -> tuple[Catalog, list[str]]:
    """All catalogs in one, and the texts that two catalogs translate differently."""
    whole, clashes = Catalog(locale="vi"), []
    for path in sorted((ROOT / "locale").glob("*/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as opened:
            for message in read_po(opened, locale="vi"):
                if not message.id:
                    continue
                before = whole.get(message.id, message.context)
                if before is not None and before.string != message.string:
                    clashes.append(f"{path.parent.parent.parent.name}: {message.id!r} is also {before.string!r}")
                whole.add(message.id, message.string, context=message.context, flags=message.flags)
    return whole, clashes


def names(text: str) -> set[str]:
    """The placeholders of a text."""
    return {a or b for a, b in PLACEHOLDER.findall(text)} - {""}


def main() -> int:
    """Print what is missing; 1 when something is."""
    catalog, clashes = translated()
    problems = [f"hai cách dịch / two translations: {c}" for c in clashes]
    for message in extracted():
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        first = forms[0]
        found = catalog.get(first, message.context) or catalog.get(message.id, message.context)
        words = found.string if found else ""
        said = (words[0] if words else "") if isinstance(words, tuple) else words
        if not said or (found is not None and found.fuzzy):
            where = ", ".join(Path(p).name.replace("__", "/") for p, _ in message.locations[:2])
            problems.append(f"chưa dịch / not translated: {first!r} ({where})")
        elif names(str(said)) - names(" ".join(forms)):
            problems.append(f"sai chỗ trống / wrong placeholder: {first!r} -> {said!r}")
    print(*problems, sep="\n")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
