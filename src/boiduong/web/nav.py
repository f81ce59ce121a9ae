"""Lối đi — the entries of the top bar and of the learner's tab bar, in their fixed order."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True)
class Entry:
    """Một lối đi — a label, an icon, and the names of its addresses: the first that exists is linked."""

    label: str
    icon: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class NavLink:
    """Một lối đi đã có địa chỉ — what the template draws."""

    label: str
    icon: str
    url: str
    current: bool


MAIN = (
    Entry(gettext_noop("My work"), "home", ("home",)),
    Entry(gettext_noop("Courses"), "book", ("courses:list", "courses:index", "plans:list", "programs:list")),
    Entry(
        gettext_noop("Units and people"),
        "users",
        ("organizations:list", "people:list", "lecturers:list"),
    ),
    Entry(
        gettext_noop("Timetables and rooms"),
        "calendar",
        ("scheduling:list", "scheduling:index", "venues:list"),
    ),
    Entry(gettext_noop("Papers"), "file", ("documents:list", "documents:index", "certificates:list")),
    Entry(
        gettext_noop("Reports"),
        "chart",
        ("periodic_reports:list", "periodic_reports:index", "statistics:index", "dashboards:index"),
    ),
)
LEARNER = (
    Entry(gettext_noop("Today"), "home", ("learner:home", "home")),
    Entry(gettext_noop("Timetable"), "calendar", ("learner:timetable", "sessions:my_timetable")),
    Entry(gettext_noop("Reports, marks"), "pen", ("learner:marks", "assessment:mine")),
    Entry(gettext_noop("Papers"), "seal", ("learner:papers", "certificates:mine")),
)


def _addresses(names: tuple[str, ...]) -> list[str]:
    found = []
    for name in names:
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


def links(entries: tuple[Entry, ...], request: HttpRequest | None) -> list[NavLink]:
    """Các lối đi có thật — entries that have an address, the first of theirs.

    Current is the entry with the longest address, of all of its own, that begins the address of the page.
    """
    here = request.path if request is not None else ""
    home = reverse_or_root()
    found = [(entry, addresses) for entry in entries if (addresses := _addresses(entry.names))]
    inside = [
        (len(url), place)
        for place, (_, addresses) in enumerate(found)
        for url in addresses
        if (here == url if url == home else here.startswith(url))
    ]
    current = max(inside, default=(0, -1))[1]
    return [
        NavLink(gettext(entry.label), entry.icon, addresses[0], place == current)
        for place, (entry, addresses) in enumerate(found)
    ]


def reverse_or_root() -> str:
    """Trang nhà — the address of the home page, "/" where none is declared."""
    return address_or_empty("home") or "/"


def address_or_empty(*names: str) -> str:
    """Địa chỉ nếu có — the first of the named addresses that exists, or an empty text."""
    return next(iter(_addresses(names)), "")
