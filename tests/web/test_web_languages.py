"""The Vietnamese keeps to the office's tone, and holds nothing that is not said.

That every text has its Vietnamese words, with the same placeholders, is held by scripts/check_messages.py.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po

import boiduong.web

WEB = Path(boiduong.web.__file__).parent
PO = WEB.parents[2] / "locale" / "web" / "vi" / "LC_MESSAGES" / "django.po"
SOURCES = [
    *WEB.rglob("*.py"),
    WEB.parent / "refusals.py",
    WEB.parent / "states.py",
    WEB.parent / "config" / "stages.py",
]
MARKERS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext"}

# Django merges the catalogs of all stages: a text of the shell may have its words in any of them.
CATALOG = {}
for path in [*sorted(PO.parents[3].glob("*/vi/LC_MESSAGES/django.po")), PO]:
    with path.open("rb") as file:
        OWN = {(m.context, m.id[0] if isinstance(m.id, tuple) else m.id): m for m in read_po(file) if m.id}
        CATALOG |= OWN


def _of_python(file: Path) -> set[tuple[str | None, str]]:
    calls = (n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Call))
    named = (c for c in calls if isinstance(c.func, ast.Name) and c.func.id in MARKERS and c.args)
    return {(None, c.args[0].value) for c in named if isinstance(c.args[0], ast.Constant)}  # type: ignore[misc]


def _of_template(file: Path) -> set[tuple[str | None, str]]:
    text = file.read_text()
    found = {
        (context or None, msg) for msg, context in re.findall(r'{% translate "([^"]+)"(?: context "(\w+)")?', text)
    }
    for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% (?:endblocktranslate|plural) %}", text, re.DOTALL):
        found.add((None, re.sub(r"{{ (\w+) }}", r"%(\1)s", block)))
    return found


NEEDED = set().union(*map(_of_python, SOURCES), *map(_of_template, (WEB / "templates").rglob("*.html")))


def test_something_is_found_to_translate() -> None:
    assert len(NEEDED) > 200


@pytest.mark.parametrize("word", ["vui lòng", "thành công", "!", "lỗi hệ thống", "xin lỗi"])
def test_vietnamese_keeps_the_tone_of_the_office(word: str) -> None:
    said = [m.string if isinstance(m.string, str) else m.string[0] for m in CATALOG.values()]
    assert not [text for text in said if word in text.lower()]


def test_catalog_holds_nothing_that_is_no_longer_said() -> None:
    ours = {key for key, message in OWN.items() if not message.auto_comments and not message.user_comments}
    framework = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with framework.open("rb") as file:
        theirs = {m.id[0] if isinstance(m.id, tuple) else m.id for m in read_po(file)}
    assert {msg for _, msg in ours} <= {msg for _, msg in NEEDED} | theirs
