"""Cơ quan được hỏi trả lời — its clerk writes here; the office reads it, then takes it over as the answer."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.situations.models import BodyReply, Situation
from boiduong.course.delivery.situations.permissions import can_reply
from boiduong.course.delivery.situations.rules import refuse_secret
from boiduong.course.delivery.situations.services.walking import ConclusionMissing, NoBasis, advance
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import holders, require
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.services import acting
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import DOCX, MEGABYTE, PDF
from boiduong.foundation.files.services import store_upload

REPLY_KINDS = (PDF, DOCX, "image/jpeg", "image/png")
REPLY_LIMIT = 10 * MEGABYTE


def take_reply_file(content: bytes, *, name: str, at: datetime, size: int | None = None) -> StoredFile:
    """Nhận văn bản trả lời — raises FileEmpty, FileTooLarge, FileKindRefused, FileHoldsMacro, FileHoldsScript."""
    return store_upload(content, name=name, kinds=REPLY_KINDS, limit=REPLY_LIMIT, at=at, size=size)


def reply(
    situation: Situation,
    *,
    text: str,
    legal_basis: str,
    by: User | None,
    at: datetime,
    file: StoredFile | None = None,
) -> BodyReply:
    """Trả lời bằng văn bản — the question stays with the body until the office takes the answer over.

    What was written before stays; the last reply counts. Raises NotAllowed, Forbidden where the question is with no
    body any more, ConclusionMissing, NoBasis, SecretContent.
    """
    require(can_reply(by, situation))
    if not text.strip():
        raise ConclusionMissing
    if not legal_basis.strip():
        raise NoBasis
    refuse_secret([text, legal_basis])
    unit = situation.referred_to
    assert unit is not None  # noqa: S101 - whoever may reply is clerk of that body
    with acting(by, "situations.reply", at=at) as act:
        advance(act, situation, "reply", by=by, at=at)
        made = BodyReply.objects.create(
            situation=situation, unit=unit, at=at, by_id=by.pk if by else None, text=text.strip(),
            legal_basis=legal_basis.strip()[:1000], file=file,
        )  # fmt: skip
        act.record(made, after={"situation": situation.pk, "file": file.sha256 if file else None})
    return made


def clerks_of_body(situation: Situation) -> int:
    """Số cán bộ của cơ quan được hỏi có tài khoản — who read the question here."""
    if situation.referred_to_id is None:
        return 0
    return holders(Role.UNIT_CLERK, over=situation.referred_to_id).count()
