"""Thẻ mẫu — icons, rings, drums, tags, and dates and numbers as a Vietnamese office writes them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape

from django import template
from django.forms import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from boiduong.engines import vietnamese
from boiduong.web import drawings
from boiduong.web.registry import Need, RailPhase, StepFacts
from boiduong.web.words import in_sentence

register = template.Library()

TAG_ICONS = {"good": "check", "wait": "clock", "bad": "alert", "now": "next", "info": "plus", "plain": "pen"}
NEED_ICONS = {"missing": "alert", "clock": "clock", "done": "check"}


def _svg(text: str) -> SafeString:
    """Our own drawings: labels are escaped where they are drawn."""
    return mark_safe(text)  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """Biểu tượng — `{% icon "check" %}`."""
    return _svg(drawings.icon(name))


@register.simple_tag
def mark() -> SafeString:
    """Dấu hiệu — the small drum of the top bar."""
    return _svg(drawings.mark())


@register.simple_tag
def drum(state: str) -> SafeString:
    """Mặt trống — the verdict: valid, replaced, revoked, unknown."""
    words = {
        "valid": gettext("Drum face: the paper is valid"),
        "replaced": gettext("Drum face with a hollow star: the paper was replaced"),
        "revoked": gettext("Drum face struck through: the paper was revoked"),
        "unknown": gettext("Dotted rings: the paper is not in the register"),
    }
    return _svg(drawings.drum(state, words[state]))


@register.simple_tag
def course_ring(done: int, now: int | None, total: int, label: str) -> SafeString:
    """Vòng của khóa — one tick a step; `now` is the place of the step at work, counted from 1, or nothing."""
    states = ["done" if i <= done else "now" if i == now else "todo" for i in range(1, total + 1)]
    return _svg(drawings.course_ring((tuple(states),), label))


@register.simple_tag
def rail_ring(rail: Sequence[RailPhase]) -> SafeString:
    """Vòng của khóa từ đường ray — one arc a phase, with the true state of each step."""
    states = tuple(tuple(step.facts.state for step in phase.steps) for phase in rail)
    flat = list(itertools.chain.from_iterable(states))
    facts = {"done": flat.count("done"), "total": len(flat) - flat.count("off")}
    return _svg(drawings.course_ring(states, gettext("%(done)d of %(total)d steps are done") % facts))


@register.simple_tag
def course_rail(rail: Sequence[RailPhase], here: str = "", name: str = "steps") -> SafeString:
    """Đường ray của khóa — drawn once for the same facts in the same language, however many pages show it."""
    return _rail_drawn(tuple(rail), here, name, get_language() or "")


@lru_cache(256)
def _rail_drawn(rail: tuple[RailPhase, ...], here: str, name: str, language: str) -> SafeString:
    """All that is drawn follows from the arguments: what changes makes another drawing, and none grows stale."""
    return _svg(render_to_string("web/components/rail.html", {"rail": rail, "here": here, "id": name}))


@register.simple_tag
def phase_ring(running: int) -> SafeString:
    """Vòng năm chặng — the phase at work, 1 to 5."""
    return _svg(drawings.phase_ring(running, gettext("Phase %(n)d of 5") % {"n": min(max(running, 0), 5)}))


@register.simple_tag
def empty_mark(name: str) -> SafeString:
    """Hình của khung trống — dotted rings around an icon."""
    return _svg(drawings.empty_mark(name))


@register.simple_tag
def tag(kind: str, words: str, icon_name: str = "") -> SafeString:
    """Nhãn — word, icon and shape: good, wait, bad, now, info or plain."""
    return _tag_drawn(kind, str(words), icon_name or TAG_ICONS[kind])


@lru_cache(512)
def _tag_drawn(kind: str, words: str, icon_name: str) -> SafeString:
    return _svg(drawings.tag(kind, words, icon_name))


@register.simple_tag
def cells(pairs: Iterable[tuple[str, object]]) -> SafeString:
    """Các ô của một dòng — pairs of heading and text, drawn at once: a long table has thousands of them."""
    return _svg("".join(f'<td data-label="{escape(head)}">{escape(str(text))}</td>' for head, text in pairs))


@register.inclusion_tag("web/components/tick_head.html")
def tick_head(*titles: str) -> dict[str, tuple[str, ...]]:
    """Đầu bảng chọn người — a column to tick, the name, then the other columns."""
    return {"titles": titles}


@register.simple_tag
def need_icon(level: str) -> SafeString:
    """Dấu của một điều kiện — missing, clock or done."""
    return _svg(drawings.icon(NEED_ICONS[level]))


@register.simple_tag
def need_word(level: str) -> str:
    """Một điều kiện đọc thành lời — the icon, for those who hear the page."""
    return {"missing": gettext("missing"), "clock": gettext("waiting")}.get(level, gettext("done"))


@register.simple_tag
def missing_tag(needs: Iterable[Need]) -> SafeString:
    """Nhãn còn thiếu mấy — how many conditions still block."""
    levels = [need.level for need in needs]
    if count := levels.count("missing"):
        return tag("wait", gettext("%(n)d missing") % {"n": count})
    if count := levels.count("clock"):
        return tag("wait", gettext("%(n)d waiting") % {"n": count})
    return tag("good", gettext("complete"))


@register.simple_tag
def state_word(state: str) -> str:
    """Trạng thái bằng chữ — of a step of the rail."""
    words = {"done": gettext("done"), "now": gettext("in hand now"), "todo": gettext("to come")}
    return words.get(state, gettext("does not apply"))


@register.simple_tag
def phase_note(phase: RailPhase) -> str:
    """Ghi chú của một chặng — done n/m, under way, or how many steps."""
    total = len(phase.steps)
    if phase.done == total:
        return gettext("done %(done)d/%(total)d") % {"done": phase.done, "total": total}
    if phase.current:
        return gettext("under way")
    return ngettext("%(n)d step", "%(n)d steps", total) % {"n": total}


@register.filter
def phase_open(phase: RailPhase, here: str | None) -> bool:
    """Chặng mở sẵn — the phase at work and the phase of the page shown."""
    return phase.current or any(step.key == here for step in phase.steps if here)


@register.filter
def facts_of(rail: Sequence[RailPhase], here: str) -> StepFacts | None:
    """Tình hình của bước đang xem — the facts of the step with this key; nothing when it is not on the rail."""
    return next((step.facts for phase in rail for step in phase.steps if step.key == here), None)


@register.filter
def running_phase(rail: Sequence[RailPhase]) -> int:
    """Chặng đang làm — its place from 1; one more than the last when nothing is left."""
    return next((i for i, phase in enumerate(rail, 1) if phase.current), len(rail) + 1)


@register.simple_tag
def rail_place(rail: Sequence[RailPhase], here: str = "") -> str:
    """Bước mấy trong mấy — where the page, or else the work, stands among the steps that this course has."""
    steps = [step for phase in rail for step in phase.steps if step.facts.state != "off" or step.key == here]
    for number, step in enumerate(steps, 1):
        if step.key == here or (not here and step.facts.state == "now"):
            return gettext("Step %(n)d of %(total)d: %(label)s") % {
                "n": number,
                "total": len(steps),
                "label": step.label,
            }
    return gettext("The %(total)d steps of the course") % {"total": len(steps)}


@register.filter
def notice_kind(level: str) -> str:
    """Màu của một câu báo — from the level of a Django message."""
    return {"success": "good", "warning": "wait", "error": "bad"}.get(level, "info")


@register.filter
def notice_icon(level: str) -> str:
    """Biểu tượng của một câu báo."""
    return {"success": "check", "warning": "clock", "error": "alert"}.get(level, "help")


@register.filter
def first_id(field: BoundField) -> str:
    """Ô đầu của một mục — where a link of the error summary lands."""
    ends = {"radioselect": "_0", "checkboxselectmultiple": "_0", "reason": "_0_0"}
    return f"{field.auto_id}{ends.get(field.widget_type, '')}"


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, date) else None


@register.filter(name="inside")
def inside_sentence(value: object) -> str:
    """Tên giữa câu — của lớp A, not của Lớp A; for a name that does not begin its sentence."""
    return in_sentence(str(value or ""))


@register.filter
def vn_date(value: object) -> str:
    """Ngày — 18/8/2025."""
    day = _day(value)
    return vietnamese.date_short(day) if day else ""


@register.filter
def vn_date_words(value: object) -> str:
    """Ngày bằng chữ — ngày 18 tháng 8 năm 2025, as in papers."""
    day = _day(value)
    return vietnamese.date_words(day) if day else ""


@register.filter
def vn_weekday(value: object) -> str:
    """Thứ và ngày — Thứ Hai, 18/8/2025; the name of the day in the language of the page."""
    day = _day(value)
    if day is None:
        return ""
    name = vietnamese.weekday(day) if get_language() == "vi" else str(WEEKDAYS[day.weekday()])
    return f"{name}, {vietnamese.date_short(day)}"


@register.filter
def vn_daterange(start: object, end: object) -> str:
    """Từ ngày đến ngày — 18–22/8/2025; one day when only one is known."""
    first, last = _day(start), _day(end)
    if first and last and first <= last:
        return vietnamese.date_range(first, last)
    return "–".join(vietnamese.date_short(day) for day in (first, last) if day)


@register.filter
def vn_datetime(value: object) -> str:
    """Giờ, ngày — 14:06, 18/8/2025, in the time of Vietnam."""
    if not isinstance(value, datetime):
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local.hour}:{local.minute:02d}, {vietnamese.date_short(local.date())}"


@register.filter
def vn_timespan(start: object, end: object) -> str:
    """Từ lúc nào đến lúc nào — 7:30–10:30, 26/10/2022; the edges of a day are left out: đến 12:30, 25/10/2022."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return ""
    first, last = timezone.localtime(start), timezone.localtime(end)
    begins = "" if (first.hour, first.minute) == (0, 0) else f"{first.hour}:{first.minute:02d}"
    ends = "" if (last.hour, last.minute) == (23, 59) else f"{last.hour}:{last.minute:02d}"
    days = vietnamese.date_short(first.date()), vietnamese.date_short(last.date())
    if days[0] != days[1]:
        return " – ".join(", ".join(filter(None, one)) for one in ((begins, days[0]), (ends, days[1])))
    if begins and ends:
        return f"{begins}–{ends}, {days[0]}"
    if not begins and not ends:
        return days[0]
    words = gettext("from %(time)s, %(day)s") if begins else gettext("until %(time)s, %(day)s")
    return words % {"time": begins or ends, "day": days[0]}


