"""Bài hướng dẫn — its rule and its table of cases run as printed, and what it edits is there to be edited."""

from __future__ import annotations

import re
import sys
from types import ModuleType

import pytest

from docs.named import ROOT, page

TEXT = page("tutorial.md")
STAGE = ROOT / "src/boiduong/course/delivery/enrollment"
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
RULE = "boiduong.course.delivery.enrollment.rules.lodging"
MADE_BY_THE_READER = {"rules/lodging.py", "tests/enrollment/test_enrollment_lodging.py"}


def block(beginning: str) -> str:
    """The printed code that begins so."""
    return next(one for one in BLOCKS if one.startswith(beginning))


def cases_of(test: object) -> list[tuple[object, ...]]:
    """The rows of a parametrized test."""
    (mark,) = test.pytestmark  # type: ignore[attr-defined]
    return [getattr(row, "values", (row,)) for row in mark.args[1]]


def test_tutorial_rule_passes_its_own_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = ModuleType(RULE)
    monkeypatch.setitem(sys.modules, RULE, rule)
    exec(block('"""Chỗ nghỉ — how many'), rule.__dict__)  # noqa: S102 - our own page
    printed: dict[str, object] = {}
    exec(block('"""Chỗ nghỉ — nights by'), printed)  # noqa: S102
    tests = {name: test for name, test in printed.items() if name.startswith("test_")}
    assert sorted(tests) == ["test_lodging_without_coming_is_refused", "test_nights"]
    for test in tests.values():
        assert callable(test)
        for row in cases_of(test):
            test(*row)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:\w+/)*\w+\.(?:py|html))`", TEXT)) - MADE_BY_THE_READER))
def test_tutorial_names_files_that_exist(name: str) -> None:
    assert (ROOT / name).exists() or (STAGE / name).exists()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("services/summoning.py", "rows = _answer([summons.enrollment], confirm, via=via, by=by, at=at, reason=why)"),
        (
            "services/summoning.py",
            "Summons.objects.filter(enrollment__in=rows).update(answered_at=at, answered_via=via)",
        ),
        ("queries/lists.py", "def summons_missing("),
        ("views/public.py", "services.answer_summons(code, yes"),
        ("models.py", "class Summons(models.Model):"),
    ],
)
def test_tutorial_edits_lines_that_are_there(name: str, line: str) -> None:
    assert line in (STAGE / name).read_text(encoding="utf-8")
