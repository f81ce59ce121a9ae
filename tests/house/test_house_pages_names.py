"""Tên giữa câu — "của lớp A", never "của Lớp A": where Vietnamese words put a class inside a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from boiduong.course.delivery.enrollment.services import ClassFull, DecisionNotNumbered
from boiduong.web.words import in_sentence

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "boiduong"
# A class is bound to the words as it is called, without the filter.
BOUND = re.compile(r"blocktranslate(?: asvar \w+)? with ([^%]*)%}(.*?){% (?:endblocktranslate|plural)", re.DOTALL)
CLASS = re.compile(r"(\w+)=[\w.]*(?:class|chosen|assigned|one\.one|poll\.training_class)[\w.]*\.label(\|inside)?\b")
INSIDE = r"\w,? %\({}\)s"


def vietnamese() -> dict[str, str]:
    """Every text of one form with its Vietnamese words."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "locale").glob("*/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as opened:
            found |= {str(one.id): str(one.string) for one in read_po(opened) if one.id and isinstance(one.id, str)}
    return found


def test_templates_write_a_class_small_inside_a_sentence() -> None:
    words, wrong, seen = vietnamese(), [], 0
    for path in sorted(SOURCE.rglob("*.html")):
        for given, text in BOUND.findall(path.read_text("utf-8")):
            msgid = re.sub(r"{{ (\w+) }}", r"%(\1)s", text)
            for name, filtered in CLASS.findall(given):
                if re.search(INSIDE.format(name), words.get(msgid, "")):
                    seen += 1
                    wrong += [] if filtered else [f"{path.relative_to(SOURCE)}: {text}"]
    assert wrong == [], "write label=….label|inside"
    assert seen >= 4


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("vi", "Lớp A", "lớp A"),
        ("vi", "Xã Ea Kar", "xã Ea Kar"),
        ("vi", "Đoàn 1", "Đoàn 1"),
        ("en", "Lớp A", "Lớp A"),
    ],
)
def test_a_name_inside_a_sentence(language: str, name: str, said: str) -> None:
    with override(language):
        assert in_sentence(name) == said


def test_refusals_write_a_class_small_inside_and_large_at_the_head() -> None:
    with override("vi"):
        assert DecisionNotNumbered(label="Lớp A").sentence(gettext).startswith("Quyết định mở lớp A chưa có số.")
        full = ClassFull(label="Lớp A", taken=9, capacity=9, asked=1).sentence(gettext)
    assert full.startswith("Lớp A hết chỗ")
    assert "of Lớp A" in DecisionNotNumbered(label="Lớp A").sentence()
