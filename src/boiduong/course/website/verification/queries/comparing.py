"""So tệp với sổ — the very file, ours with something added, another file that names a paper of ours, or a stranger."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from boiduong.course.recognition.certificates.queries import find_by_bytes, find_by_number, name_shown
from boiduong.course.recognition.certificates.services import trusted_roots
from boiduong.course.website.verification.queries.answers import Answer, answer_for
from boiduong.course.website.verification.rules import COMPARED, differences, number_and_code
from boiduong.refusals import Refusal

if TYPE_CHECKING:
    from boiduong.engines.signing import SeenSignature

# A stranger's file is read in a process of its own; no more than two at once in each server process.
ROOM = BoundedSemaphore(2)


@dataclass(frozen=True)
class Comparison:
    """Kết quả so tệp — `kind`: same, added, other, stranger, unreadable.

    Only "same" says that the file is the one issued. `answer` tells what the register holds of the paper; `added` how
    many bytes follow the issued file; `differing` which facts do not stand in the file, in words to be translated.
    """

    kind: str
    answer: Answer
    added: int = 0
    differing: tuple[str, ...] = ()
    signatures: tuple[SeenSignature, ...] = ()


def compare(pdf: bytes, *, at: datetime) -> Comparison:
    """So một tệp PDF — hostile files included; nothing of it is kept."""
    from boiduong.engines.signing import revisions, signatures_of

    same = find_by_bytes(hashlib.sha256(pdf).hexdigest())
    if same is not None:
        return Comparison("same", answer_for(same), signatures=signatures_of(pdf, roots=trusted_roots(), at=at))
    seen, beginnings = _seen(pdf, at=at), revisions(pdf)
    signatures = seen[1] if seen else ()
    ours = find_by_bytes(*beginnings)
    if ours is not None:
        return Comparison("added", answer_for(ours), added=len(pdf) - beginnings[ours.sha256], signatures=signatures)
    if seen is None:
        return Comparison("unreadable", Answer("unknown"))
    named = number_and_code(seen[0])
    found = find_by_number(*named) if named else None
    if found is None:
        return Comparison("stranger", Answer("unknown"), signatures=signatures)
    hidden = {"name"} if name_shown(found.register.issuer_id) != "full" else set[str]()
    # What the public page does not show is not betrayed by a comparison either, but for what the file itself says.
    differing = tuple(COMPARED[key] for key in differences(seen[0], found.facts) if key not in hidden)
    return Comparison("other", answer_for(found), differing=differing, signatures=signatures)


def _seen(pdf: bytes, *, at: datetime) -> tuple[str, tuple[SeenSignature, ...]] | None:
    """Text and signatures; None for what is no PDF that can be read."""
    from boiduong.engines.signing import inspect

    if not pdf.startswith(b"%PDF-"):
        return None
    try:
        with ROOM:
            found = inspect(pdf, roots=trusted_roots(), at=at)
    except Refusal:
        return None
    return found.text, found.signatures
