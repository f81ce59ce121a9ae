"""Đọc về nơi cấp — who issues papers here, their registers, how much each has issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from boiduong.course.recognition.certificates.models import Blank, CodeKey, Credential, CredentialSpec, Register
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import names_on


@dataclass(frozen=True)
class IssuerLine:
    """Một nơi cấp — its name today, papers in its registers, blanks in stock."""

    issuer: Unit
    name: str
    papers: int
    blanks: int


def issuers(scope: frozenset[int] | None, *, on: date) -> list[IssuerLine]:
    """Các nơi cấp — chosen for a course, with a register or with a key; `scope` None stands for all; six queries."""
    known = {
        *CredentialSpec.objects.filter(issuer__isnull=False).values_list("issuer_id", flat=True).distinct().order_by(),
        *Register.objects.values_list("issuer_id", flat=True).distinct(),
        *CodeKey.objects.values_list("issuer_id", flat=True).distinct().order_by(),
    }
    shown = known if scope is None else known & scope
    names = names_on(shown, on)
    # The last entry number of a register is how many papers it holds.
    papers: dict[int, int] = {}
    for issuer, last in Register.objects.filter(issuer__in=shown).values_list("issuer_id", "last"):
        papers[issuer] = papers.get(issuer, 0) + last
    unused = Blank.objects.filter(issuer__in=shown, uses__isnull=True).order_by()
    stock = unused.values("issuer").annotate(n=Count("pk"))
    blanks = {row["issuer"]: row["n"] for row in stock}
    lines = [
        IssuerLine(unit, names.get(pk, unit.code), papers.get(pk, 0), blanks.get(pk, 0))
        for pk, unit in Unit.objects.in_bulk(shown).items()
    ]
    return sorted(lines, key=lambda line: line.name)


def registers_kept(issuer: Unit) -> list[Register]:
    """Các sổ của nơi cấp — newest first."""
    return list(Register.objects.filter(issuer=issuer).select_related("issuer").order_by("-period_starts_on", "kind"))


def only_trials(register: Register) -> bool:
    """Sổ chỉ có giấy của chạy thử — so that its print says so."""
    rows = Credential.objects.filter(register=register)
    return rows.exists() and not rows.filter(~Q(facts__synthetic=True)).exists()
