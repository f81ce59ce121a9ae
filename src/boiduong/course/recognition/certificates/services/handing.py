"""Trao giấy — handing over, and the correcting row when the wrong paper was entered as handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from boiduong.course.recognition.certificates.models import (
    Credential,
    CredentialEvent,
    CredentialSpec,
    CredentialState,
)
from boiduong.course.recognition.certificates.permissions import can_issue
from boiduong.course.recognition.certificates.queries import handed_together
from boiduong.course.recognition.certificates.rules import CREDENTIAL
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, add_rows, write_back
from boiduong.foundation.documents.models import Document
from boiduong.refusals import ReasonNeeded


def states_locked(credentials: Sequence[Credential]) -> dict[int, CredentialState]:
    """Trạng thái đang giữ — locked in the order of their keys so that two lists cannot wait for each other."""
    rows = CredentialState.objects.select_for_update().filter(credential__in=credentials).order_by("pk")
    return {row.credential_id: row for row in rows}


def write_events(
    states: Sequence[CredentialState],
    act: str,
    *,
    by: User | None,
    at: datetime,
    ground: str = "",
    reason: str = "",
    document: Document | None = None,
    to_text: str = "",
) -> None:
    """Ghi diễn biến — one row a paper, never changed."""
    said = (at, act, ground, reason[:1000], document.pk if document else None, to_text, by.pk if by else None)
    columns = ("credential", "at", "act", "ground", "reason", "document", "to_text", "by_id")
    add_rows(CredentialEvent, columns, [(row.credential_id, *said) for row in states])


def hand_many(credentials: Sequence[Credential], *, to_text: str = "", by: User | None, at: datetime) -> int:
    """Trao giấy — to the people themselves or to `to_text`, a representative of the unit; returns how many.

    Papers handed over already are left as they are. Raises NotAllowed, Forbidden.
    """
    _require_issuing(credentials, by)
    with acting(by, "certificates.hand", at=at) as act:
        states = states_locked(credentials)
        going = [states[one.pk] for one in credentials if states[one.pk].state != "handed"]
        for row in going:
            row.state = CREDENTIAL.after(row.state, "hand")
        write_back(going, ["state"])
        write_events(going, "handed", to_text=to_text[:200], by=by, at=at)
        act.record_many(Credential, [row.credential_id for row in going], after={"state": "handed"})
    return len(going)


def take_back_handing(
    credential: Credential, *, reason: str, together: bool = False, by: User | None, at: datetime
) -> int:
    """Đính chính việc trao ghi nhầm — a correcting row beside the entry, the paper waits again; returns how many.

    With `together` also every paper entered as handed over in the same act. Raises NotAllowed, ReasonNeeded, Forbidden.
    """
    chosen = [credential, *(handed_together(credential) if together else ())]
    _require_issuing(chosen, by)
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "certificates.take_back_handing", at=at) as act:
        states = states_locked(chosen)
        going = [states[one.pk] for one in chosen if one.pk == credential.pk or states[one.pk].state == "handed"]
        for row in going:
            row.state = CREDENTIAL.after(row.state, "take_back")
        write_back(going, ["state"])
        write_events(going, "taken_back", reason=reason.strip(), by=by, at=at)
        ids = [row.credential_id for row in going]
        act.record_many(Credential, ids, after={"state": "issued"}, reason=reason.strip())
    return len(going)


def _require_issuing(credentials: Sequence[Credential], by: User | None) -> None:
    for spec in CredentialSpec.objects.filter(pk__in={one.spec_id for one in credentials}):
        require(can_issue(by, spec))
