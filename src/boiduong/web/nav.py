"""Lối đi — the entries of the top bar and of the learner's tab bar, in their fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True)
class Entry:
    """Một lối đi — a label, an icon, and the names of its addresses: the first that exists is linked.

    `roles` are those for whom the page opens; none stands for everybody.
    """

    label: str
    icon: str
    names: tuple[str, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavLink:
    """Một lối đi đã có địa chỉ — what the template draws."""

    label: str
    icon: str
    url: str
    current: bool


OFFICE = ("training_officer", "managing_authority", "records_officer", "auditor", "class_manager")
MAIN = (
    Entry(gettext_noop("My work"), "home", ("home",)),
    Entry(gettext_noop("Courses"), "book", ("courses:list", "plans:list", "programs:list")),
    Entry(
        gettext_noop("Units and people"),
        "users",
        ("people:list", "organizations:list", "lecturers:list", "personnel_records:need"),
        (*OFFICE, "unit_clerk"),
    ),
    Entry(
        gettext_noop("Timetables and rooms"),
        "calendar",
        ("scheduling:list", "venues:list"),
        ("training_officer", "managing_authority", "class_manager", "admin"),
    ),
    Entry(gettext_noop("Papers"), "file", ("documents:list", "certificates:list"), OFFICE),
    Entry(gettext_noop("Reports and figures"), "chart", ("periodic_reports:list",), OFFICE),
)
MORE = (
    Entry(gettext_noop("Units"), "users", ("organizations:list",), ("admin",)),
    Entry(gettext_noop("Institutions"), "book", ("institutions:list",), ("admin",)),
    Entry(gettext_noop("Issuers of papers"), "seal", ("certificates:issuers",), ("records_officer", "admin")),
    Entry(gettext_noop("Accounts"), "lock", ("accounts:list",), ("admin",)),
    Entry(gettext_noop("Background jobs"), "clock", ("jobs:list",), ("admin",)),
    Entry(gettext_noop("Log"), "search", ("audit:list",), ("auditor",)),
    Entry(gettext_noop("My learning"), "pen", ("assessment:mine", "sessions:my_timetable"), ("learner",)),
)
LEARNER = (
    Entry(gettext_noop("Today"), "home", ("home",)),
    Entry(gettext_noop("Timetable"), "calendar", ("sessions:my_timetable",)),
    Entry(gettext_noop("Reports, marks"), "pen", ("assessment:mine",)),
    Entry(gettext_noop("Papers"), "seal", ("certificates:mine", "personnel_records:mine")),
)
PUBLIC = (
    Entry(gettext_noop("Check a certificate"), "search", ("verification:look_up",)),
    Entry(gettext_noop("News"), "file", ("news:list",)),
)
# A wide screen has room for the courses too; the tabs of a phone stay four.
LEARNER_MAIN = (*LEARNER, Entry(gettext_noop("Courses"), "book", ("courses:list",)))


def _addresses(names: tuple[str, ...]) -> list[str]:
    """The addresses there are; they are the same as long as the process lives and its list of addresses is in use."""
    return _looked_up(names, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(256)
def _looked_up(names: tuple[str, ...], urlconf: str) -> list[str]:
    found = []
    for name in names:
        try:
            found.append(reverse(name, urlconf))
        except NoReverseMatch:
            continue
    return found


def _for_roles(entries: tuple[Entry, ...], user: object) -> list[Entry]:
    """Entries that open for this user; somebody of whom no roles are known is shown all."""
    held: frozenset[str] | None = getattr(user, "role_keys", None)
    return [one for one in entries if held is None or not one.roles or not held.isdisjoint(one.roles)]


def links(entries: tuple[Entry, ...], request: HttpRequest | None) -> list[NavLink]:
    """Các lối đi có thật — entries that have an address, the first of theirs.

    Current is the entry with the longest address, of all of its own, that begins the address of the page.
    """
    here = request.path if request is not None else ""
    home = reverse_or_root()
    shown = _for_roles(entries, getattr(request, "user", None))
    found = [(entry, addresses) for entry in shown if (addresses := _addresses(entry.names))]
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
