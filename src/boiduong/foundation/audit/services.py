"""Ghi nhật ký — the wrapper of every act: one transaction, and the audit rows written last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import connection, models, transaction

from boiduong.foundation.audit.models import AuditEvent, AuditHead
from boiduong.foundation.audit.rules import GENESIS, chain_hash, digest, digest_reason
from boiduong.web.prepared import prepared


class Actor(Protocol):
    """Người làm — whoever acts: a user, or None for the system."""

    @property
    def pk(self) -> int:  # noqa: D102
        ...

    def get_username(self) -> str:  # noqa: D102
        ...


_origin: ContextVar[str] = ContextVar("origin", default="web")


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """Nguồn — web, api, cli, import, sync or job, for the acts inside this block."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


@dataclass
class Act:
    """Một việc đang làm — collects the audit rows of one transaction."""

    name: str
    at: datetime
    actor_id: int | None
    actor_label: str
    rows: list[dict[str, object]] = field(default_factory=list)

    def record(
        self,
        thing: models.Model,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
        reason: str = "",
    ) -> None:
        """Ghi một dòng — ids, states and digests of one thing."""
        self._add(thing._meta.label, str(thing.pk), before, after, reason)

    def record_many(
        self,
        model: type[models.Model],
        ids: Iterable[object],
        *,
        after: Mapping[str, object],
        reason: str = "",
    ) -> None:
        """Ghi một dòng cho cả danh sách — number and digest of the ids."""
        listed = [str(i) for i in ids]
        facts = {**after, "count": len(listed), "ids": digest(listed)}
        self._add(model._meta.label, "*", None, facts, reason)

    def _add(
        self,
        object_type: str,
        object_id: str,
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
        reason: str,
    ) -> None:
        self.rows.append(
            {
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor_id": self.actor_id,
                "actor_label": self.actor_label,
                "act": self.name,
                "object_type": object_type,
                "object_id": object_id,
                "before": None if before is None else {k: _plain(v) for k, v in before.items()},
                "after": None if after is None else {k: _plain(v) for k, v in after.items()},
                "reason_digest": digest_reason(reason),
                "origin": _origin.get(),
            }
        )


_current: ContextVar[list[dict[str, object]] | None] = ContextVar("acting", default=None)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


@contextmanager
def acting(by: Actor | None, name: str, *, at: datetime) -> Iterator[Act]:
    """Một việc trọn vẹn — transaction, rows of the act, then the audit rows.

    An act inside another one joins its transaction and its rows, so the head of the chain is locked once, last.
    """
    act = Act(name=name, at=at, actor_id=by.pk if by else None, actor_label=by.get_username() if by else "")
    outer = _current.get()
    if outer is not None:
        with transaction.atomic():
            yield act
        outer.extend(act.rows)
        return
    rows: list[dict[str, object]] = []
    token = _current.set(rows)
    try:
        with transaction.atomic():
            yield act
            rows.extend(act.rows)
            _append(rows)
    finally:
        _current.reset(token)


def carry_over(events: Iterable[AuditEvent]) -> None:
    """Nối nhật ký của một bản sao — rows written in a copy of the register are set on our chain, in their order.

    Call it inside the transaction that brings over what the rows tell of.
    """
    _append(
        [
            {
                "at": one.at.astimezone(UTC).isoformat(timespec="microseconds"),
                **{name: getattr(one, name) for name in CARRIED},
            }
            for one in events
        ]
    )


CARRIED = ("actor_id", "actor_label", "act", "object_type", "object_id", "before", "after", "reason_digest", "origin")


def _append(rows: list[dict[str, object]]) -> None:
    """Chain the rows after the head; the head row is the last lock taken."""
    if not rows:
        return
    seq, previous = _locked_head()
    events: list[tuple[object, ...]] = []
    for facts in rows:
        seq += 1
        made = chain_hash(previous, {"seq": seq, **facts})
        at = datetime.fromisoformat(str(facts["at"]))
        events.append((seq, at, previous, made, *(facts[name] for name in CARRIED)))
        previous = made
    add_rows(AuditEvent, ("seq", "at", "prev_hash", "hash", *CARRIED), events)
    AuditHead.objects.filter(pk=1).update(seq=seq, hash=previous)


def _locked_head() -> tuple[int, str]:
    """Number and hash of the one head row, locked; two first writers may both try to make it, and one does."""
    found = _head()
    if not found:
        add_rows(AuditHead, ("id", "seq", "hash"), [(1, 0, GENESIS)], once_by=("id",))
        found = _head()
    return int(found[0][0]), str(found[0][1])


@prepared
def _head() -> models.QuerySet[AuditHead, Any]:
    return AuditHead.objects.select_for_update().filter(pk=1).values_list("seq", "hash")


# Up to so many different values a list is written by one UPDATE for each; beyond that by one CASE over all.
FEW_VALUES = 12


def write_back(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Ghi lại nhiều dòng — the named columns of rows of one model, in as few statements as the values allow.

    A long CASE costs far more than a few plain updates, and most acts give a whole list the same state.
    """
    if not rows:
        return
    manager = type(rows[0])._default_manager
    groups: dict[tuple[object, ...], list[object]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, name) for name in fields), []).append(row.pk)
    if len(groups) > FEW_VALUES:
        manager.bulk_update(rows, list(fields), batch_size=500)
        return
    for values, ids in groups.items():
        manager.filter(pk__in=ids).update(**dict(zip(fields, values, strict=True)))


def add_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    once_by: Sequence[str] = (),
    replacing: Sequence[str] = (),
) -> None:
    """Thêm nhiều dòng — plain values in the order of `columns`, for ledgers that grow by hundreds of rows an act.

    Objects of the database, which `bulk_create` wants, cost several times what their rows do; nothing is handed back,
    and no default of the model is used. A row that is there already by the columns `once_by` is left as it is, or takes
    the new values of the columns `replacing`.
    """
    if not rows:
        return
    fields = {field.name: field for field in model._meta.concrete_fields}
    written = [
        [fields[name].get_db_prep_save(value, connection) for value in values]
        for name, values in zip(columns, zip(*rows, strict=True), strict=True)
    ]

    def named(names: Sequence[str]) -> list[str]:
        return [connection.ops.quote_name(fields[name].column or name) for name in names]

    statement = _insert(model._meta.db_table, named(columns), named(once_by), named(replacing))
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*written, strict=True)))


def _insert(table: str, columns: Sequence[str], once_by: Sequence[str], replacing: Sequence[str]) -> str:
    """The statement of `add_rows` in words that both databases know; only names of columns are written into it."""
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
    if not once_by:
        return statement
    taken = ", ".join(f"{name} = EXCLUDED.{name}" for name in replacing)
    return f"{statement} ON CONFLICT ({', '.join(once_by)}) DO {f'UPDATE SET {taken}' if taken else 'NOTHING'}"
