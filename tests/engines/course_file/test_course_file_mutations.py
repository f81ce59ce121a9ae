"""Tệp bị sửa bừa — Whatever is done to a file, reading answers with findings and completing with a course or a no."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boiduong.engines.course_file import complete, read
from boiduong.refusals import Refusal

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(Path("samples").glob("*.yaml"))]
TEXTS += [path.read_text(encoding="utf-8") for path in sorted(Path("tests/courses").glob("*.yaml"))]
SNIPPETS = (
    """
\t|{|}|[|]|:|: |,|'|"|- |\n|&a |*a|!x |---\n|0|99999|-1|null|true|assumed: true|2025-13-40|{value: 1}|{from: 9, to: 1}|é
""".strip("\n").split("|")
    + ["\x00", "\ufeff", "? ", "| "]
)
# A whole course is read and completed for each: a few every time, hundreds with `make test-long`.
FEW = max(settings().max_examples // 6, 10)
RELAXED = settings(max_examples=FEW, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from(["2025-02-30", "a", "s"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-5, 10**7), st.floats(), st.text(max_size=6), WORDS)
KEYS = st.sampled_from(["id", "value", "count"])
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner))


def answered(text: str | bytes) -> None:
    """Reading never raises; completing raises nothing but a refusal; every finding speaks."""
    reading = read(text, name="x")
    for one in reading.findings:
        assert one.sentence("vi")
        assert one.sentence("en")
        assert one.line > 0
        assert one.column > 0
    try:
        complete(reading, today=date(2025, 1, 1))
    except Refusal as refusal:
        assert str(refusal)


@RELAXED
@given(st.sampled_from(TEXTS), st.data())
def test_file_with_snippets_thrown_in_is_answered(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(SNIPPETS)) + text[at + cut :]

    answered(text)


@RELAXED
@given(st.sampled_from(TEXTS), st.data())
def test_file_with_lines_moved_or_lost_is_answered(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), line)

    answered("\n".join(lines))


@RELAXED
@given(st.sampled_from(TEXTS), st.data())
def test_file_with_values_replaced_is_answered(text: str, data: st.DataObject) -> None:
    facts = read(text, name="x").facts
    for _ in range(data.draw(st.integers(1, 3))):
        place = facts
        while isinstance(place, dict | list) and place:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            below = place[key]  # type: ignore[call-overload, index]
            if data.draw(st.integers(0, 3)) == 0 or not isinstance(below, dict | list) or not below:
                if data.draw(st.booleans()):
                    place[key] = data.draw(VALUES)  # type: ignore[call-overload, index]
                else:
                    del place[key]  # type: ignore[arg-type]
                break
            place = below

    answered(json.dumps(facts, ensure_ascii=False))


@RELAXED
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_answered(raw: bytes) -> None:
    answered(raw)
