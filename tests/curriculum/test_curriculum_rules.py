"""The rules of lecturers, programs and topics."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boiduong.course.curriculum.lecturers import rules as lecturers
from boiduong.course.curriculum.programs import rules as programs
from boiduong.course.curriculum.topics import rules as topics
from boiduong.refusals import Refusal

ASKED = {"asked_as": "post", "has_person": False, "post_text": "Trưởng ban", "body_text": "", "rank_text": "",
         "standing": "reporter"}  # fmt: skip
ITEM = {"title": "Bài thu hoạch", "kind": "report", "scale": "points", "scale_max": Decimal(10), "step": Decimal("0.5"),
        "pass_share": Decimal("0.5"), "bands": [], "markers": 2}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({}, None, id="post-said"),
        pytest.param({"post_text": " "}, lecturers.LecturerNotSaid, id="post-not-said"),
        pytest.param({"asked_as": "person"}, lecturers.LecturerNotSaid, id="person-not-said"),
        pytest.param({"asked_as": "person", "has_person": True}, None, id="person-said"),
        pytest.param({"asked_as": "body", "body_text": "Sở Nội vụ"}, None, id="body-said"),
        pytest.param({"asked_as": "rank"}, lecturers.LecturerNotSaid, id="rank-not-said"),
        pytest.param({"asked_as": "friend"}, lecturers.UnknownStanding, id="unknown-way"),
        pytest.param({"standing": "guest"}, lecturers.UnknownStanding, id="unknown-standing"),
    ],
)
def test_check_asked(change: dict[str, object], refusal: type[Refusal] | None) -> None:
    facts = {**ASKED, **change}
    if refusal is None:
        lecturers.check_asked(**facts)
    else:
        with pytest.raises(refusal):
            lecturers.check_asked(**facts)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({}, None, id="points-of-ten"),
        pytest.param({"title": ""}, programs.ProgramNotSaid, id="no-title"),
        pytest.param({"kind": "song"}, programs.BadScale, id="unknown-kind"),
        pytest.param({"scale": "stars"}, programs.BadScale, id="unknown-scale"),
        pytest.param({"scale_max": None}, programs.ProgramNotSaid, id="points-without-maximum"),
        pytest.param({"scale_max": Decimal(0), "step": None}, programs.ProgramNotSaid, id="points-of-zero"),
        pytest.param({"scale": "bands", "scale_max": None}, programs.ProgramNotSaid, id="bands-without-names"),
        pytest.param({"scale": "bands", "scale_max": None, "bands": [{"name": "giỏi"}]}, None, id="bands"),
        pytest.param({"scale": "pass_fail", "scale_max": None, "step": None}, None, id="pass-fail"),
        pytest.param({"pass_share": Decimal("1.5")}, programs.BadScale, id="share-over-one"),
        pytest.param({"pass_share": None}, None, id="no-share"),
        pytest.param({"step": Decimal(0)}, programs.BadScale, id="step-zero"),
        pytest.param({"step": Decimal(11)}, programs.BadScale, id="step-over-maximum"),
        pytest.param({"markers": 0}, programs.BadScale, id="nobody-marks"),
        pytest.param({"markers": 4}, programs.BadScale, id="four-mark"),
    ],
)
def test_check_item(change: dict[str, object], refusal: type[Refusal] | None) -> None:
    facts = {**ITEM, **change}
    if refusal is None:
        programs.check_item(**facts)
    else:
        with pytest.raises(refusal):
            programs.check_item(**facts)


@pytest.mark.parametrize(
    ("title", "judged", "choose", "refusal"),
    [
        ("Phần một", "apart", 2, None),
        (" ", "apart", None, programs.ProgramNotSaid),
        ("Phần một", "maybe", None, programs.BadScale),
        ("Phần một", "not", 0, programs.BadScale),
    ],
)
def test_check_part(title: str, judged: str, choose: int | None, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        programs.check_part(title=title, judged=judged, choose_at_least=choose)
    else:
        with pytest.raises(refusal):
            programs.check_part(title=title, judged=judged, choose_at_least=choose)


@pytest.mark.parametrize(
    ("title", "kind", "periods", "refusal"),
    [
        ("Chuyên đề", "lecture", 4, None),
        ("Chuyên đề", "lecture", None, None),
        ("", "lecture", 4, topics.TopicNotSaid),
        ("Chuyên đề", "karaoke", 4, topics.BadTopic),
        ("Chuyên đề", "lecture", 0, topics.BadTopic),
        ("Chuyên đề", "lecture", 401, topics.BadTopic),
    ],
)
def test_check_topic(title: str, kind: str, periods: int | None, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        topics.check_topic(title=title, kind=kind, periods=periods)
    else:
        with pytest.raises(refusal):
            topics.check_topic(title=title, kind=kind, periods=periods)


@pytest.mark.parametrize(
    ("count", "parts", "refusal"),
    [
        (3, {"Tự chọn": (2, 2), "Bắt buộc": (None, 1)}, None),
        (0, {}, topics.NoTopics),
        (3, {"Tự chọn": (3, 2)}, topics.ElectivesFewerThanAsked),
    ],
)
def test_check_offer(count: int, parts: dict[str, tuple[int | None, int]], refusal: type[Refusal] | None) -> None:
    if refusal is None:
        topics.check_offer(topics=count, parts=parts)
    else:
        with pytest.raises(refusal):
            topics.check_offer(topics=count, parts=parts)
