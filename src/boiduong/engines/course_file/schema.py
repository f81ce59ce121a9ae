"""Kiểm tra theo JSON Schema — Holds the tree against the schema and tells each breach in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from .findings import Finding, Words, finding
from .nodes import Leaf, Mapping, Node, Plain, Sequence, Step, at_path, plain, spelled

Rule = dict[str, Plain]

TYPES: dict[str, tuple[str, str]] = {
    "object": ("một bảng «mục: nội dung»", "a mapping «key: content»"),
    "array": ("một danh sách (các dòng có dấu «-», hoặc ngoặc vuông)", "a list (lines with «-», or in brackets)"),
    "string": ("chữ", "text"),
    "integer": ("số nguyên", "a whole number"),
    "number": ("số", "a number"),
    "boolean": ("true hoặc false", "true or false"),
}
_DATE = re.compile(r"^(?:[0-9]{4}|-)-([0-9]{1,2})(?:-([0-9]{1,2}))?$")


@cache
def schema() -> Rule:
    """Lược đồ — The JSON Schema of the format, read once from the package."""
    text = files(__package__).joinpath("course.schema.json").read_text(encoding="utf-8")
    return cast(Rule, json.loads(text))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(cast("dict[str, object]", schema()))


def check_shape(root: Node) -> tuple[Finding, ...]:
    """Kiểm tra hình thức — Every breach of the schema, in the order of the file."""
    found: list[Finding] = []
    for error in _validator().iter_errors(plain(root)):
        found.extend(_told(error, root))
    return tuple(sorted(found, key=lambda one: (one.line, one.column, one.code)))


def definition_of(rule: object) -> str:
    """Tên định nghĩa — The name under `$defs` of a rule, or an empty text."""
    definitions = cast(Rule, schema()["$defs"])
    return next((name for name, body in definitions.items() if body is rule or body == rule), "")


def _told(error: ValidationError, root: Node) -> Iterator[Finding]:
    path = cast("tuple[Step, ...]", tuple(error.absolute_path))
    node = at_path(root, path)
    if error.validator == "additionalProperties" and isinstance(node, Mapping):
        yield from _unknown_keys(error, node, path)
    elif error.validator == "required":
        yield from _missing_keys(error, node, path)
    elif error.validator in ("anyOf", "oneOf"):
        yield from _no_branch(error, root, node, path)
    else:
        yield _simple(error, node, path)


def _at(code: str, node: Node, path: tuple[Step, ...], **facts: Words) -> Finding:
    return finding(code, node.line, node.column, spelled(path), facts)


def _unknown_keys(error: ValidationError, node: Mapping, path: tuple[Step, ...]) -> Iterator[Finding]:
    rule = cast(Rule, error.schema)
    known = sorted(cast(Rule, rule["properties"]))
    for key, entry in node.entries.items():
        if key in known:
            continue
        near = get_close_matches(key.lower(), known, n=1, cutoff=0.6)
        place = (entry.line, entry.column, spelled((*path, key)))
        if node.flow and _is_cut(entry.node) and not near:
            yield finding("comma_in_text", *place, {"key": key})
        elif near:
            yield finding("misspelled_key", *place, {"key": key, "near": near[0]})
        else:
            yield finding("unknown_key", *place, {"key": key, "known": ", ".join(known)})


def _is_cut(node: Node) -> bool:
    """Nửa câu — A key without any value: what a comma leaves of a text inside brackets."""
    return isinstance(node, Leaf) and node.value is None and not node.written


def _missing_keys(error: ValidationError, node: Node, path: tuple[Step, ...]) -> Iterator[Finding]:
    there = node.entries if isinstance(node, Mapping) else {}
    asked = cast("list[str]", error.validator_value)
    key = next((key for key in asked if key not in there and f"'{key}'" in error.message), asked[0])
    yield _at("missing_key", node, path, key=key)


def _no_branch(error: ValidationError, root: Node, node: Node, path: tuple[Step, ...]) -> Iterator[Finding]:
    name = definition_of(error.schema)
    if isinstance(node, Leaf) and node.value is None:
        yield _empty(node, path)
    elif name in ("group", "topic"):
        yield _at("no_condition" if name == "group" else "nameless_topic", node, path)
    elif name == "when" and isinstance(node, Leaf):
        yield _bad_date(node, path)
    elif name in ("text", "texts", "when") and isinstance(node, Mapping):
        yield from _value_with_mark(node, path)
    elif name in ("text", "texts") and isinstance(node, Leaf):
        yield _not_text(node, path)
    elif name in ("texts", "refs") and isinstance(node, Sequence):
        yield from _inside(error, root, path)
    elif name == "refs" and isinstance(node, Leaf):
        yield _at("bad_id", node, path, value=node.written)
    elif name == "amount" or name == "":
        yield from _bad_amount(error, node, path)
    else:
        yield _at("wrong_shape", node, path, key=_key(path))


def _inside(error: ValidationError, root: Node, path: tuple[Step, ...]) -> Iterator[Finding]:
    """Bên trong danh sách — The breaches of the branch that takes lists."""
    for below in error.context or ():
        if tuple(below.absolute_path) != path or below.validator in ("minItems", "uniqueItems"):
            yield from _told(below, root)


def _bad_amount(error: ValidationError, node: Node, path: tuple[Step, ...]) -> Iterator[Finding]:
    key = _key(path)
    if key in ("units", "scale"):
        yield _at("wrong_shape", node, path, key=key)
    elif isinstance(node, Mapping) and "assumed" in node.entries and _is_untrue(node.entries["assumed"].node):
        entry = node.entries["assumed"]
        yield finding("assumed_not_true", entry.node.line, entry.node.column, spelled((*path, "assumed")))
    else:
        yield _at("bad_amount", node, path, key=key)


def _is_untrue(node: Node) -> bool:
    return not (isinstance(node, Leaf) and node.value is True)


def _value_with_mark(node: Mapping, path: tuple[Step, ...]) -> Iterator[Finding]:
    """Giá trị có dấu giả định — What is wrong with `{value: …, assumed: true}`."""
    extra = [key for key in node.entries if key not in ("value", "assumed", "note")]
    for key in extra:
        entry = node.entries[key]
        code = "comma_in_text" if node.flow and _is_cut(entry.node) else "misspelled_key"
        yield finding(code, entry.line, entry.column, spelled((*path, key)), {"key": key, "near": "value"})
    if "assumed" not in node.entries:
        yield _at("value_not_marked", node, path)
    elif _is_untrue(node.entries["assumed"].node):
        mark = node.entries["assumed"].node
        yield _at("assumed_not_true", mark, (*path, "assumed"))
    elif not extra:
        yield _at("wrong_shape", node, path, key=_key(path))


def _not_text(node: Leaf, path: tuple[Step, ...]) -> Finding:
    if node.value == "":
        return _empty(node, path)
    return _at("number_as_text", node, path, key=_key(path), value=node.written)


def _bad_date(node: Leaf, path: tuple[Step, ...]) -> Finding:
    match = _DATE.match(node.written)
    if match and not 1 <= int(match[1]) <= 12:
        return _at("bad_month", node, path, month=match[1], value=node.written)
    if match and len(match[1]) == 2 and match[2] and not 1 <= int(match[2]) <= 31:
        return _at("bad_day", node, path, value=node.written)
    return _at("bad_date", node, path, value=node.written)


def _simple(error: ValidationError, node: Node, path: tuple[Step, ...]) -> Finding:
    key, value = _key(path), node.written if isinstance(node, Leaf) else "…"
    kind = str(error.validator)
    if isinstance(node, Leaf) and node.value is None:
        return _empty(node, path)
    if kind == "const" and key == "assumed":
        return _at("assumed_not_true", node, path)
    if kind == "const":
        return _at("bad_format", node, path, value=value)
    if kind == "enum":
        return _bad_choice(error, node, path, value)
    if kind == "type":
        return _bad_type(error, node, path, value)
    if kind == "pattern":
        code = "bad_id" if definition_of(error.schema) == "id" else "bad_term"
        return _at(code, node, path, value=value)
    if kind in ("minLength", "minItems", "minProperties"):
        return _empty(node, path)
    if kind == "uniqueItems":
        return _at("said_twice", node, path, key=key)
    if kind == "maximum" and key == "pass_share" and isinstance(node, Leaf) and 1 < float(value) <= 100:
        return _at("share_as_percent", node, path, key=key, value=value, share=f"{float(value) / 100:g}")
    words = {
        "minimum": (f"từ {error.validator_value} trở lên", f"at least {error.validator_value}"),
        "maximum": (f"không quá {error.validator_value}", f"at most {error.validator_value}"),
        "exclusiveMinimum": (f"lớn hơn {error.validator_value}", f"more than {error.validator_value}"),
    }
    bound = words.get(kind, str(error.validator_value))
    return _at("out_of_range", node, path, key=key, value=value, bound=bound)


def _empty(node: Node, path: tuple[Step, ...]) -> Finding:
    """Để trống — What need not be known is left out; what every course has must be given."""
    return _at("needed_empty" if _is_needed(path) else "nothing_said", node, path, key=_key(path))


def _is_needed(path: tuple[Step, ...]) -> bool:
    """Bắt buộc — True when the mapping that holds the last key of the path asks for it."""
    rule, needed = schema(), False
    for step in path:
        if isinstance(step, str):
            needed = step in cast("list[str]", rule.get("required", []))
            rule = cast(Rule, cast(Rule, rule.get("properties", {})).get(step, {}))
        else:
            needed, rule = False, cast(Rule, rule.get("items", {}))
        if name := str(rule.get("$ref", "")).rpartition("/")[2]:
            rule = cast(Rule, cast(Rule, schema()["$defs"])[name])
    return needed


def _bad_choice(error: ValidationError, node: Node, path: tuple[Step, ...], value: str) -> Finding:
    known = [str(choice) for choice in cast("list[str]", error.validator_value)]
    near = get_close_matches(value.lower().replace("-", "_"), known, n=1, cutoff=0.6)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if near:
        return _at("misspelled_choice", node, path, value=value, key=key, near=near[0])
    return _at("unknown_choice", node, path, value=value, key=key, known=", ".join(known))


def _bad_type(error: ValidationError, node: Node, path: tuple[Step, ...], value: str) -> Finding:
    wanted = str(error.validator_value)
    if wanted == "string" and isinstance(node, Leaf):
        return _at("number_as_text", node, path, key=_key(path), value=value)
    if isinstance(node, Leaf):
        got: Words = f"«{value}»"
    else:
        got = ("một bảng", "a mapping") if isinstance(node, Mapping) else ("một danh sách", "a list")
    return _at("wrong_type", node, path, key=_key(path), wanted=TYPES[wanted], got=got)


def _key(path: tuple[Step, ...]) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "tệp")
