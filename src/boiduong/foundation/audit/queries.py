"""Đọc nhật ký — rows of one thing, and the check of the whole chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from django.db.models import Max, Model, QuerySet

from boiduong.foundation.audit.models import AuditEvent, AuditHead
from boiduong.foundation.audit.rules import GENESIS, chain_hash

FACTS = (
    "actor_id",
    "actor_label",
    "act",
    "object_type",
    "object_id",
    "before",
    "after",
    "reason_digest",
    "origin",
)


@dataclass(frozen=True)
class ChainVerdict:
    """Kết quả kiểm tra chuỗi — how many rows hold, and the first that does not."""

    rows: int
    broken_at: int | None
    why: str

    @property
    def whole(self) -> bool:
        """Chuỗi còn nguyên."""
        return self.broken_at is None


def events_of(thing: Model) -> QuerySet[AuditEvent]:
    """Nhật ký của một thứ — newest first."""
    return AuditEvent.objects.filter(object_type=thing._meta.label, object_id=str(thing.pk)).order_by("-seq")


def verify_chain() -> ChainVerdict:
    """Kiểm tra chuỗi — recompute every hash from the first row to the head."""
    previous, count = GENESIS, 0
    for event in AuditEvent.objects.order_by("seq").iterator(chunk_size=2000):
        count += 1
        if event.seq != count:
            return ChainVerdict(count - 1, count, "a row is missing")
        facts: dict[str, object] = {name: getattr(event, name) for name in FACTS}
        facts["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
        if event.prev_hash != previous or event.hash != chain_hash(previous, {"seq": event.seq, **facts}):
            return ChainVerdict(count - 1, event.seq, "a row was changed")
        previous = event.hash
    head = AuditHead.objects.first()
    if (head.seq if head else 0) != count or (head.hash if head else GENESIS) != previous:
        return ChainVerdict(count, count + 1, "rows at the end were taken away")
    return ChainVerdict(count, None, "")


def find_events(*, act: str = "", person: str = "", thing: str = "") -> QuerySet[AuditEvent]:
    """Tìm trong nhật ký — by the beginning of the act, the account, and the thing ("Document 12"); newest first."""
    found = AuditEvent.objects.order_by("-seq")
    if act:
        found = found.filter(act__startswith=act)
    if person:
        found = found.filter(actor_label__iexact=person)
    if thing:
        kind, _, number = thing.strip().rpartition(" ")
        found = found.filter(object_type__iendswith=kind or number)
        if kind:
            found = found.filter(object_id=number)
    return found


def last_check() -> AuditEvent | None:
    """Lần kiểm tra chuỗi gần nhất — the record that the check itself leaves."""
    return AuditEvent.objects.filter(act="audit.verify").order_by("-seq").first()


def missing_numbers() -> int:
    """Số dòng thiếu — how many numbers below the last have no row."""
    last = AuditEvent.objects.aggregate(last=Max("seq"))["last"] or 0
    return int(last) - AuditEvent.objects.count()
