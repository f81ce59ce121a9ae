"""Lối đi — the entries of the top bar and of the learner's tab bar, in their fixed order."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True)
class Entry:
    """Một lối đi — a label, an icon and the names of the address that may stand behind it, best first."""

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
    Entry(gettext_noop("Courses"), "book", ("courses:list", "courses:index")),
    Entry(
        gettext_noop("Units and people"),
        "users",
        ("organizations:list", "organizations:index", "people:list", "people:index"),
    ),
    Entry(
        gettext_noop("Timetables and rooms"),
        "calendar",
        ("scheduling:list", "scheduling:index", "venues:list", "venues:index"),
    ),
    Entry(gettext_noop("Papers"), "file", ("documents:list", "documents:index")),
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


def _address(names: tuple[str, ...]) -> str | None:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return None


def links(entries: tuple[Entry, ...], request: HttpRequest | None) -> list[NavLink]:
    """Các lối đi có thật — entries whose address exists; the longest that begins the page's is current."""
    found = [(e, url) for e in entries if (url := _address(e.names)) is not None]
    here = request.path if request is not None else ""
    home = reverse_or_root()
    inside = [url for _, url in found if (here == url if url == home else here.startswith(url))]
    current = max(inside, key=len, default=None)
    return [NavLink(gettext(e.label), e.icon, url, url == current) for e, url in found]


def reverse_or_root() -> str:
    """Trang nhà — the address of the home page, "/" where none is declared."""
    return _address(("home",)) or "/"


def address_or_empty(*names: str) -> str:
    """Địa chỉ nếu có — the first of the named addresses that exists, or an empty text."""
    return _address(names) or ""
