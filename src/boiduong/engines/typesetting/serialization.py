"""Lưu và đọc lại — A paper as JSON text and back, so that a stored paper can be printed again."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, partial
from itertools import repeat
from types import NoneType, UnionType
from typing import Literal, NoReturn, cast, get_args, get_origin, get_type_hints

from boiduong.engines.typesetting.blocks import (
    Bullets,
    Column,
    FactList,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from boiduong.engines.typesetting.paper import Annex, Paper, Signature
from boiduong.refusals import Refusal, gettext_noop

Reader = Callable[[object], object]
KIND = "kind"
PIECES: dict[str, type] = {
    piece.__name__: piece
    for piece in (
        Annex,
        Bullets,
        Column,
        FactList,
        Heading,
        PageBreak,
        Paper,
        Paragraph,
        Signature,
        Table,
    )
}

# Read once: a letter to three hundred units holds some hundred thousand values.
_NAMES = {piece: tuple(field.name for field in fields(piece)) for piece in PIECES.values()}


class UnreadablePaper(Refusal):
    """Không đọc được văn bản — The stored text is not a paper of this version."""

    text = gettext_noop("The stored paper cannot be read: %(fault)s.")


def paper_to_json(paper: Paper) -> str:
    """Văn bản thành JSON — Every field as given, before any cleaning; equal papers, equal text."""
    return json.dumps(paper, default=_plain, ensure_ascii=False, sort_keys=True)


def paper_from_json(text: str) -> Paper:
    """JSON thành văn bản — The reverse of `paper_to_json`. Raises UnreadablePaper."""
    try:
        stored = json.loads(text)
    except ValueError as error:
        raise UnreadablePaper(fault="it is not JSON") from error
    return cast("Paper", _piece(stored, allowed=(Paper,)))


def _plain(value: object) -> object:
    """What JSON does not know itself: the pieces of a paper, and days. Raises TypeError for anything else."""
    kind = type(value)
    if kind in _NAMES:
        return {KIND: kind.__name__, **{name: getattr(value, name) for name in _NAMES[kind]}}
    if isinstance(value, date):
        return value.isoformat()
    message = f"{kind.__name__} has no place in a paper"
    raise TypeError(message)


def _piece(stored: object, *, allowed: tuple[type, ...]) -> object:
    """Build one dataclass, checking its kind and its field names."""
    if not isinstance(stored, Mapping) or PIECES.get(str(stored.get(KIND))) not in allowed:
        names = ", ".join(piece.__name__ for piece in allowed)
        raise UnreadablePaper(fault=f"{names} expected")
    kind = PIECES[str(stored[KIND])]
    readers = _readers(kind)
    if unknown := sorted(stored.keys() - readers.keys() - {KIND}):
        raise UnreadablePaper(fault=f"{kind.__name__} has no {unknown[0]}")
    built = {name: readers[name](value) for name, value in stored.items() if name != KIND}
    try:
        return kind(**built)
    except (TypeError, ValueError) as error:
        raise UnreadablePaper(fault=f"{kind.__name__} is incomplete or uneven") from error


@cache
def _readers(kind: type) -> dict[str, Reader]:
    """How each field of a piece is read and checked: worked out once from its annotations."""
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: object) -> Reader:
    """What checks a stored value against the annotation of its field."""
    if get_origin(hint) is Literal:
        return partial(_known, fits=lambda value: value in get_args(hint))
    if isinstance(hint, UnionType):
        return _either(get_args(hint))
    if get_origin(hint) is tuple:
        return _several(get_args(hint))
    if hint is date:
        return _date
    if hint is float:
        return lambda stored: float(cast("float", _known(stored, fits=_is_number)))
    if isinstance(hint, type) and not is_dataclass(hint):
        return lambda stored: stored if type(stored) is hint else _out_of_place(stored)
    return partial(_piece, allowed=(cast("type", hint),))


def _either(options: tuple[type, ...]) -> Reader:
    kept = tuple(option for option in options if option is not NoneType)
    read = _reader(kept[0]) if len(kept) == 1 else partial(_piece, allowed=kept)
    return lambda stored: None if stored is None and NoneType in options else read(stored)


def _several(hints: tuple[object, ...]) -> Reader:
    """A list of a given length, or of any; a row of texts, the most frequent, is taken as it stands."""
    readers = [_reader(hint) for hint in hints if hint is not Ellipsis]
    any_number, only_texts = hints[-1] is Ellipsis, hints[0] is str

    def read(stored: object) -> tuple[object, ...]:
        if not isinstance(stored, list):
            raise UnreadablePaper(fault="a list expected")
        if not any_number and len(stored) != len(hints):
            raise UnreadablePaper(fault=f"{len(hints)} values expected")
        if any_number and only_texts and all(type(item) is str for item in stored):
            return tuple(stored)
        own = repeat(readers[0]) if any_number else readers
        return tuple(check(item) for check, item in zip(own, stored, strict=False))

    return read


def _date(stored: object) -> date:
    try:
        return date.fromisoformat(str(stored))
    except ValueError as error:
        raise UnreadablePaper(fault=f"{stored!r} is not a date") from error


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _known(stored: object, *, fits: Callable[[object], bool]) -> object:
    return stored if fits(stored) else _out_of_place(stored)


def _out_of_place(stored: object) -> NoReturn:
    raise UnreadablePaper(fault=f"{stored!r} is out of place")
