"""Đọc YAML — Text to nodes: YAML 1.2, no timestamps, no anchors, bounded in size, depth and number of values."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .findings import Finding, finding
from .nodes import Entry, Leaf, Mapping, Node, Scalar, Sequence, Step, spelled

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 50_000

_NOT_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")  # of Word, Excel, PDF and zip files
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]{1,15}(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_PROBLEMS = (
    ("mapping values are not allowed", "colon_in_text"),
    ("found character '\\t'", "tab"),
    ("found character '\t'", "tab"),
    ("found unexpected end of stream", "unclosed_quote"),
    ("expected ',' or", "unclosed_bracket"),
    ("did not find expected <document start>", "several_documents"),
    ("could not find expected ':'", "missing_colon"),
    ("expected <block end>", "bad_indent"),
)


class _GivenUp(Exception):
    """Dừng đọc — The file goes past a limit; reading on would be pointless."""

    def __init__(self, reason: Finding) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(slots=True)
class _Builder:
    """Bộ dựng cây — Builds nodes from parser events and collects findings on the way."""

    events: Iterator[Event]
    findings: list[Finding] = field(default_factory=list)
    nodes: int = 0

    def node(self, event: Event, path: tuple[Step, ...]) -> Node:
        line, column = _place(event)
        self.nodes += 1
        if len(path) > MAX_DEPTH:
            raise _GivenUp(finding("too_deep", line, column, spelled(path), {"limit": str(MAX_DEPTH)}))
        if self.nodes > MAX_NODES:
            raise _GivenUp(finding("too_many_values", line, column, spelled(path), {"limit": str(MAX_NODES)}))
        self._refuse_marks(event, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, path)
        if isinstance(event, ScalarEvent):
            return _leaf(event)
        mark = f"*{event.anchor}" if isinstance(event, AliasEvent) else ""
        return Leaf(line, column, None, mark)

    def _refuse_marks(self, event: Event, path: tuple[Step, ...]) -> None:
        line, column = _place(event)
        if isinstance(event, AliasEvent):
            self.findings.append(finding("alias", line, column, spelled(path), {"mark": f"*{event.anchor}"}))
            return
        anchor, tag = getattr(event, "anchor", None), str(getattr(event, "tag", None) or "")
        mark = f"&{anchor}" if anchor else ""
        if mark or tag not in ("", "!"):
            self.findings.append(finding("alias", line, column, spelled(path), {"mark": mark or tag}))

    def _mapping(self, event: MappingStartEvent, path: tuple[Step, ...]) -> Mapping:
        line, column = _place(event)
        entries: dict[str, Entry] = {}
        while not isinstance(key_event := next(self.events), MappingEndEvent):
            key_line, key_column = _place(key_event)
            key = self.node(key_event, (*path, "?"))
            name = unicodedata.normalize("NFC", key.written) if isinstance(key, Leaf) else ""
            node = self.node(next(self.events), (*path, name))
            if isinstance(node, Leaf) and not node.written and not node.quoted:
                node = Leaf(key_line, key_column, None, "")
            here = spelled((*path, name))
            if not isinstance(key, Leaf):
                self.findings.append(finding("bad_key", key_line, key_column, spelled(path)))
            elif name in entries:
                facts = {"key": name, "first": str(entries[name].line)}
                self.findings.append(finding("duplicate_key", key_line, key_column, here, facts))
            else:
                entries[name] = Entry(key_line, key_column, node)
        return Mapping(line, column, bool(event.flow_style), entries)

    def _sequence(self, event: SequenceStartEvent, path: tuple[Step, ...]) -> Sequence:
        line, column = _place(event)
        items: list[Node] = []
        while not isinstance(item := next(self.events), SequenceEndEvent):
            items.append(self.node(item, (*path, len(items))))
        return Sequence(line, column, tuple(items))


def parse(text: str | bytes) -> tuple[Node | None, tuple[Finding, ...]]:
    """Đọc văn bản thành cây — The file's tree (None when there is none to build) and what the parser found."""
    if len(text) > MAX_BYTES:
        return None, (finding("too_large", 1, 1, facts={"limit": f"{MAX_BYTES // 1000}"}),)
    if isinstance(text, bytes):
        if text.startswith(_NOT_TEXT):
            return None, (finding("not_text", 1, 1),)
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            line = before.count(b"\n") + 1
            column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
            return None, (finding("not_utf8", line, column),)
    return _parse_text(text.removeprefix("\ufeff"))


def _parse_text(text: str) -> tuple[Node | None, tuple[Finding, ...]]:
    builder = _Builder(iter(()))
    root: Node | None = None
    try:
        events = iter(YAML(typ="safe", pure=True).parse(text))
        for event in events:
            if not isinstance(event, DocumentStartEvent):
                continue
            if root is not None:
                builder.findings.append(finding("several_documents", *_place(event)))
                break
            builder.events = events
            root = builder.node(next(events), ())
    except _GivenUp as stop:
        return None, (*builder.findings, stop.reason)
    except (YAMLError, YAMLStreamError) as error:
        return None, (*builder.findings, _broken(error, text))
    if root is None or (isinstance(root, Leaf) and root.value is None):
        return None, (*builder.findings, finding("empty_file", 1, 1))
    if not isinstance(root, Mapping):
        return None, (*builder.findings, finding("not_a_course", root.line, root.column))
    return root, tuple(builder.findings)


def _broken(error: Exception, text: str) -> Finding:
    """Lỗi cú pháp — A parser's error as a finding in the words of a person who typed the file."""
    if not isinstance(error, MarkedYAMLError):
        position = int(getattr(error, "position", 0) or 0)
        line = text.count("\n", 0, position) + 1
        return finding("bad_character", line, position - (text.rfind("\n", 0, position) + 1) + 1)
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = f"{error.problem} {error.context}"
    lines = text.split("\n")
    if line <= len(lines) and lines[line - 1][: column + 1].strip(" ").startswith("\t"):
        return finding("tab", line, lines[line - 1].index("\t") + 1)
    if "expected <block end>" in problem and _follows_a_quote(lines, line, column):
        return finding("text_after_quote", line, column)
    for sign, code in _PROBLEMS:
        if sign in problem:
            if code == "unclosed_quote" and error.context_mark:
                line, column = error.context_mark.line + 1, error.context_mark.column + 1
            return finding(code, line, column)
    return finding("broken_yaml", line, column)


def _follows_a_quote(lines: list[str], line: int, column: int) -> bool:
    """Whether a text goes on where a quotation mark has closed it: `title: "Học" cho cán bộ`."""
    before = lines[line - 1][: column - 1].rstrip() if line <= len(lines) else ""
    return len(before) > 1 and before[-1] in "\"'"


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _leaf(event: ScalarEvent) -> Leaf:
    line, column = _place(event)
    written = _in_one_line(str(event.value))
    if not event.implicit[0]:
        return Leaf(line, column, written, written, quoted=True)
    return Leaf(line, column, _resolved(written), written)


def _in_one_line(text: str) -> str:
    """Chữ trên một dòng — Composed letters, single spaces, none of the signs that nobody sees."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.isascii():
        composed = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    return " ".join(composed.split())


def _resolved(written: str) -> Scalar:
    """Kiểu của giá trị — The core schema of YAML 1.2: no dates, no yes/no, no octal; absurd numbers stay text."""
    if written in ("", "~", "null", "Null", "NULL"):
        return None
    if written in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return written.lower() == "true"
    if _INTEGER.fullmatch(written):
        return int(written)
    if _FLOAT.fullmatch(written) and math.isfinite(number := float(written)):
        return number
    return written
