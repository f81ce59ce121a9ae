"""Gom những điều cùng loại — conflicts as lines of a page; those that come in dozens are one line with its list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.scheduling.rules import LEVEL_WORDS, Violation

GATHERED = ("no_lecturer", "topic_short", "weekend")


@dataclass
class Line:
    """Một dòng — its sentence, whether it stops the release, its level in words, and what it gathers."""

    text: str
    stops: bool
    level: str
    each: list[str] = field(default_factory=list)


def lines_of(found: Iterable[Violation]) -> list[Line]:
    """Các dòng — one a conflict; what is gathered stands in one line for all of it, and is listed under it."""
    lines: list[Line] = []
    many: dict[str, Line] = {}
    for one in found:
        text, level = one.sentence(gettext), gettext(LEVEL_WORDS[one.level])
        if one.rule not in GATHERED:
            lines.append(Line(text, one.stops, level))
            continue
        if one.rule not in many:
            many[one.rule] = Line("", one.stops, level)
            lines.append(many[one.rule])
        many[one.rule].each.append(text)
    for rule, line in many.items():
        line.text = _words(rule, len(line.each))
    return lines


def _words(rule: str, n: int) -> str:
    if rule == "no_lecturer":
        words = ngettext("%(n)d session has no lecturer", "%(n)d sessions have no lecturer", n)
    elif rule == "weekend":
        words = ngettext("%(n)d session is on a weekend day", "%(n)d sessions are on weekend days", n)
    else:
        words = ngettext(
            "%(n)d topic of a class has not all its periods", "%(n)d topics of classes have not all their periods", n
        )
    return words % {"n": n}
