"""Số vào sổ và câu chữ — how numbers and headings read."""

from __future__ import annotations

import pytest

from boiduong.course.recognition.certificates.rules import (
    CREDENTIAL,
    KINDS,
    NUMBER_KINDS,
    heading,
    honorific,
    register_number,
    statement,
)
from boiduong.states import Forbidden


@pytest.mark.parametrize(
    ("entry", "layout", "kind", "expected"),
    [
        (125, "state", "certificate", "0125/2025/CC-TCT"),
        (1, "state", "attestation", "0001/2025/CN-TCT"),
        (9999, "state", "certificate", "9999/2025/CC-TCT"),
        (10000, "state", "certificate", "10000/2025/CC-TCT"),
        (7, "party", "attestation", "0007-CN/TCT"),
    ],
)
def test_register_number(entry: int, layout: str, kind: str, expected: str) -> None:
    """State numbers carry the year, Party numbers do not."""
    assert register_number(entry, year=2025, kind=kind, body="TCT", layout=layout) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Khóa bồi dưỡng kỹ năng", ("Đã hoàn thành chương trình bồi dưỡng", "Kỹ năng")),
        ("Bồi dưỡng  cán bộ Hội", ("Đã hoàn thành chương trình bồi dưỡng", "Cán bộ Hội")),
        ("Lớp tập huấn chuyển đổi số", ("Đã hoàn thành chương trình bồi dưỡng", "Chuyển đổi số")),
        ("Cập nhật kiến thức đối tượng 4", ("Đã hoàn thành khóa bồi dưỡng", "Cập nhật kiến thức đối tượng 4")),
        ("", ("Đã hoàn thành khóa bồi dưỡng", "")),
    ],
)
def test_statement_says_in_service_training_once(title: str, expected: tuple[str, str]) -> None:
    """The heading of the sheet and the program do not repeat each other."""
    assert statement(title) == expected


def test_heading_short_or_by_kind() -> None:
    """A long title does not fit the head of a sheet."""
    assert heading("certificate", " Chứng chỉ ") == "CHỨNG CHỈ"
    assert heading("attestation", "x" * 41) == "GIẤY CHỨNG NHẬN"
    assert heading("diploma", "") == "BẰNG"
    assert set(NUMBER_KINDS) == set(KINDS)


@pytest.mark.parametrize(
    ("sex", "layout", "expected"),
    [("male", "state", "ông"), ("female", "state", "bà"), ("", "state", "ông (bà)"), ("female", "party", "đồng chí")],
)
def test_honorific(sex: str, layout: str, expected: str) -> None:
    """An unknown sex is not guessed."""
    assert honorific(sex, layout=layout) == expected


@pytest.mark.parametrize("state", CREDENTIAL.states)
@pytest.mark.parametrize("act", CREDENTIAL.acts)
def test_states(state: str, act: str) -> None:
    """Every state and every act: what is not in the table is refused."""
    if (state, act) in CREDENTIAL.table:
        assert CREDENTIAL.after(state, act) in CREDENTIAL.states
    else:
        with pytest.raises(Forbidden):
            CREDENTIAL.after(state, act)
