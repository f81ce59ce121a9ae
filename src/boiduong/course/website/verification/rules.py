"""Quy tắc tra cứu — what the public is told of a paper, what a file says of itself, how often one address may ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from boiduong.engines.vietnamese import nfc
from boiduong.refusals import gettext_noop

# The drum of each state: what is handed over is as valid as what waits to be.
VERDICTS = {"issued": "valid", "handed": "valid", "replaced": "replaced", "revoked": "revoked"}
# What is compared between a file and the register, in the order of the page.
COMPARED = {
    "name": gettext_noop("Full name"),
    "course": gettext_noop("Course"),
    "birth": gettext_noop("Birth date"),
    "unit": gettext_noop("Unit"),
    "band": gettext_noop("Grade band"),
    "from_on": gettext_noop("First day"),
    "to_on": gettext_noop("Last day"),
    "issuer": gettext_noop("Issued by"),
}
_BROKEN_HYPHENS = re.compile("[\x02\u00ad\u2010\u2011]")
_NUMBER_AND_CODE = re.compile(r"sốvàosổ:(?P<number>.{3,60}?)mãkiểmtra:(?P<code>[0-9a-z]{8})")


@dataclass(frozen=True)
class Limit:
    """Giới hạn hỏi — so many questions in so many seconds from one address."""

    questions: int = 40
    seconds: int = 600


def verdict_of(state: str | None) -> str:
    """Kết luận — valid, replaced, revoked, or unknown where no paper fits."""
    return "unknown" if state is None else VERDICTS[state]


def masked(name: str) -> str:
    """Che tên — the given name stays, of the other words only the first letter: "L… T… Mai"."""
    words = name.split()
    return " ".join([*(f"{word[0]}…" for word in words[:-1]), *words[-1:]])


def shown_name(name: str, how: str) -> str:
    """Tên trên trang tra cứu — whole, initials with the given name, or none, as the issuer chose."""
    return {"full": name, "initials": masked(name)}.get(how, "")


def squeezed(text: str) -> str:
    """Chữ để so — small letters without spaces: lines of a paper break anywhere."""
    return "".join(_BROKEN_HYPHENS.sub("-", nfc(text)).casefold().split())


def number_and_code(text: str) -> tuple[str, str] | None:
    """Số vào sổ và mã kiểm tra ghi trong tệp — as the sheet prints them; None where they do not stand together."""
    found = _NUMBER_AND_CODE.search(squeezed(text))
    return (found["number"].upper(), found["code"].upper()) if found else None


def differences(text: str, facts: Mapping[str, object]) -> list[str]:
    """Chỗ khác với sổ — keys of `COMPARED` whose words in the register do not stand in the file."""
    said = squeezed(text)
    return [key for key in COMPARED if not _stands(key, facts, said)]


def _stands(key: str, facts: Mapping[str, object], said: str) -> bool:
    value = str(facts.get("program" if key == "course" else key) or "")
    if key in ("from_on", "to_on") and value:
        year, month, day = value.split("-")
        # Both days stand on the paper or neither.
        value = f"{day}/{month}/{year}" if facts.get("from_on") and facts.get("to_on") else ""
    return squeezed(value) in said
