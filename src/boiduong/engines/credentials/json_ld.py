"""Ngữ cảnh và dạng chuẩn — JSON-LD with two committed contexts; every other load is refused."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from boiduong.engines.credentials.refusals import ContextUnknown, CredentialUnreadable
from boiduong.refusals import Label, gettext_noop

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_FOLDER = Path(__file__).parent / "contexts"
_FILES = {CREDENTIALS: "credentials-v2.json", BADGES: "open-badges-3.0.3.json"}


def canonical(document: dict[str, object]) -> bytes:
    """Dạng chuẩn — RDFC-1.0 as N-Quads. Raises ContextUnknown, CredentialUnreadable."""
    from pyld import jsonld  # half a second: pages that only check codes do without
    from pyld.context_resolver import ContextResolver

    contexts = document.get("@context")
    for address in contexts if isinstance(contexts, list) else [contexts]:
        if not isinstance(address, str) or address not in _FILES:
            raise ContextUnknown(address=str(address)[:200])
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": _load,
        "contextResolver": ContextResolver({}, _load),
    }
    try:
        return str(jsonld.normalize(document, options)).encode()
    except (jsonld.JsonLdError, RecursionError) as error:
        raise CredentialUnreadable(
            fault=Label(gettext_noop("its words cannot be put into their standard form"))
        ) from error


@cache
def _document(address: str) -> Any:
    return json.loads((_FOLDER / _FILES[address]).read_text(encoding="utf-8"))


def _load(address: str, options: object = None) -> dict[str, object]:
    """The loader that pyld is given: a file of ours, or nothing."""
    if address not in _FILES:
        raise ContextUnknown(address=address[:200])
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": _document(address),
    }
