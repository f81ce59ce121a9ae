"""Nội dung tình huống — fields of practice, how far a situation may be read, and what has to stay out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from boiduong.engines.vietnamese import nfc
from boiduong.refusals import Refusal, gettext_noop

FIELDS: dict[str, str] = {
    "organization": gettext_noop("Organization of the apparatus"),
    "land": gettext_noop("Land"),
    "finance": gettext_noop("Finance and budget"),
    "procedures": gettext_noop("Administrative procedures"),
    "staff": gettext_noop("Surplus staff"),
    "assets": gettext_noop("Public property"),
    "digital": gettext_noop("Digital transformation"),
    "party": gettext_noop("Party building"),
    "other": gettext_noop("Other matters"),
}
# From the narrowest to the widest circle of readers.
REACHES: dict[str, str] = {
    "class": gettext_noop("the class"),
    "school": gettext_noop("the school"),
    "province": gettext_noop("the province"),
    "public": gettext_noop("everybody"),
}
# Marks of secrecy as they are stamped on papers; a word inside a longer one does not count.
# A list of planned land use is no list of people.
_SECRET = re.compile(
    r"\b(TUYỆT MẬT|TỐI MẬT|ĐÓNG DẤU MẬT|TÀI LIỆU MẬT|DANH SÁCH QUY HOẠCH(?! SỬ DỤNG| ĐẤT| XÂY DỰNG))\b", re.IGNORECASE
)
# Ten digits of a phone or twelve of an identity number, also with dots, dashes or blanks between them.
_NUMBERS = re.compile(r"(?<!\d)(?:0(?:[ .-]?\d){9}|\d(?:[ .-]?\d){11})(?![ .-]?\d)")


class SecretContent(Refusal):
    """Có nội dung mật."""

    text = gettext_noop(
        "“%(words)s” stands in the text. Secret matters and succession lists are not written here; take it out."
    )
    source = "Luật Bảo vệ bí mật nhà nước"


class NotAnonymized(Refusal):
    """Chưa ẩn danh."""

    text = gettext_noop(
        "“%(words)s” stands in the text. Take names, phone and identity numbers out before others read it."
    )
    source = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"


def _plain(text: str) -> str:
    """One form of letters and single blanks, so that typing habits hide nothing."""
    return " ".join(nfc(text).split())


def refuse_secret(texts: Iterable[str]) -> None:
    """Không nhận nội dung mật — raises SecretContent naming the words found."""
    for text in texts:
        found = _SECRET.search(_plain(text))
        if found:
            raise SecretContent(words=found.group(0))


def names_in(texts: Iterable[str], names: Iterable[str]) -> str:
    """Còn nêu tên ai — the first phone, identity number or whole name that stands in the texts; empty when none does.

    A name inside a longer word does not count: "Lê Văn An" does not stand in "Lê Văn Anh".
    """
    whole = "\n".join(_plain(text) for text in texts)
    number = _NUMBERS.search(whole)
    if number:
        return number.group(0)
    folded = whole.casefold()
    for name in names:
        wanted = _plain(name)
        if wanted and re.search(rf"(?<!\w){re.escape(wanted.casefold())}(?!\w)", folded):
            return wanted
    return ""
