"""Lưu và đọc lại — A paper as JSON text and back, so that a stored paper can be printed again."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Literal, cast, get_args, get_origin, get_type_hints

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
_HINTS = {piece: get_type_hints(piece) for piece in PIECES.values()}


class UnreadablePaper(Refusal):
    """Không đọc được văn bản — The stored text is not a paper of this version."""

    text = gettext_noop("The stored paper cannot be read: %(fault)s.")


def paper_to_json(paper: Paper) -> str:
    """Văn bản thành JSON — Every field as given, before any cleaning; equal papers, equal text."""
    return json.dumps(_plain(paper), ensure_ascii=False, sort_keys=True)


def paper_from_json(text: str) -> Paper:
    """JSON thành văn bản — The reverse of `paper_to_json`. Raises UnreadablePaper."""
    try:
        stored = json.loads(text)
    except ValueError as error:
        raise UnreadablePaper(fault="it is not JSON") from error
    return cast("Paper", _piece(stored, allowed=(Paper,)))


def _plain(value: object) -> object:
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is tuple:
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, date):
        return value.isoformat()
    if kind in _NAMES:
        return {KIND: kind.__name__, **{name: _plain(getattr(value, name)) for name in _NAMES[kind]}}
    return value


def _piece(stored: object, *, allowed: tuple[type, ...]) -> object:
    """Build one dataclass, checking its kind and its field names."""
    if not isinstance(stored, Mapping) or PIECES.get(str(stored.get(KIND))) not in allowed:
        names = ", ".join(piece.__name__ for piece in allowed)
        raise UnreadablePaper(fault=f"{names} expected")
    kind = PIECES[str(stored[KIND])]
    hints = _HINTS[kind]
    values = {str(name): value for name, value in stored.items() if name != KIND}
    if unknown := sorted(values.keys() - hints.keys()):
        raise UnreadablePaper(fault=f"{kind.__name__} has no {unknown[0]}")
    built = {name: _value(value, hints[name]) for name, value in values.items()}
    try:
        return kind(**built)
    except (TypeError, ValueError) as error:
        raise UnreadablePaper(fault=f"{kind.__name__} is incomplete or uneven") from error


def _value(stored: object, hint: object) -> object:
    """Check one stored value against the annotation of its field."""
    if hint is str and type(stored) is str:
        return stored
    if get_origin(hint) is Literal:
        return _known(stored, fits=lambda value: value in get_args(hint))
    if isinstance(hint, UnionType):
        return _either(stored, get_args(hint))
    if get_origin(hint) is tuple:
        return _several(stored, get_args(hint))
    if hint is date:
        return _date(stored)
    if hint is float:
        return float(cast("float", _known(stored, fits=_is_number)))
    if isinstance(hint, type) and not is_dataclass(hint):
        return _known(stored, fits=lambda value: type(value) is hint)
    return _piece(stored, allowed=(cast("type", hint),))


def _either(stored: object, options: tuple[type, ...]) -> object:
    if stored is None and NoneType in options:
        return None
    kept = tuple(option for option in options if option is not NoneType)
    return _value(stored, kept[0]) if len(kept) == 1 else _piece(stored, allowed=kept)


def _several(stored: object, hints: tuple[object, ...]) -> tuple[object, ...]:
    if not isinstance(stored, list):
        raise UnreadablePaper(fault="a list expected")
    if hints[-1] is Ellipsis:
        return tuple(_value(item, hints[0]) for item in stored)
    if len(stored) != len(hints):
        raise UnreadablePaper(fault=f"{len(hints)} values expected")
    return tuple(_value(item, hint) for item, hint in zip(stored, hints, strict=True))


def _date(stored: object) -> date:
    try:
        return date.fromisoformat(str(stored))
    except ValueError as error:
        raise UnreadablePaper(fault=f"{stored!r} is not a date") from error


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _known(stored: object, *, fits: Callable[[object], bool]) -> object:
    if not fits(stored):
        raise UnreadablePaper(fault=f"{stored!r} is out of place")
    return stored