@register.filter
def vn_number(value: object) -> str:
    """Số — 1.960 and 6,5; an empty text for nothing."""
    if isinstance(value, int | float | Decimal):
        return vietnamese.number(value)
    return "" if value is None else str(value)


@register.filter
def shortened(value: object, length: int) -> str:
    """Rút gọn — at most so many letters, "…" the last where some are left out; texts are kept composed (NFC)."""
    text = str(value)
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


@register.filter
def unlocalized(value: object) -> str:
    """Số cho máy — a number as HTML attributes want it."""
    return str(value)


@register.filter
def person_name(person: object) -> str:
    """Họ và tên — in composed letters with single blanks, of a person or of a text."""
    name = getattr(person, "full_name", person)
    return " ".join(vietnamese.nfc(str(name)).split()) if name else ""


class TableNode(template.Node):
    """Khung bảng — the scrolling, labelled frame around the rows written inside the tag."""

    def __init__(self, label: FilterExpression, kind: str, nodes: NodeList) -> None:
        """Keep what stands between the two tags."""
        self.label, self.kind, self.nodes = label, kind, nodes

    def render(self, context: Context) -> SafeString:
        """Draw the frame around the rows."""
        label, content = self.label.resolve(context), self.nodes.render(context)
        parts = {"label": label, "kind": self.kind, "content": content}
        return _svg(render_to_string("web/components/table.html", parts))


@register.tag
def table(parser: Parser, token: Token) -> TableNode:
    """Bảng — `{% table label %}<thead>…<tbody>…{% endtable %}`: scrolls by keyboard, cards on phones."""
    words = token.split_contents()
    if len(words) < 2:
        raise template.TemplateSyntaxError("table needs a label that says what it lists")
    nodes = parser.parse(("endtable",))
    parser.delete_first_token()
    return TableNode(parser.compile_filter(words[1]), " ".join(w.strip("\"'") for w in words[2:]), nodes)
