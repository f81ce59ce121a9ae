"""Lời từ chối — the base of every anticipated "no", with a sentence fit for the person who gets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self


def gettext_noop(message: str) -> str:
    """Đánh dấu câu cần dịch — mark a text for translation without importing Django."""
    return message


class Label(str):
    """Nhãn — a msgid used as a fact inside a sentence; it is translated with the sentence."""

    __slots__ = ()


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Từ chối — something that may not be done now, said in one sentence.

    Subclasses set `text` (an English msgid with named placeholders) and, where one is known, `source`: the
    article or rule that the refusal comes from; `heading` and `status` are those of the page that says it. Facts are
    given as keywords.
    """

    text: str = gettext_noop("This cannot be done now.")
    source: str = ""
    heading: str = gettext_noop("It was not done")
    status: int = 409

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence names."""
        super().__init__(facts)
        self.facts = facts

    def citing(self, source: str) -> Self:
        """Dẫn căn cứ — the same refusal with the article that held at the time it speaks of."""
        self.source = source
        return self

    def __reduce__(self) -> tuple[Callable[[type[Refusal], dict[str, object], str], Refusal], tuple[object, ...]]:
        """Gửi qua tiến trình khác — the facts are keywords, which plain exceptions do not keep."""
        return _again, (type(self), self.facts, self.source)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Câu trả lời — the sentence, translated by `translate`, with its facts filled in."""
        facts = {k: translate(v) if isinstance(v, Label) else v for k, v in self.facts.items()}
        words = translate(self.text)
        if words != self.text and not words.startswith("%(label)s"):
            # Inside a Vietnamese sentence the class is "lớp A"; at its head, and in English, "Lớp A".
            facts |= {k: f"l{str(v)[1:]}" for k, v in facts.items() if k == "label" and str(v).startswith("Lớp ")}
        return words % facts

    def __str__(self) -> str:
        """The English sentence, for logs and tests."""
        return self.sentence()


def _again(kind: type[Refusal], facts: dict[str, object], source: str) -> Refusal:
    return kind(**facts).citing(source)


class NotAllowed(Refusal):
    """Không được giao việc này — the person has no right to this act on this thing."""

    text = gettext_noop("This part is another person's work. You may look at it where you are shown it.")
    heading = gettext_noop("Not this account's work")
    status = 403


class ReasonNeeded(Refusal):
    """Thiếu lý do — an act of record that asks for a reason came without one."""

    text = gettext_noop("Write the reason. It is kept with the decision.")
