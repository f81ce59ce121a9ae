"""Câu chữ của tin — what is not known leaves no hole in the sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boiduong.course.website.news.rules import NEWS, NewsFacts, write

BARE = NewsFacts(
    course="Khóa bồi dưỡng chủ tịch xã", organizer="Trường Chính trị tỉnh", kind="opening", on=date(2025, 8, 20),
    day=None, starts_on=None, ends_on=None, place="", attendees="", acts="", classes=1, learners=0, units=0, posts=(),
    topics=0, periods=0, topic_titles=(), situations=0, answered=0, recognized=0, judged=0, bands=(), certified=0,
)  # fmt: skip
FULL = replace(
    BARE, kind="closing", day=date(2025, 8, 20), starts_on=date(2025, 8, 4), ends_on=date(2025, 8, 20),
    place="Hội trường lớn", attendees="đại diện Ban Tổ chức Tỉnh ủy", acts="trao chứng chỉ", classes=3, learners=120,
    units=60, posts=("chủ tịch", "phó chủ tịch", "trưởng phòng"), topics=10, periods=80, topic_titles=("A", "B"),
    situations=12, answered=9, recognized=118, judged=120, bands=(("giỏi", 40), ("", 78)), certified=118,
)  # fmt: skip
SENTENCES = {
    "bare": (BARE, "Trường Chính trị tỉnh tổ chức khai giảng khóa bồi dưỡng chủ tịch xã."),
    "place only": (replace(BARE, place="Hội trường"), "Tại Hội trường, Trường Chính trị tỉnh tổ chức"),
    "capitals stay": (replace(BARE, course="UBND xã học"), "khai giảng khóa bồi dưỡng UBND xã học."),
    "one learner": (replace(BARE, learners=1), "có 1 học viên."),
    "units and posts": (
        FULL,
        "120 học viên của 60 cơ quan, đơn vị, địa phương, là chủ tịch, phó chủ tịch và trưởng phòng",
    ),
    "classes": (FULL, "chia thành 3 lớp"),
    "days": (FULL, "Từ ngày 04 tháng 8 năm 2025 đến ngày 20 tháng 8 năm 2025, học viên đã học 10 nội dung (80 tiết)"),
    "one day": (replace(FULL, starts_on=FULL.ends_on), "Học viên đã học 10 nội dung"),
    "no periods": (replace(FULL, periods=0, topic_titles=()), "học 10 nội dung."),
    "answered": (FULL, "12 tình huống từ thực tiễn công tác, trong đó 9 tình huống đã được trả lời."),
    "all answered": (replace(FULL, answered=12), "12 tình huống từ thực tiễn công tác, tất cả đã được trả lời."),
    "the only one answered": (replace(FULL, situations=1, answered=1), "1 tình huống từ thực tiễn công tác, đã được"),
    "more posts": (replace(FULL, more_posts=True), "địa phương, trong đó có chủ tịch, phó chủ tịch và trưởng phòng"),
    "posts are small": (replace(FULL, posts=("Đại biểu HĐND cấp xã",)), "là đại biểu HĐND cấp xã."),
    "not answered": (replace(FULL, answered=0), "12 tình huống từ thực tiễn công tác."),
    "some": (FULL, "118 trong số 120 học viên"),
    "all": (replace(FULL, judged=118), "Kết thúc khóa, 118 học viên được công nhận"),
    "bands": (FULL, "40 học viên xếp loại giỏi (33,9\u00a0%)."),
    "no papers": (replace(FULL, certified=0, bands=()), "hoàn thành chương trình."),
    "attendees": (FULL, "Dự buổi lễ có đại diện Ban Tổ chức Tỉnh ủy."),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences(name: str) -> None:
    facts, expected = SENTENCES[name]
    assert expected in write(facts).text


@pytest.mark.parametrize("facts", [BARE, FULL], ids=["bare", "full"])
def test_no_hole_is_left(facts: NewsFacts) -> None:
    text = write(facts).text
    assert not any(hole in text for hole in ("  ", " ,", " .", "()", "None", ",.", ".."))
    assert all(paragraph[0].isupper() for paragraph in write(facts).paragraphs)
    assert text.endswith("Số liệu tính đến ngày 20 tháng 8 năm 2025.")


def test_results_are_told_at_the_closing_only() -> None:
    assert "công nhận" not in write(replace(FULL, kind="opening")).text


def test_states_lead_to_states() -> None:
    assert set(NEWS.table.values()) <= set(NEWS.states)


def test_a_closing_where_nobody_was_judged_speaks_of_no_result() -> None:
    text = write(replace(FULL, kind="closing", judged=0)).text
    assert "được công nhận" not in text
    assert "Bế giảng" in write(replace(FULL, kind="closing", judged=0)).title
