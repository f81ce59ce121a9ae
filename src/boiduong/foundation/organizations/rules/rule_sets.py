"""Bộ quy tắc — the sections of an institution's rule set; every stage reads its own.

The numbers of DEFAULT_RULE_SET are an example to be edited by the institution: some are read in regulations, some are
common practice, some are guesses. No stage may use them other than through the rule set in force.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from boiduong.refusals import Label, Refusal, gettext_noop

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SECTIONS = (
    "time",
    "attendance",
    "marking",
    "bands",
    "completion",
    "eligibility",
    "numbering",
    "certificate",
    "yearly_need",
    "feedback",
)


class BadRuleSet(Refusal):
    """Bộ quy tắc sai — a section or a key that nobody reads, or a value of the wrong kind."""

    text = gettext_noop("The rule set cannot be used: “%(where)s” %(why)s.")


UNKNOWN = gettext_noop("is not known")
MISSING_KEY = gettext_noop("is missing")
WRONG_KIND = gettext_noop("has a value of the wrong kind")
NOT_A_SHARE = gettext_noop("must lie between 0 and 1")
NEGATIVE = gettext_noop("must not be negative")

DEFAULT_RULE_SET: dict[str, Any] = {
    "time": {
        "period_minutes": 45,
        "periods_per_half_day": 4,
        "periods_per_week": 40,
        "half_day_starts": {"morning": "07:30", "afternoon": "13:30"},
        "sitting_max_days": 5,
    },
    "attendance": {
        "max_absent_share": 0.2,
        "excused_counts_as_absent": True,
        "unexcused_weight": 2,
        "late_after_minutes": 15,
        "late_costs_periods": 1,
        "make_up_allowed": True,
        "count_over": "planned_periods",
        "warn_at_share_of_limit": 0.5,
        "leave_levels": [
            {"up_to_half_days": 1, "by": "class_manager"},
            {"up_to_half_days": 2, "by": "training_office"},
            {"by": "principal_and_unit"},
        ],
    },
    "marking": {
        "pass_share": 0.5,
        "step": 0.5,
        "markers": 2,
        "max_difference": 1.0,
        "resits": 1,
        "resit_within_days": 30,
        "appeal_within_days": 7,
        "amend_needs_second_person": True,
    },
    "bands": {
        "overall": [
            {"name": "xuất sắc", "from": 9},
            {"name": "giỏi", "from": 8},
            {"name": "khá", "from": 7},
            {"name": "trung bình", "from": 5},
        ],
        "barred": [{"band": "giỏi", "when": "resit"}],
    },
    "completion": {
        "requires": ["full_participation", "each_item", "conduct"],
        "exception_by": "principal",
        "judged": "each_item",
    },
    "eligibility": {
        "target_group": "block",
        "same_topics_within_years": {"level": "warn", "years": 3},
        "clash": "block",
        "unit_keeps_one_leader": "warn",
        "age": "ignore",
        "yearly_need": "ignore",
    },
    "numbering": {
        "state": {"restart": "year"},
        "party": {"restart": "committee_term"},
        "register": {"restart": "year"},
    },
    "certificate": {
        "once": True,
        "reissue_only_for": "issuer_mistake",
        "lost_gives": "completion_paper",
        "answer_within_working_days": 5,
        "revocation_grounds": ["fraud", "wrong_person", "altered", "lent", "issuer_error"],
    },
    "yearly_need": {"periods": 40},
    "feedback": {"invalid_blank_share": 0.05, "suppress_below": 5, "bands": [2, 4, 6, 8]},
}

T = TypeVar("T", bound="DataclassInstance")
Reader = Callable[[Mapping[str, Any]], object]
_readers: dict[str, Reader] = {}


def section_reader(name: str) -> Callable[[Reader], Reader]:
    """Người đọc một phần — a stage registers the function that reads its section; it raises BadRuleSet."""

    def keep(function: Reader) -> Reader:
        _readers[name] = function
        return function

    return keep


def check_rule_set(body: object) -> dict[str, Any]:
    """Kiểm tra bộ quy tắc — known sections only, all there, each a mapping that its stage can read.

    Returns a plain copy; raises BadRuleSet naming the section or key.
    """
    if not isinstance(body, Mapping):
        raise BadRuleSet(where="…", why=Label(WRONG_KIND))
    for name in body:
        if name not in SECTIONS:
            raise BadRuleSet(where=str(name), why=Label(UNKNOWN))
    for name in SECTIONS:
        if name not in body:
            raise BadRuleSet(where=name, why=Label(MISSING_KEY))
        if not isinstance(body[name], Mapping):
            raise BadRuleSet(where=name, why=Label(WRONG_KIND))
        reader = _readers.get(name)
        if reader is not None:
            reader(body[name])
    try:
        plain: dict[str, Any] = json.loads(json.dumps(dict(body), ensure_ascii=False, allow_nan=False))
    except (TypeError, ValueError):
        raise BadRuleSet(where="…", why=Label(WRONG_KIND)) from None
    return plain


def read_section(shape: type[T], name: str, values: Mapping[str, Any]) -> T:
    """Đọc một phần — make the frozen dataclass `shape` from a section.

    Unknown or missing keys and values of the wrong kind raise BadRuleSet; numbers are never negative, and a key that
    ends in `share` (or has `share_of`) lies between 0 and 1. Lists become tuples.
    """
    hints = _hints(shape)
    known = {f.name: f for f in fields(shape)}
    for key in values:
        if key not in known:
            raise BadRuleSet(where=f"{name}.{key}", why=Label(UNKNOWN))
    made: dict[str, object] = {}
    for key, field in known.items():
        if key in values:
            made[key] = _value(values[key], hints[key], f"{name}.{key}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise BadRuleSet(where=f"{name}.{key}", why=Label(MISSING_KEY))
    return shape(**made)


@lru_cache(64)
def _hints(shape: type) -> dict[str, Any]:
    """The types of a section as objects: they are the same as long as the program runs, and dear to look up."""
    return typing.get_type_hints(shape)


def _value(value: object, hint: Any, where: str) -> object:
    """One value after its type; int passes for float, a bool is no number."""
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    if value is None and types.NoneType in options:
        return None
    if not any(_fits(value, typing.get_origin(option) or option) for option in options):
        raise BadRuleSet(where=where, why=Label(WRONG_KIND))
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < 0:
            raise BadRuleSet(where=where, why=Label(NEGATIVE))
        if (where.endswith("share") or "share_of" in where) and value > 1:
            raise BadRuleSet(where=where, why=Label(NOT_A_SHARE))
    return tuple(value) if isinstance(value, list) else value


def _fits(value: object, kind: Any) -> bool:
    if kind in (int, float):
        numbers = (int, float) if kind is float else (int,)
        return isinstance(value, numbers) and not isinstance(value, bool)
    if kind is tuple:
        return isinstance(value, list | tuple)
    if kind in (dict, Mapping) or getattr(kind, "__name__", "") == "Mapping":
        return isinstance(value, Mapping)
    return kind is Any or isinstance(value, kind)
