"""Đọc kho phôi — how many were received, used, spoilt, void, and how many are left; one sheet by its serial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from boiduong.course.recognition.certificates.models import Blank, BlankRange, BlankUse, Credential
from boiduong.foundation.organizations.models import Unit

_LAST_ACT = Subquery(BlankUse.objects.filter(blank=OuterRef("pk")).order_by("-position").values("act")[:1])


@dataclass(frozen=True)
class Balance:
    """Cân đối phôi của một nơi cấp, một loại — received = used + spoilt + void + left."""

    issuer: Unit
    kind: str
    received: int
    used: int
    spoilt: int
    void: int

    @property
    def left(self) -> int:
        """Còn lại."""
        return self.received - self.used - self.spoilt - self.void


def with_state(blanks: QuerySet[Blank]) -> QuerySet[Blank]:
    """Kèm tình trạng — the last act of each sheet as `act`, empty in stock."""
    return blanks.annotate(act=_LAST_ACT)


def in_stock(issuer: Unit, kind: str) -> QuerySet[Blank]:
    """Phôi còn dùng được — in the order in which they were received and printed."""
    return Blank.objects.filter(issuer=issuer, kind=kind, uses__isnull=True).order_by("id")


def has_stock(issuer: Unit | None, kind: str) -> bool:
    """Nơi cấp có dùng phôi loại này không — it once received some."""
    return issuer is not None and BlankRange.objects.filter(issuer=issuer, kind=kind).exists()


def balances(issuers: frozenset[int] | None) -> list[Balance]:
    """Cân đối từng nơi cấp, từng loại — `issuers` None stands for all; two queries."""
    found = Blank.objects.all() if issuers is None else Blank.objects.filter(issuer_id__in=issuers)
    states: QuerySet[Blank] = with_state(found).order_by()
    rows = states.values("issuer", "kind", "act").annotate(n=Count("pk"))  # type: ignore[misc]
    counts: dict[tuple[int, str], dict[str, int]] = {}
    for row in rows:
        counts.setdefault((row["issuer"], row["kind"]), {})[row["act"] or "stock"] = row["n"]
    units = Unit.objects.in_bulk([issuer for issuer, _ in counts])
    return [
        Balance(units[issuer], kind, sum(n.values()), n.get("used", 0), n.get("spoilt", 0), n.get("void", 0))
        for (issuer, kind), n in sorted(counts.items())
    ]


def ranges_received(issuers: frozenset[int] | None) -> QuerySet[BlankRange]:
    """Các lô phôi đã nhận — newest first."""
    found = BlankRange.objects.select_related("issuer").order_by("-id")
    return found if issuers is None else found.filter(issuer_id__in=issuers)


def blanks_of(issuer: Unit, kind: str) -> QuerySet[Blank]:
    """Từng tờ phôi — with its state and the paper it was used for."""
    return with_state(Blank.objects.filter(issuer=issuer, kind=kind)).prefetch_related("uses__credential")


def serials_now(credentials: Sequence[Credential]) -> dict[int, str]:
    """Số hiệu phôi hiện mang của từng giấy — the last sheet taken for it; one query."""
    uses = BlankUse.objects.filter(act="used", credential__in=[one.pk for one in credentials])
    return dict(uses.order_by("id").values_list("credential_id", "blank__serial"))
