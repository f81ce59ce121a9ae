"""Phần thêm vào sau chữ ký — what the revisions after a signature touched, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
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
        touched = reader.xrefs.explicit_refs_in_revision(later)
        found |= {roles.get(_key(ref), OTHER) for ref in touched if not _scaffold(reader, ref)}
    named = (PAGES, SIGNATURE, EVIDENCE, NOTES, FORM, ABOUT, OTHER)
    return tuple(kind for kind in named if kind in found)


def _roles(reader: PdfFileReader) -> dict[tuple[int, int], Label]:
    """What each object is for, as the file now stands: the first role that reaches an object wins."""
    roles: dict[tuple[int, int], Label] = {}
    root = reader.root
    for start, role in _starts(root, reader):
        _spread(start, role, roles)
    for page in _pages(root.get("/Pages"), 0):
        _spread_page(page, roles)
    roles.setdefault(_key(reader.root_ref), ABOUT)
    return roles


def _starts(root: Any, reader: PdfFileReader) -> Iterator[tuple[Any, Label]]:
    """Signatures and evidence first, because pages lead to them too."""
    for signature in reader.embedded_signatures:
        evidence = signature.sig_object_type == "/DocTimeStamp"
        yield signature.sig_field.raw_get("/V"), EVIDENCE if evidence else SIGNATURE
        yield signature.sig_field, EVIDENCE if evidence else SIGNATURE
    for name, role in (("/DSS", EVIDENCE), ("/Metadata", ABOUT)):
        if name in root:
            yield root.raw_get(name), role
    if "/Info" in reader.trailer:
        yield reader.trailer.raw_get("/Info"), ABOUT
    if "/AcroForm" in root:
        yield root.raw_get("/AcroForm"), FORM


def _spread(thing: Any, role: Label, roles: dict[tuple[int, int], Label], depth: int = 0) -> None:
    """Give a role to an object and to what it holds, but not to its page or its parent."""
    if isinstance(thing, generic.IndirectObject):
        if _key(thing.reference) in roles:
            return
        roles[_key(thing.reference)] = role
        thing = thing.get_object()  # type: ignore[no-untyped-call]
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


def _pages(node: Any, depth: int) -> Iterator[Any]:
    """Every node of the page tree; a tree that runs in circles ends at the deepest level."""
    if not isinstance(node, generic.DictionaryObject) or depth > DEEPEST:
        return
    yield node
    for child in node.get("/Kids", ()):
        yield from _pages(child, depth + 1)


def _spread_page(page: Any, roles: dict[tuple[int, int], Label]) -> None:
    """The page itself and what is drawn on it; notes lie on top."""
    if "/Annots" in page:
        _spread(page.raw_get("/Annots"), NOTES, roles)
    if page.container_ref is not None:
        roles.setdefault(_key(page.container_ref), PAGES)
    for name in ("/Contents", "/Resources"):
        if name in page:
            _spread(page.raw_get(name), PAGES, roles)


def _scaffold(reader: PdfFileReader, reference: Any) -> bool:
    """Streams that only hold other objects or their addresses."""
    thing = reader.get_object(reference)
    return isinstance(thing, generic.StreamObject) and thing.get("/Type") in {"/XRef", "/ObjStm"}


def _key(reference: Any) -> tuple[int, int]:
    return (reference.idnum, reference.generation)
