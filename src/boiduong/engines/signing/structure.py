"""Ô chữ ký trong cây cấu trúc — a visible field gets its place among the tags, as PDF/UA-1 asks (7.18.4)."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def tag_field(writer: IncrementalPdfFileWriter, field: Any, page: Any) -> None:
    """Gắn thẻ — the field becomes a `Form` under the document's first element; files without tags stay so.

    Only before the first signature: to change the tags of a signed file is to change the file.
    """
    tree = _held(writer.root, "/StructTreeRoot")
    parents, top = _held(tree, "/ParentTree"), _first(tree)
    if "/Nums" not in parents or top is None or writer.prev.embedded_signatures:
        return
    number = int(tree["/ParentTreeNextKey"])
    element = writer.add_object(_form(page, top))
    children = top.get_object()["/K"]
    children.append(element)
    parents["/Nums"].extend([_number(number), element])
    tree["/ParentTreeNextKey"] = _number(number + 1)
    field["/StructParent"] = _number(number)
    for changed in (children, parents["/Nums"], tree):
        writer.update_container(changed)


def _form(page: Any, top: Any) -> Any:
    """The element, pointing to the field: the newest note of its page."""
    notes = page.get_object()["/Annots"]
    pointed = {
        pdf_name("/Type"): pdf_name("/OBJR"),
        pdf_name("/Obj"): notes.raw_get(len(notes) - 1),
        pdf_name("/Pg"): page,
    }
    element = {pdf_name("/Type"): pdf_name("/StructElem"), pdf_name("/S"): pdf_name("/Form"), pdf_name("/P"): top}
    return _dictionary({**element, pdf_name("/K"): _dictionary(pointed)})


def _held(holder: Any, name: str) -> Any:
    """A dictionary in another, or an empty one."""
    return holder[name] if name in holder else _dictionary({})


def _dictionary(items: dict[Any, Any]) -> generic.DictionaryObject:
    return generic.DictionaryObject(items)


def _number(value: int) -> generic.NumberObject:
    return generic.NumberObject(value)


def _first(tree: Any) -> Any:
    """The reference to the first element below the root, where it holds a list of children."""
    kids = tree.raw_get("/K") if "/K" in tree else None
    first = kids.raw_get(0) if isinstance(kids, generic.ArrayObject) and kids else kids
    if not isinstance(first, generic.IndirectObject):
        return None
    element = first.get_object()
    return first if isinstance(element.get("/K"), generic.ArrayObject) else None
