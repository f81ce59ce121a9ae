"""Template tags: drawings, words of states, dates and numbers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from boiduong.web import drawings
from boiduong.web.icons import ICONS
from boiduong.web.registry import Action, Need, RailPhase, RailStep, StepFacts
from boiduong.web.templatetags import boiduong as tags


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def drawn(source: str, **facts: object) -> str:
    """A template drawn from text."""
    return engines["django"].from_string("{% load boiduong %}" + source).render(facts)


def rail_of(*states: str) -> list[RailPhase]:
    """A rail with two phases."""
    steps = tuple(RailStep(f"s{i}", f"Step {i}", f"/{i}/", StepFacts(s)) for i, s in enumerate(states, 1))
    return [RailPhase("One", steps[:2]), RailPhase("Two", steps[2:])]


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icon_is_well_formed_and_silent(name: str) -> None:
    ElementTree.fromstring(drawings.icon(name))  # noqa: S314 - our own text
    assert 'aria-hidden="true"' in drawn('{% icon "' + name + '" %}')


def test_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        drawings.icon("no-such")


@pytest.mark.parametrize("state", ["valid", "replaced", "revoked", "unknown"])
def test_drum_has_its_own_shape_and_words(state: str) -> None:
    text = drawn("{% drum state %}", state=state)
    ElementTree.fromstring(text)  # noqa: S314 - our own text
    assert re.search(r'role="img" aria-label="[^"]{10,}"', text)
    others = {drawings.drum(s).replace(s, "") for s in drawings.DRUM_SIGNS if s != state}
    assert drawings.drum(state).replace(state, "") not in others


def test_unknown_verdict_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        drawings.drum("maybe")


def test_labels_of_drawings_are_escaped() -> None:
    text = drawn("{% course_ring 1 2 4 label %}", label='"><script>')
    assert "<script>" not in text
    ElementTree.fromstring(text)  # noqa: S314 - our own text


@pytest.mark.parametrize(
    ("done", "now", "total", "states"),
    [(4, 5, 16, (4, 1, 11)), (0, 1, 3, (0, 1, 2)), (3, None, 3, (3, 0, 0)), (0, None, 0, (0, 0, 0))],
)
def test_course_ring_draws_one_tick_a_step(
    done: int, now: int | None, total: int, states: tuple[int, int, int]
) -> None:
    text = tags.course_ring(done, now, total, "ring")
    counted = tuple(len(re.findall(rf'<path class="ring-{s}"', text)) for s in ("done", "now", "todo"))
    assert counted == states
    assert f">{done}/{total}</text>" in text


def test_rail_ring_leaves_out_what_does_not_apply() -> None:
    text = tags.rail_ring(rail_of("done", "now", "off", "todo"))
    assert ">1/3</text>" in text
    assert 'aria-label="1 of 3 steps are done"' in text


@pytest.mark.parametrize(("running", "word", "now"), [(0, "–", 0), (1, "1", 1), (5, "5", 1), (6, "5", 0), (-2, "0", 0)])
def test_phase_ring_shows_the_phase_at_work(running: int, word: str, now: int) -> None:
    text = tags.phase_ring(running)
    assert f">{word}</text>" in text
    assert text.count('class="ring-now"') == now


def test_rail_marks_states_in_words_and_opens_the_phase_at_work() -> None:
    rail = rail_of("done", "done", "now", "off")
    text = drawn('{% include "web/components/rail.html" with here="s4" %}', rail=rail)
    assert text.count("<details open>") == 1
    assert "done 2/2" in text
    assert 'aria-current="step"' in text
    assert 'aria-current="page"' in text
    assert ", does not apply" in " ".join(text.split())


def test_rail_of_phases_to_come_counts_their_steps() -> None:
    rail = rail_of("now", "todo", "todo")
    text = drawn('{% include "web/components/rail.html" %}', rail=rail)
    assert "under way" in text
    assert "1 step<" in text
    assert tags.phase_open(rail[1], None) is False


@pytest.mark.parametrize(
    ("states", "here", "place", "phase"),
    [
        (("done", "done", "now", "todo"), "", "Step 3 of 4: Step 3", 2),
        (("done", "done", "now", "todo"), "s1", "Step 1 of 4: Step 1", 2),
        (("done", "done", "done", "off"), "", "The 3 steps of the course", 3),
        (("off", "done", "now", "off"), "", "Step 2 of 2: Step 3", 2),
        (("off", "done", "now", "off"), "s4", "Step 3 of 3: Step 4", 2),
    ],
)
def test_rail_place_names_the_step(states: tuple[str, ...], here: str, place: str, phase: int) -> None:
    assert tags.rail_place(rail_of(*states), here) == place
    assert tags.running_phase(rail_of(*states)) == phase


def test_step_without_address_is_no_link() -> None:
    phase = RailPhase("One", (RailStep("a", "Alone", "", StepFacts("todo", note="soon")),))
    text = drawn('{% include "web/components/rail.html" %}', rail=[phase])
    assert '<span class="rail-step">Alone' in text
    assert "<small>soon</small>" in text


def test_checklist_counts_only_what_blocks() -> None:
    needs = [Need("a"), Need("b", level="clock"), Need("<i>c</i>", level="done")]
    text = drawn('{% include "web/components/checklist.html" with title="T" %}', needs=needs)
    assert "1 missing" in text
    assert "&lt;i&gt;c&lt;/i&gt;" in text
    assert "1 waiting" in tags.missing_tag(needs[1:])
    assert "complete" in tags.missing_tag(needs[2:])


def test_tag_escapes_its_words() -> None:
    assert tags.tag("good", "<b>") == f'<span class="tag tag-good">{drawings.icon("check")}&lt;b&gt;</span>'
    assert drawings.icon("seal") in tags.tag("good", "x", "seal")


@pytest.mark.parametrize(
    ("level", "kind", "icon"),
    [("success", "good", "check"), ("warning", "wait", "clock"), ("error", "bad", "alert"), ("info", "info", "help")],
)
def test_message_has_kind_and_icon(level: str, kind: str, icon: str) -> None:
    assert (tags.notice_kind(level), tags.notice_icon(level)) == (kind, icon)


MORNING = datetime(2025, 8, 17, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("vn_date", date(2025, 8, 5), "5/8/2025"),
        ("vn_date", MORNING, "18/8/2025"),
        ("vn_date", None, ""),
        ("vn_date", "x", ""),
        ("vn_date_words", date(2025, 2, 5), "ngày 05 tháng 02 năm 2025"),
        ("vn_date_words", None, ""),
        ("vn_weekday", date(2025, 8, 18), "Monday, 18/8/2025"),
        ("vn_weekday", None, ""),
        ("vn_datetime", MORNING, "1:05, 18/8/2025"),
        ("vn_datetime", datetime(2025, 8, 18, 7, 30), "7:30, 18/8/2025"),  # noqa: DTZ001
        ("vn_datetime", None, ""),
        ("vn_number", 1960, "1.960"),
        ("vn_number", Decimal("6.50"), "6,5"),
        ("vn_number", None, ""),
        ("vn_number", "<b>", "&lt;b&gt;"),
        ("unlocalized", 1960, "1960"),
        ("person_name", "Bi\u0300nh  An", "Bình An"),
        ("person_name", SimpleNamespace(full_name="H'Hen Niê"), "H&#x27;Hen Niê"),
        ("person_name", None, ""),
    ],
)
def test_filter_writes_as_an_office_does(source: str, value: object, text: str) -> None:
    assert drawn("{{ value|" + source + " }}", value=value) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2025, 8, 18), date(2025, 8, 22), "18–22/8/2025"),
        (date(2025, 8, 18), None, "18/8/2025"),
        (None, date(2025, 8, 22), "22/8/2025"),
        (date(2025, 8, 22), date(2025, 8, 18), "22/8/2025–18/8/2025"),
        (None, None, ""),
    ],
)
def test_daterange_never_fails(start: date | None, end: date | None, text: str) -> None:
    assert tags.vn_daterange(start, end) == text


def test_table_frame_is_reachable_by_keyboard() -> None:
    text = drawn('{% table label "roll" %}<tbody></tbody>{% endtable %}', label="Learners & co")
    assert 'role="group" aria-label="Learners &amp; co" tabindex="0"' in text
    assert '<table class="table table-cards roll"><tbody></tbody></table>' in text


def test_table_without_a_label_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError, match="label"):
        drawn("{% table %}{% endtable %}")


def test_action_that_changes_something_is_a_form() -> None:
    text = drawn('{% include "web/components/action.html" %}', action=Action("Do", "/do/?a=1&b=2", "post"))
    assert '<form method="post" action="/do/?a=1&amp;b=2">' in text


def test_step_page_keeps_one_order() -> None:
    facts = StepFacts("now", title="Place 2 sessions", main=Action("Place", "/p/"), needs=(Need("No hall"),))
    rail = [RailPhase("One", (RailStep("a", "A", "/a/", facts), RailStep("b", "B", "/b/", StepFacts())))]
    source = '{% extends "web/base_step.html" %}{% block step %}THE STEP{% endblock %}'
    text = engines["django"].from_string(source).render({"rail": rail, "here": "a", "title": "Timetable"})
    marks = ["<h1>Timetable", "course-ring", "rail-jump", "Place 2 sessions", "No hall", "THE STEP", 'id="steps"']
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert 'href="#steps"' in text


def test_step_page_without_facts_shows_no_empty_panel() -> None:
    source = '{% extends "web/base_step.html" %}'
    text = engines["django"].from_string(source).render({"rail": rail_of("todo"), "here": "zz", "title": "T"})
    assert 'class="next"' not in text
    assert 'class="checklist"' not in text
    assert tags.facts_of(rail_of("todo"), "zz") is None


def test_weekday_is_named_in_the_language_of_the_page() -> None:
    with translation.override("vi"):
        assert tags.vn_weekday(date(2025, 8, 18)) == "Thứ Hai, 18/8/2025"
    with translation.override("en"):
        assert tags.vn_weekday(date(2025, 8, 17)) == "Sunday, 17/8/2025"


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ((26, 7, 30), (26, 10, 30), "7:30–10:30, 26/10/2022"),
        ((25, 0, 0), (25, 12, 30), "until 12:30, 25/10/2022"),
        ((25, 12, 30), (25, 23, 59), "from 12:30, 25/10/2022"),
        ((25, 0, 0), (25, 23, 59), "25/10/2022"),
        ((25, 0, 0), (26, 12, 30), "25/10/2022 – 12:30, 26/10/2022"),
    ],
)
def test_time_from_to_leaves_out_the_edges_of_days(
    begins: tuple[int, int, int], ends: tuple[int, int, int], said: str
) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    first, last = (datetime(2022, 10, *one, tzinfo=zone) for one in (begins, ends))
    with translation.override("en"):
        assert tags.vn_timespan(first, last) == said
    assert tags.vn_timespan(None, last) == ""


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [("Đắk Lắk", 7, "Đắk Lắk"), ("Đắk Lắk", 6, "Đắk L…"), ("Đắk Lắk", 5, "Đắk…"), ("", 5, ""), (None, 5, "None")],
)
def test_shortened_keeps_whole_letters(text: object, length: int, shown: str) -> None:
    assert tags.shortened(text, length) == shown


def test_shortened_is_escaped_like_any_text() -> None:
    assert drawn("{{ text|shortened:9 }}", text="<b>Huế</b> và Đà Nẵng") == "&lt;b&gt;Huế&lt;/…"


def test_cells_are_escaped_and_say_their_heading() -> None:
    row = drawn("{% cells row %}", row=[("Họ & tên", "<script>alert(1)</script>"), ("Ngày", "")])
    assert row == (
        '<td data-label="Họ &amp; tên">&lt;script&gt;alert(1)&lt;/script&gt;</td><td data-label="Ngày"></td>'
    )
