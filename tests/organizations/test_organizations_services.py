"""Writes to units, successions, institutions and rule sets."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.audit.queries import verify_chain
from boiduong.foundation.organizations.events import rule_set_adopted, unit_changed
from boiduong.foundation.organizations.models import Institution, LegalAct, RuleSet, Succession, Unit, UnitVersion
from boiduong.foundation.organizations.queries import (
    NothingLoaded,
    ancestor_ids,
    as_of,
    count_communes,
    heirs_of,
    kin_of,
    name_on,
    name_with_heir,
    path_on,
    rule_set_on,
    within,
)
from boiduong.foundation.organizations.rules import (
    DEFAULT_RULE_SET,
    Ask,
    BadRuleSet,
    CycleInSuccession,
    NotEstablished,
    One,
)
from boiduong.foundation.organizations.services import (
    AlreadyReplaced,
    BeforeUnit,
    BrokenData,
    InstitutionExists,
    NameMissing,
    NobodyHere,
    NothingKnownThen,
    OwnAncestor,
    RuleSetExists,
    UnitAlreadyEnded,
    UnitEnded,
    UnitExists,
    VersionExists,
    add_institution,
    add_unit,
    adopt_rule_set,
    load_units,
    record_act,
    record_succession,
    rename_unit,
    void_succession,
)
from boiduong.refusals import ReasonNeeded

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
START, MID, LATER, TODAY = date(2020, 1, 1), date(2023, 1, 1), date(2025, 7, 1), date(2026, 1, 5)


def commune(name: str, parent: Unit | None = None, *, starts_on: date = START, area: Unit | None = None) -> Unit:
    return add_unit(
        name=name, kind="commune", level="commune", starts_on=starts_on, parent=parent, area=area, by=None, at=AT
    )


def province(name: str) -> Unit:
    return add_unit(name=name, kind="province", level="province", starts_on=START, by=None, at=AT)


def test_add_unit_keeps_a_clean_name_and_its_search_form() -> None:
    unit = add_unit(
        name="  Đảng ủy   xã Cư M’gar ", kind="party_committee", line="party", level="commune",
        starts_on=START, area=commune("Xã Cư M'gar"), by=None, at=AT,
    )  # fmt: skip
    version = as_of(unit, TODAY)
    assert version is not None
    assert version.name == "Đảng ủy xã Cư M’gar"
    assert version.folded_name == "dang uy xa cu mgar"
    assert str(unit) == str(version)
    assert AuditEvent.objects.filter(act="organizations.add_unit", object_id=str(unit.pk)).exists()


def test_add_unit_refuses_no_name_and_a_second_of_the_same() -> None:
    home = province("Tỉnh A")
    commune("Xã B", home)
    with pytest.raises(NameMissing):
        commune(" \t ")
    with pytest.raises(UnitExists, match="Xã B"):
        commune("Xã  B", home)
    assert commune("Xã B", province("Tỉnh C"))


def test_a_planned_unit_is_not_established_yet() -> None:
    unit = add_unit(
        name="Xã mới", kind="commune", level="commune", starts_on=date(2030, 1, 1),
        founded_on=date(2030, 1, 1), established=False, by=None, at=AT,
    )  # fmt: skip
    assert as_of(unit, TODAY) is None
    assert not unit.established


def test_rename_keeps_the_old_name_readable() -> None:
    home, other = province("Tỉnh A"), province("Tỉnh B")
    unit = commune("Xã B", home)
    act = record_act(kind="Nghị quyết", number="1/NQ", issued_on=MID, issuer_text="QH", by=None, at=AT)
    heard: list[Unit] = []

    def hear(unit: Unit, **kwargs: object) -> None:
        heard.append(unit)

    unit_changed.connect(hear)
    rename_unit(
        unit=unit, starts_on=MID, name="Phường B", kind="ward", parent=other, act=act, reason="nâng cấp",
        by=None, at=AT,
    )  # fmt: skip
    unit_changed.disconnect(hear)
    assert heard == [unit]
    assert name_on(unit, date(2022, 12, 31)) == "Xã B"
    assert name_on(unit, MID) == "Phường B"
    assert name_on(unit, date(1990, 1, 1)) == "Xã B"
    assert name_with_heir(unit, START, TODAY).startswith("Xã B (")
    path = path_on(unit, TODAY)
    assert [(v.name, v.starts_on) for v in path] == [("Tỉnh B", START), ("Phường B", MID)]
    assert [v.name for v in path_on(unit, date(1990, 1, 1))] == ["Tỉnh B", "Phường B"]
    assert ancestor_ids(unit.pk) == {unit.pk, other.pk}
    same = rename_unit(unit=unit, starts_on=LATER, short_name="B", by=None, at=AT)
    assert (same.name, same.short_name, same.kind, same.parent) == ("Phường B", "B", "ward", other)


def test_rename_refusals() -> None:
    home = province("Tỉnh A")
    unit = commune("Xã B", home)
    rename_unit(unit=unit, starts_on=MID, name="Xã C", by=None, at=AT)
    with pytest.raises(VersionExists, match="1/1/2023"):
        rename_unit(unit=unit, starts_on=MID, name="Xã D", by=None, at=AT)
    with pytest.raises(BeforeUnit, match="1/1/2020"):
        rename_unit(unit=unit, starts_on=date(2019, 12, 31), name="Xã D", by=None, at=AT)
    with pytest.raises(OwnAncestor):
        rename_unit(unit=home, starts_on=MID, parent=unit, by=None, at=AT)
    with pytest.raises(OwnAncestor):
        rename_unit(unit=home, starts_on=MID, parent=home, by=None, at=AT)
    record_succession(predecessors=[unit], successors=[], on=LATER, kind="tier_end", by=None, at=AT)
    with pytest.raises(UnitEnded, match="1/7/2025"):
        rename_unit(unit=unit, starts_on=LATER, name="Xã D", by=None, at=AT)


def test_merger_ends_the_old_and_leads_to_the_new() -> None:
    a, b, c = commune("Xã A"), commune("Xã B"), commune("Xã C")
    before = heirs_of(a, TODAY)
    rows = record_succession(predecessors=[a, b], successors=[c], on=LATER, by=None, at=AT)
    assert before == One(a.pk)
    assert {(r.share, r.kind) for r in rows} == {("whole", "merge")}
    assert a.ended_on == LATER
    answer = heirs_of(a, TODAY)
    assert isinstance(answer, One)
    assert answer.unit == c.pk
    assert kin_of(c, START, TODAY).certain == {a.pk, b.pk, c.pk}
    assert c.pk in ancestor_ids(a.pk)
    assert within(c.pk) == {a.pk, b.pk, c.pk}
    assert "Xã C" in name_with_heir(a, START, TODAY)
    assert verify_chain().whole


def test_split_asks() -> None:
    a, b, c = commune("Xã A"), commune("Xã B"), commune("Xã C")
    record_succession(predecessors=[a], successors=[b, c], on=LATER, kind="split", by=None, at=AT)
    answer = heirs_of(a, TODAY)
    assert isinstance(answer, Ask)
    assert set(answer.units) == {b.pk, c.pk}
    assert b.pk not in ancestor_ids(a.pk)
    assert "Xã B; Xã C" in name_with_heir(a, START, TODAY)


def test_a_part_given_away_leaves_the_unit_itself() -> None:
    a, b = commune("Xã A"), commune("Xã B")
    record_succession(predecessors=[a], successors=[b], on=LATER, kind="transfer", ends=False, by=None, at=AT)
    a.refresh_from_db()
    assert a.ended_on is None
    assert heirs_of(a, TODAY) == One(a.pk)
    assert kin_of(b, START, TODAY).in_part == {a.pk}


def test_end_without_heir_is_seen_at_once() -> None:
    a = commune("Huyện A")
    assert heirs_of(a, TODAY) == One(a.pk)
    record_succession(predecessors=[a], successors=[], on=LATER, kind="tier_end", by=None, at=AT)
    assert heirs_of(a, TODAY) == Ask((), (NotEstablished(a.pk, LATER),))
    a.refresh_from_db()
    assert as_of(a, LATER) is None
    assert as_of(a, date(2025, 6, 30)) is not None


def test_two_acts_of_one_day_may_share_out_one_unit() -> None:
    a, b, c = commune("Xã A"), commune("Xã B"), commune("Xã C")
    share = {(a.pk, b.pk): "part", (a.pk, c.pk): "part"}
    record_succession(predecessors=[a], successors=[b], on=LATER, kind="split", shares=share, by=None, at=AT)
    record_succession(predecessors=[a], successors=[c], on=LATER, kind="split", shares=share, by=None, at=AT)
    assert set(heirs_of(a, TODAY).units) == {b.pk, c.pk}  # type: ignore[union-attr]


def test_succession_refusals_write_nothing() -> None:
    a, b = commune("Xã A"), commune("Xã B")
    late = commune("Xã muộn", starts_on=TODAY)
    bare = Unit.objects.create(code="x")
    record_succession(predecessors=[a], successors=[b], on=MID, by=None, at=AT)
    rows, audit = Succession.objects.count(), AuditEvent.objects.count()
    cases: list[tuple[type[Exception], list[Unit], list[Unit], bool]] = [
        (NobodyHere, [], [b], True),
        (NobodyHere, [b], [], False),
        (UnitAlreadyEnded, [a], [b], True),
        (UnitAlreadyEnded, [b], [a], True),
        (NothingKnownThen, [b], [late], True),
        (NothingKnownThen, [b], [bare], True),
        (CycleInSuccession, [b], [b], True),
    ]
    for refusal, olds, news, ends in cases:
        with pytest.raises(refusal):
            record_succession(predecessors=olds, successors=news, on=LATER, ends=ends, by=None, at=AT)
    b.refresh_from_db()
    assert b.ended_on is None
    assert (Succession.objects.count(), AuditEvent.objects.count()) == (rows, audit)


def test_two_units_do_not_become_each_other() -> None:
    a, b = commune("Xã A"), commune("Xã B")
    record_succession(predecessors=[a], successors=[b], on=MID, ends=False, by=None, at=AT)
    with pytest.raises(CycleInSuccession, match="Xã B"):
        record_succession(predecessors=[b], successors=[a], on=LATER, by=None, at=AT)


def test_a_link_is_corrected_by_a_row_that_replaces_it() -> None:
    a, b = commune("Xã A"), commune("Xã B")
    (row,) = record_succession(predecessors=[a], successors=[b], on=LATER, by=None, at=AT)
    with pytest.raises(ReasonNeeded):
        void_succession(succession=row, share="part", reason="  ", by=None, at=AT)
    better = void_succession(succession=row, share="part", reason="nghị quyết ghi một phần", by=None, at=AT)
    assert isinstance(heirs_of(a, TODAY), Ask)
    with pytest.raises(AlreadyReplaced):
        void_succession(succession=row, reason="lại", by=None, at=AT)
    void_succession(succession=better, reason="nhầm đơn vị", by=None, at=AT)
    assert heirs_of(a, TODAY) == Ask((), (NotEstablished(a.pk, LATER),))
    assert str(row) == f"{a.pk} → {b.pk}"


def test_successions_are_append_only() -> None:
    a, b = commune("Xã A"), commune("Xã B")
    (row,) = record_succession(predecessors=[a], successors=[b], on=LATER, by=None, at=AT)
    for change in (lambda: Succession.objects.filter(pk=row.pk).update(share="part"), row.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_kept_tree_forgets_what_was_rolled_back() -> None:
    home, other = province("Tỉnh A"), province("Tỉnh B")
    with transaction.atomic():
        lost = commune("Xã C", home)
        assert ancestor_ids(lost.pk) == {lost.pk, home.pk}
        transaction.set_rollback(True)
    again = commune("Xã C", other)
    assert ancestor_ids(again.pk) == {again.pk, other.pk}


def test_a_body_stands_under_its_parent_and_its_place() -> None:
    home = province("Tỉnh A")
    place = commune("Xã B", home)
    party = add_unit(
        name="Tỉnh ủy A", kind="party_committee", line="party", level="province", starts_on=START, by=None, at=AT
    )
    body = add_unit(
        name="Đảng ủy xã B", kind="party_committee", line="party", level="commune",
        starts_on=START, parent=party, area=place, by=None, at=AT,
    )  # fmt: skip
    assert ancestor_ids(body.pk) == {body.pk, party.pk, place.pk, home.pk}


def test_record_act_gives_the_same_row_for_the_same_number() -> None:
    facts = {"kind": "Kế hoạch", "number": "47-KH/TU", "issuer_text": "Thành ủy Hà Nội", "by": None, "at": AT}
    one = record_act(issued_on=date(2021, 10, 29), **facts)  # type: ignore[arg-type]
    assert record_act(issued_on=date(2021, 10, 29), **facts) == one  # type: ignore[arg-type]
    assert record_act(issued_on=None, **facts) != one  # type: ignore[arg-type]
    assert str(one) == "Kế hoạch 47-KH/TU"
    unnumbered = [record_act(kind="Công văn", by=None, at=AT) for _ in range(2)]
    assert unnumbered[0] != unnumbered[1]
    assert LegalAct.objects.count() == 4


def test_institution_and_rule_sets_in_time() -> None:
    school = add_unit(
        name="Trường Chính trị", kind="school", line="party", level="province", starts_on=START, by=None, at=AT
    )
    home = add_institution(unit=school, code="tct", by=None, at=AT)
    heard: list[RuleSet] = []

    def hear(rule_set: RuleSet, **kwargs: object) -> None:
        heard.append(rule_set)

    rule_set_adopted.connect(hear)
    first = adopt_rule_set(institution=home, starts_on=MID, by=None, at=AT)
    own = {**DEFAULT_RULE_SET, "yearly_need": {"periods": 48}}
    second = adopt_rule_set(institution=home, starts_on=LATER, body=own, by=None, at=AT)
    rule_set_adopted.disconnect(hear)
    assert heard == [first, second]
    assert (first.example, second.example) == (True, False)
    assert first.sha256 != second.sha256
    assert rule_set_on(home, START) is None
    assert rule_set_on(home, date(2025, 6, 30)) == first
    assert rule_set_on(home, LATER) == second
    assert second.body["yearly_need"] == {"periods": 48}
    with pytest.raises(RuleSetExists, match="1/7/2025"):
        adopt_rule_set(institution=home, starts_on=LATER, by=None, at=AT)
    with pytest.raises(BadRuleSet):
        adopt_rule_set(institution=home, starts_on=TODAY, body={**own, "x": {}}, by=None, at=AT)
    with pytest.raises(InstitutionExists):
        add_institution(unit=school, code="other", by=None, at=AT)
    with pytest.raises(InstitutionExists):
        add_institution(unit=province("Tỉnh A"), code="tct", by=None, at=AT)
    assert RuleSet.objects.count() == 2
    assert (str(home), str(first)) == ("tct", f"{home.pk} 2023-01-01")


@pytest.mark.parametrize(
    "bad",
    [
        {"code": "66", "founded_on": START},
        {"founded_on": LATER, "ended_on": START},
    ],
    ids=["code twice on a day", "end before founding"],
)
def test_database_refuses_units(bad: dict[str, object]) -> None:
    Unit.objects.create(code="66", founded_on=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**bad)


@pytest.mark.parametrize(
    "bad", [{"kind": "kingdom"}, {"level": "moon"}, {"line": "red"}, {"starts_on": START}, {"parent": "self"}]
)
def test_database_refuses_versions(bad: dict[str, object]) -> None:
    unit = commune("Xã A")
    facts = {"starts_on": MID, "name": "x", "kind": "commune", "level": "commune", **bad}
    if bad.get("parent"):
        facts["parent"] = unit
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitVersion.objects.create(unit=unit, **facts)


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", gzip.compress(b"{"), gzip.compress(b"[]"), gzip.compress(json.dumps({"format": 2}).encode())],
    ids=["empty", "no gzip", "no json", "list", "other format"],
)
def test_broken_data_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "u.gz").write_bytes(content)
    with pytest.raises(BrokenData, match=r"u\.gz"):
        load_units(path=tmp_path / "u.gz", at=AT)
    with pytest.raises(BrokenData):
        load_units(path=tmp_path / "missing.gz", at=AT)
    assert Unit.objects.count() == 0


def test_before_the_list_is_loaded() -> None:
    commune("Xã A")
    with pytest.raises(NothingLoaded, match="units load"):
        count_communes("Hà Nội", TODAY)
    empty = Unit.objects.create(code="7")
    assert (str(empty), name_on(empty, TODAY), path_on(empty, TODAY)) == ("7", "7", [])
    assert Institution.objects.count() == 0


def test_ancestors_of_a_unit_when_there_is_none() -> None:
    assert ancestor_ids(1) == {1}
