"""Danh sách thu hồi — signed again after every revocation and at least once a day, by whichever key is at hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from boiduong.course.recognition.certificates.models import CodeKey, RevocationIssue
from boiduong.course.recognition.certificates.queries import (
    code_keys,
    ended_papers,
    entry_of,
    last_ending,
    last_list,
)
from boiduong.course.recognition.certificates.services.keys import secret_code_key, trial_code_key
from boiduong.engines.credentials import IssuerKey, sealed_list
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal

LONGEST = timedelta(hours=24)


def current_list(*, at: datetime) -> RevocationIssue | None:
    """Danh sách đang dùng — signed now when the last one is a day old or knows less than the register.

    Without a key that signs lists the last one stays, however old: the page says its age. None where there never was
    one.
    """
    last, newest = last_list(), last_ending()
    if last is not None and last.up_to >= newest and at - last.made_at < LONGEST:
        return last
    return _sealed(last, up_to=newest, at=at) or last


def _sealed(last: RevocationIssue | None, *, up_to: int, at: datetime) -> RevocationIssue | None:
    found = _list_key(at)
    if found is None:
        return None
    row, key = found
    papers, sequence = ended_papers(trials=settings.DEMO), (last.sequence if last else 0) + 1
    try:
        with acting(None, "certificates.seal_list", at=at) as act:
            made = RevocationIssue.objects.create(
                sequence=sequence, key=row, up_to=up_to, papers=len(papers), made_at=at,
                content=sealed_list(papers, sequence=sequence, made_at=at, key=key),
            )  # fmt: skip
            act.record(made, after={"sequence": sequence, "papers": len(papers), "key": row.number})
    except IntegrityError:  # another process signed the next one at the same moment
        return last_list()
    return made


def _list_key(at: datetime) -> tuple[CodeKey, IssuerKey] | None:
    """A key of the book that signs lists and whose secret part is here; a real one before one of rehearsals."""
    for row in sorted(code_keys(), key=lambda one: (one.test, -one.pk)):
        entry = entry_of(row)
        if not entry.lists or entry.withdrawn or (row.test and not settings.DEMO):
            continue
        try:
            key = (
                trial_code_key(row.issuer_text)
                if row.test
                else secret_code_key(row.issuer, on=timezone.localdate(at), use="qr")
            )
        except Refusal:  # a key that cannot be opened signs nothing; the page of keys says why
            continue
        if key is not None and key.public.number.hex() == row.number:
            return row, key
    return None
