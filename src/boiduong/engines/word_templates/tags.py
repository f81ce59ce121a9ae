"""Thẻ trong mẫu — which facts a template names; anything that is not a name, a question or a list is refused.

The tree of the template is checked before it is ever run, so that nothing reaches the inside of an object; it is then
run in the sandbox of the library all the same.
"""

import re
from collections.abc import Collection, Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from boiduong.engines.word_templates.refusals import BrokenTag, ForbiddenTag, ListAsText, NotAList, UnknownTag

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Const, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
WORDS_SHOWN = 60


def environment() -> SandboxedEnvironment:
    """Nơi chạy mẫu — sandboxed, escaping, without functions, filters or tests to call."""
    made = SandboxedEnvironment(autoescape=True)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def read_tags(xml: str, *, known: Collection[str], lists: Collection[str] = ()) -> list[str]:
    """Các thẻ của mẫu — each once, in the order of the alphabet; those of `known` that are `lists` stand in loops.

    Raises BrokenTag, UnknownTag, ForbiddenTag, NotAList, ListAsText.
    """
    lines = xml.split("\n")
    try:
        tree = environment().parse(xml)
    except TemplateSyntaxError as error:
        raise BrokenTag(**_place(lines, error.lineno)) from error
    _loops_alone(tree, lines)
    found = set()
    for node, own in _names(tree, frozenset(), lines):
        if node.name not in own and node.name not in known:
            raise UnknownTag(tag=node.name[:WORDS_SHOWN], **_place(lines, node.lineno))
        if node.name not in own:
            found.add(node.name)
    _lists_in_loops(tree, frozenset(lists), lines)
    return sorted(found)


def _lists_in_loops(tree: nodes.Template, lists: frozenset[str], lines: list[str]) -> None:
    """A text gone through would print letter by letter, a list printed whole would show its brackets."""
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.iter, nodes.Name) and loop.iter.name not in lists:
            raise NotAList(tag=loop.iter.name[:WORDS_SHOWN], **_place(lines, loop.lineno))
    for output in tree.find_all(nodes.Output):
        for part in output.nodes:
            if isinstance(part, nodes.Name) and part.name in lists:
                raise ListAsText(tag=part.name, **_place(lines, part.lineno))


def _loops_alone(tree: nodes.Template, lines: list[str]) -> None:
    """A list inside a list would let a small file grow without end."""
    for loop in tree.find_all(nodes.For):
        if any(True for _ in (inner for part in loop.body for inner in _loops(part))):
            raise ForbiddenTag(**_place(lines, loop.lineno))


def _loops(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.For):
        yield node
    yield from node.find_all(nodes.For)


def _names(node: nodes.Node, own: frozenset[str], lines: list[str]) -> Iterator[tuple[nodes.Name, frozenset[str]]]:
    """Every name that is asked for, with the names that loops around it have made."""
    if not isinstance(node, ALLOWED) or (isinstance(node, nodes.For) and (node.recursive or node.test)):
        raise ForbiddenTag(**_place(lines, node.lineno))
    if isinstance(node, nodes.Name):
        yield node, own
        return
    if isinstance(node, nodes.For):
        if not isinstance(node.target, nodes.Name):
            raise ForbiddenTag(**_place(lines, node.lineno))
        yield from _names(node.iter, own, lines)
        for part in (*node.body, *node.else_):
            yield from _names(part, own | {node.target.name}, lines)
        return
    for part in node.iter_child_nodes():
        yield from _names(part, own, lines)


def _place(lines: list[str], number: int) -> dict[str, object]:
    """Which line of the template, counted as its paragraphs are, and its first words."""
    at = min(max(number, 1), len(lines)) - 1
    words = " ".join(re.sub(r"<[^>]*>", "", lines[at]).split())
    return {"line": max(at, 1), "words": words[:WORDS_SHOWN]}
