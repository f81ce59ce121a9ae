"""Việc của chương trình — versions, parts and items; freezing a version, deriving the next one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, Model

from boiduong.course.curriculum.programs.events import version_derived, version_freezing, version_frozen
from boiduong.course.curriculum.programs.models import CompletionItem, Program, ProgramPart, ProgramVersion
from boiduong.course.curriculum.programs.permissions import can_write, can_write_for
from boiduong.course.curriculum.programs.rules import ProgramNotSaid, check_item, check_part
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Label, Refusal, gettext_noop

PART_FIELDS = ("title", "choose_at_least", "judged")
ITEM_FIELDS = (
    "kind", "title", "part", "scale", "scale_max", "bands", "step", "pass_share", "one_of", "required", "markers",
    "forms_text", "assumed",
)  # fmt: skip


class VersionFrozen(Refusal):
    """Phiên bản đã chốt."""

    text = gettext_noop("This version of the program is fixed. Make a new version to change it.")


class VersionExists(Refusal):
    """Trùng tên phiên bản."""

    text = gettext_noop("The program has a version “%(label)s” already.")


class PartInUse(Refusal):
    """Phần còn chuyên đề."""

    text = gettext_noop("“%(title)s” still holds topics or work. Move or remove them first.")


def one_line(text: str, limit: int = 500) -> str:
    """Một dòng chữ — composed letters, single blanks, no control characters."""
    return " ".join(nfc(text).replace("\0", "").split())[:limit]


def require_open(version: ProgramVersion, *, by: User | None) -> None:
    """Còn soạn được — raises NotAllowed, VersionFrozen."""
    require(can_write(by, version.program))
    if version.frozen_at is not None:
        raise VersionFrozen


def hold_version(version: ProgramVersion) -> None:
    """Giữ phiên bản — as it stands now, until the act ends; nobody else changes or fixes it meanwhile."""
    version.refresh_from_db(
        fields=["frozen_at", "approved_by"], from_queryset=ProgramVersion.objects.select_for_update()
    )


def hold_open(version: ProgramVersion) -> None:
    """Giữ phiên bản còn soạn — the first thing in every act that changes one. Raises VersionFrozen."""
    hold_version(version)
    if version.frozen_at is not None:
        raise VersionFrozen


def create_program(
    *,
    name: str,
    issuer: Unit | None,
    by: User | None,
    at: datetime,
    label: str = "1",
    starts_on: date | None = None,
    taken_from_text: str = "",
) -> ProgramVersion:
    """Lập chương trình — with its first version, which is returned; raises NotAllowed, ProgramNotSaid."""
    require(can_write_for(by, issuer))
    title = one_line(name)
    if not title:
        raise ProgramNotSaid(what=Label(gettext_noop("the name of the program")))
    with acting(by, "programs.create_program", at=at) as act:
        program = Program.objects.create(name=title, issuer=issuer)
        version = ProgramVersion.objects.create(
            program=program, label=one_line(label, 80) or "1", starts_on=starts_on,
            taken_from_text=one_line(taken_from_text),
        )  # fmt: skip
        act.record(version, after={"program": program.pk, "label": version.label})
    return version


def _next(rows: type[Model], version: ProgramVersion) -> int:
    top = rows._default_manager.filter(version=version).aggregate(top=Max("position"))["top"]
    return int(top or 0) + 1


def add_part(
    version: ProgramVersion,
    *,
    title: str,
    by: User | None,
    at: datetime,
    choose_at_least: int | None = None,
    judged: str = "together",
) -> ProgramPart:
    """Thêm phần — after the last one; raises NotAllowed, VersionFrozen, ProgramNotSaid, BadScale."""
    require_open(version, by=by)
    check_part(title=title, judged=judged, choose_at_least=choose_at_least)
    with acting(by, "programs.add_part", at=at) as act:
        hold_open(version)
        part = ProgramPart.objects.create(
            version=version, position=_next(ProgramPart, version), title=one_line(title), judged=judged,
            choose_at_least=choose_at_least,
        )  # fmt: skip
        act.record(part, after={"version": version.pk})
    return part


def edit_part(part: ProgramPart, *, by: User | None, at: datetime, **facts: object) -> ProgramPart:
    """Sửa phần — title, how many to choose, how it is judged."""
    require_open(part.version, by=by)
    for name in PART_FIELDS:
        if name in facts:
            setattr(part, name, facts[name])
    check_part(title=part.title, judged=part.judged, choose_at_least=part.choose_at_least)
    with acting(by, "programs.edit_part", at=at) as act:
        hold_open(part.version)
        part.save()
        act.record(part, after={"changed": ", ".join(sorted(facts))})
    return part


def remove_part(part: ProgramPart, *, by: User | None, at: datetime) -> None:
    """Bỏ phần — an empty one; raises NotAllowed, VersionFrozen, PartInUse."""
    require_open(part.version, by=by)
    with acting(by, "programs.remove_part", at=at) as act:
        hold_open(part.version)
        # Topics are a later stage; the relation is there without knowing it.
        held = [r for r in part._meta.related_objects if r.get_accessor_name() in ("topics", "completionitem_set")]
        if any(getattr(part, str(r.get_accessor_name())).exists() for r in held):
            raise PartInUse(title=part.title)
        act.record(part, before={"version": part.version_id})
        part.delete()


def _checked(item: CompletionItem) -> None:
    for name in ("scale_max", "step", "pass_share"):
        value = getattr(item, name)
        setattr(item, name, None if value is None else Decimal(str(value)))
    check_item(
        title=item.title, kind=item.kind, scale=item.scale, scale_max=item.scale_max, step=item.step,
        pass_share=item.pass_share, bands=item.bands, markers=item.markers,
    )  # fmt: skip


def add_item(version: ProgramVersion, *, title: str, by: User | None, at: datetime, **facts: object) -> CompletionItem:
    """Thêm nội dung đánh giá — a report in points of 10 by two markers unless said; alternatives share `one_of`.

    Raises NotAllowed, VersionFrozen, ProgramNotSaid, BadScale.
    """
    require_open(version, by=by)
    item = CompletionItem(version=version, title=one_line(title, 300))
    if facts.get("scale", "points") == "points":
        item.scale_max, item.step, item.pass_share = Decimal(10), Decimal("0.5"), Decimal("0.5")
    for name in ITEM_FIELDS:
        if name in facts:
            setattr(item, name, facts[name])
    _checked(item)
    with acting(by, "programs.add_item", at=at) as act:
        hold_open(version)
        item.position = _next(CompletionItem, version)
        item.save()
        act.record(item, after={"version": version.pk, "kind": item.kind})
    return item


def edit_item(item: CompletionItem, *, by: User | None, at: datetime, **facts: object) -> CompletionItem:
    """Sửa nội dung đánh giá."""
    require_open(item.version, by=by)
    for name in ITEM_FIELDS:
        if name in facts:
            setattr(item, name, facts[name])
    _checked(item)
    with acting(by, "programs.edit_item", at=at) as act:
        hold_open(item.version)
        item.save()
        act.record(item, after={"changed": ", ".join(sorted(facts))})
    return item


def remove_item(item: CompletionItem, *, by: User | None, at: datetime) -> None:
    """Bỏ nội dung đánh giá."""
    require_open(item.version, by=by)
    with acting(by, "programs.remove_item", at=at) as act:
        hold_open(item.version)
        act.record(item, before={"version": item.version_id})
        item.delete()


def freeze_version(
    version: ProgramVersion, *, by: User | None, at: datetime, document: Document | None = None
) -> ProgramVersion:
    """Chốt chương trình — from now on a change is a new version; a version fixed before stays as it is.

    Raises NotAllowed, and what the stage of topics refuses with (NoTopics, ElectivesFewerThanAsked).
    """
    require(can_write(by, version.program))
    with acting(by, "programs.freeze_version", at=at) as act:
        hold_version(version)
        if version.frozen_at is not None:
            return version
        version_freezing.send(sender=None, version=version)
        version.frozen_at = at
        version.approved_by = document or version.approved_by
        version.save(update_fields=["frozen_at", "approved_by"])
        act.record(version, after={"frozen": True})
        version_frozen.send(sender=None, version=version, by=by, at=at)
    return version


def derive_version(
    source: ProgramVersion,
    *,
    label: str,
    by: User | None,
    at: datetime,
    keep: list[int] | None = None,
    starts_on: date | None = None,
) -> ProgramVersion:
    """Lập phiên bản mới từ bản cũ — parts, items and topics (those of `keep`, or all) are copied with their lineage.

    Raises NotAllowed, VersionExists, ProgramNotSaid.
    """
    require(can_write(by, source.program))
    name = one_line(label, 80)
    if not name:
        raise ProgramNotSaid(what=Label(gettext_noop("the name of the version")))
    if source.program.versions.filter(label=name).exists():
        raise VersionExists(label=name)
    with acting(by, "programs.derive_version", at=at) as act:
        hold_version(source)
        version = ProgramVersion.objects.create(
            program=source.program, label=name, starts_on=starts_on, taken_from=source,
            taken_from_text=source.taken_from_text, assumed=source.assumed,
        )  # fmt: skip
        parts = {part.pk: _copy(part, version=version) for part in source.parts.all()}
        items = {
            item.pk: _copy(item, version=version, part=parts[item.part_id] if item.part_id else None)
            for item in source.items.all()
        }
        version_derived.send(sender=None, source=source, version=version, keep=keep, parts=parts, items=items)
        act.record(version, after={"program": source.program_id, "label": name, "from": source.pk})
    return version


def _copy(row: Model, **changes: object) -> Model:
    """The same row again, under another version."""
    facts = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)._default_manager.create(**{**facts, **changes})
