"""Người ký — who signs a paper and in which capacity, chosen before it has a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from boiduong.engines.typesetting import Paper
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.permissions import can_number
from boiduong.foundation.documents.queries import papers_of, state_locked, write_facts
from boiduong.foundation.documents.rules import SIGNED_AS, capacity_lines
from boiduong.refusals import Refusal, gettext_noop

OPEN = ("draft", "locked")
POST_NEEDED = ("tl", "tuq")


class AlreadyNumbered(Refusal):
    """Đã có số."""

    text = gettext_noop("This paper has its number already. Who signs it cannot be changed any more.")


class NobodySigns(Refusal):
    """Văn bản không có chữ ký của thủ trưởng."""

    text = gettext_noop("No head of a body signs this paper.")


class PostMissing(Refusal):
    """Thiếu chức vụ người ký."""

    text = gettext_noop("Write the post of the person who signs on order or by mandate.")


def choose_signer(
    document: Document, *, how: str, by: User | None, at: datetime, post: str = "", name: str = ""
) -> Document:
    """Chọn người ký — the head, a deputy (KT.), on order (TL.), by mandate (TUQ.) or acting (Q.).

    Raises NotAllowed, AlreadyNumbered, NobodySigns, PostMissing.
    """
    require(can_number(by, document))
    post, name = " ".join(post.split())[:200], " ".join(name.split())[:150]
    if how not in SIGNED_AS:
        how = ""
    if how in POST_NEEDED and not post:
        raise PostMissing
    with acting(by, "documents.choose_signer", at=at) as act:
        if state_locked(document) not in OPEN:
            raise AlreadyNumbered
        before = {"as": document.signed_as, "post": document.signer_post, "name": document.signer_name}
        head = _head(document)
        lines = capacity_lines(head, how=how, post=post, layout=document.layout)
        write_facts(document, [_signed(paper, lines, name) for paper in papers_of(document)])
        document.facts["head"] = list(head)
        document.signed_as, document.signer_post, document.signer_name = how, post if how else "", name
        document.save(update_fields=["facts", "signed_as", "signer_post", "signer_name"])
        after = {"as": how, "post": document.signer_post, "name": name}
        act.record(document, before=before, after=after)
    return document


def _head(document: Document) -> tuple[str, ...]:
    """How the head would sign, as the paper was drafted."""
    kept = document.facts.get("head")
    if kept:
        return tuple(kept)
    for paper in papers_of(document):
        if paper.signature is not None and paper.signature.capacity:
            return paper.signature.capacity
    raise NobodySigns


def _signed(paper: Paper, lines: tuple[str, ...], name: str) -> Paper:
    if paper.signature is None:
        return paper
    return replace(paper, signature=replace(paper.signature, capacity=lines, name=name))
