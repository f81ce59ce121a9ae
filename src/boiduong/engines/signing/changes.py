"""Phần thêm vào sau chữ ký — what the revisions after a signature touched, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from boiduong.refusals import Label, gettext_noop

PAGES = Label(gettext_noop("the content of pages"))
SIGNATURE = Label(gettext_noop("another signature"))
EVIDENCE = Label(gettext_noop("evidence for long keeping"))
NOTES = Label(gettext_noop("notes or drawings on a page"))
FORM = Label(gettext_noop("form fields"))
ABOUT = Label(gettext_noop("information about the file"))
OTHER = Label(gettext_noop("something else"))
LOOSE = Label(gettext_noop("bytes outside the PDF structure"))
DEEPEST = 60


def changes_after(reader: PdfFileReader, revision: int) -> tuple[Label, ...]:
    """Đã thêm gì — kinds of things written in revisions later than `revision`, in the order of their names above."""
    latest = reader.xrefs.total_revisions
    found: set[Label] = set()
    roles = _roles(reader)
    for later in range(revision + 1, latest):
        for reference in reader.xrefs.explicit_refs_in_revision(later):
            if not _scaffold(reader, reference) and not _only_notes_moved(reader, reference, later):
                found.add(roles.get(_key(reference), OTHER))
    named = (PAGES, SIGNATURE, EVIDENCE, NOTES, FORM, ABOUT, OTHER)
    return tuple(kind for kind in named if kind in found)


def _roles(reader: PdfFileReader) -> dict[tuple[int, int], Label]:
    """What each object is for, as the file now stands: the first role that reaches an object wins."""
    roles: dict[tuple[int, int], Label] = {}
    root = reader.root
    for start, role in _starts(root, reader):
        _spread(start, role, roles)
    for page in _pages(root.raw_get("/Pages")):
        _spread_page(page, roles)
    roles.setdefault(_key(reader.root_ref), ABOUT)
    return roles


def _starts(root: Any, reader: PdfFileReader) -> Iterator[tuple[Any, Label]]:
    """Signatures and evidence first, because pages lead to them too."""
    for signature in reader.embedded_signatures:
        evidence = signature.sig_object_type == "/DocTimeStamp"
        yield signature.sig_field.raw_get("/V"), EVIDENCE if evidence else SIGNATURE
        yield signature.sig_field, EVIDENCE if evidence else SIGNATURE
    further = (
        (root, "/DSS", EVIDENCE),
        (root, "/Metadata", ABOUT),
        (reader.trailer, "/Info", ABOUT),
        (root, "/AcroForm", FORM),
    )
    for holder, name, role in further:
        if name in holder:
            yield holder.raw_get(name), role


def _spread(thing: Any, role: Label, roles: dict[tuple[int, int], Label], depth: int = 0) -> None:
    """Give a role to an object and to what it holds, but not to its page or its parent."""
    if isinstance(thing, generic.IndirectObject):
        if _key(thing.reference) in roles:
            return
        roles[_key(thing.reference)] = role
        thing = thing.get_object()
    elif isinstance(thing, generic.PdfObject) and thing.container_ref is not None and depth == 0:
        roles.setdefault(_key(thing.container_ref), role)
    if depth > DEEPEST:
        return
    if isinstance(thing, generic.DictionaryObject):
        for name in thing:
            if name not in {"/P", "/Parent", "/StructParent"}:
                _spread(thing.raw_get(name), role, roles, depth + 1)
    elif isinstance(thing, generic.ArrayObject):
        for index in range(len(thing)):
            _spread(thing.raw_get(index), role, roles, depth + 1)


def _pages(root: Any) -> Iterator[Any]:
    """References to every node of the page tree, each once: a tree may run in circles."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        reference = waiting.pop()
        if not isinstance(reference, generic.IndirectObject) or _key(reference.reference) in seen:
            continue
        seen.add(_key(reference.reference))
        node = reference.get_object()
        if isinstance(node, generic.DictionaryObject):
            yield reference
            kids = node.get("/Kids", generic.ArrayObject())
            waiting += [kids.raw_get(index) for index in range(len(kids))]


def _spread_page(reference: Any, roles: dict[tuple[int, int], Label]) -> None:
    """The page itself and what is drawn on it; notes lie on top."""
    page = reference.get_object()
    if "/Annots" in page:
        _spread(page.raw_get("/Annots"), NOTES, roles)
    roles.setdefault(_key(reference.reference), PAGES)
    for name in ("/Contents", "/Resources"):
        if name in page:
            _spread(page.raw_get(name), PAGES, roles)


def _scaffold(reader: PdfFileReader, reference: Any) -> bool:
    """Streams that only hold other objects or their addresses."""
    thing = reader.get_object(reference)
    return isinstance(thing, generic.StreamObject) and thing.get("/Type") in {"/XRef", "/ObjStm"}


def _only_notes_moved(reader: PdfFileReader, reference: Any, revision: int) -> bool:
    """A page written again only because its list of notes and fields grew: those are judged by themselves."""
    before, after = (_without_notes(reader, reference, number) for number in (revision - 1, revision))
    return after is not None and before == after


def _without_notes(reader: PdfFileReader, reference: Any, revision: int) -> dict[str, str] | None:
    try:
        thing = reader.get_historical_resolver(revision)(reference)
    except PdfError:
        return None
    if not isinstance(thing, generic.DictionaryObject) or thing.get("/Type") != "/Page":
        return None
    return {name: repr(thing.raw_get(name)) for name in thing if name != "/Annots"}


def _key(reference: Any) -> tuple[int, int]:
    return (reference.idnum, reference.generation)
