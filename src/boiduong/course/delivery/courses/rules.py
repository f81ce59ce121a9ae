"""Quy tắc khóa và lớp — states and the acts that each state takes."""

from __future__ import annotations

from collections.abc import Sequence

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

COURSE = Machine(
    name="course",
    label=gettext_noop("The course"),
    states={
        "draft": gettext_noop("being prepared"),
        "ready": gettext_noop("ready"),
        "under_way": gettext_noop("under way"),
        "closed": gettext_noop("finished"),
        "archived": gettext_noop("archived"),
        "postponed": gettext_noop("postponed"),
        "cancelled": gettext_noop("cancelled"),
    },
    acts={
        "prepare": gettext_noop("finish its preparation"),
        "start": gettext_noop("start it"),
        "close": gettext_noop("finish it"),
        "archive": gettext_noop("archive it"),
        "reopen": gettext_noop("reopen it"),
        "postpone": gettext_noop("postpone it"),
        "resume": gettext_noop("resume it"),
        "cancel": gettext_noop("cancel it"),
    },
    table={
        ("draft", "prepare"): "ready",
        ("ready", "start"): "under_way",
        ("under_way", "close"): "closed",
        ("closed", "archive"): "archived",
        ("closed", "reopen"): "under_way",
        ("draft", "postpone"): "postponed",
        ("ready", "postpone"): "postponed",
        ("under_way", "postpone"): "postponed",
        ("postponed", "resume"): "draft",
        ("draft", "cancel"): "cancelled",
        ("ready", "cancel"): "cancelled",
        ("under_way", "cancel"): "cancelled",
    },
)
TRAINING_CLASS = Machine(
    name="training_class",
    label=gettext_noop("The class"),
    states={
        "forming": gettext_noop("forming"),
        "opened": gettext_noop("opened"),
        "running": gettext_noop("running"),
        "assessing": gettext_noop("assessing"),
        "recognized": gettext_noop("recognized"),
        "closed": gettext_noop("finished"),
        "postponed": gettext_noop("postponed"),
        "cancelled": gettext_noop("cancelled"),
    },
    acts={
        "open": gettext_noop("open it"),
        "begin": gettext_noop("begin the lessons"),
        "end_lessons": gettext_noop("end the lessons"),
        "recognize": gettext_noop("recognize results"),
        "close": gettext_noop("finish it"),
        "postpone": gettext_noop("postpone it"),
        "resume": gettext_noop("resume it"),
        "cancel": gettext_noop("cancel it"),
    },
    table={
        ("forming", "open"): "opened",
        ("opened", "begin"): "running",
        ("running", "end_lessons"): "assessing",
        ("assessing", "recognize"): "recognized",
        ("recognized", "recognize"): "recognized",
        ("recognized", "close"): "closed",
        ("forming", "postpone"): "postponed",
        ("opened", "postpone"): "postponed",
        ("postponed", "resume"): "forming",
        ("forming", "cancel"): "cancelled",
        ("opened", "cancel"): "cancelled",
    },
)

# Duties of the course file, and their names. A course is prepared when those of PREPARED_DUTIES have a body.
DUTY_LABELS = {
    "plan": gettext_noop("plans the course"),
    "coordinate": gettext_noop("coordinates"),
    "write_program": gettext_noop("writes the program"),
    "call": gettext_noop("calls for nominations"),
    "nominate": gettext_noop("nominates"),
    "summon": gettext_noop("summons"),
    "decide_opening": gettext_noop("decides the opening"),
    "lead": gettext_noop("leads"),
    "host": gettext_noop("hosts"),
    "manage_class": gettext_noop("manages the classes"),
    "invite_lecturers": gettext_noop("invites lecturers"),
    "teach": gettext_noop("teaches"),
    "keep_roll": gettext_noop("keeps the roll"),
    "mark": gettext_noop("marks"),
    "recognize": gettext_noop("recognizes results"),
    "certify": gettext_noop("issues certificates"),
    "award": gettext_noop("commends"),
    "pay": gettext_noop("pays"),
    "keep_record": gettext_noop("keeps the personnel records"),
    "own_learners": gettext_noop("sends the learners"),
}
PREPARED_DUTIES = ("plan", "decide_opening")
PAPER_DUTIES = ("certify",)
REASONED_ACTS = frozenset({"postpone", "cancel", "reopen"})
MODE_LABELS = {
    "full_time": gettext_noop("full time"),
    "part_time": gettext_noop("part time"),
    "online": gettext_noop("online"),
    "blended": gettext_noop("in the hall and online"),
    "self_paced": gettext_noop("at one's own pace"),
}
FIELD_LABELS = {
    "political_theory": gettext_noop("political theory"),
    "defense_security": gettext_noop("defense and security"),
    "public_administration": gettext_noop("state management"),
    "post_skills": gettext_noop("skills of the post"),
    "digital_skills": gettext_noop("digital skills"),
    "councilor": gettext_noop("people's councilors"),
    "party_work": gettext_noop("Party work"),
    "union_work": gettext_noop("union work"),
    "other": gettext_noop("other"),
}
KIND_LABELS = {
    "in_service": gettext_noop("in-service course"),
    "workshop": gettext_noop("workshop"),
    "degree": gettext_noop("degree course"),
    "awareness": gettext_noop("awareness course"),
}
STAFF_LABELS = {
    "class_manager": gettext_noop("class manager"),
    "deputy": gettext_noop("deputy class manager"),
    "site_keeper": gettext_noop("site keeper"),
}
STATED_LABELS = {
    "planned": gettext_noop("planned"),
    "capacity": gettext_noop("places"),
    "nominated": gettext_noop("nominated"),
    "accepted": gettext_noop("people accepted"),
    "summoned": gettext_noop("people summoned"),
    "confirmed": gettext_noop("confirmed"),
    "opened": gettext_noop("on the opening list"),
    "present": gettext_noop("present"),
    "graded": gettext_noop("graded"),
    "recognized": gettext_noop("recognized"),
    "certified": gettext_noop("certified"),
    "awarded": gettext_noop("commended"),
    "trained_so_far": gettext_noop("trained so far"),
    "not_said": gettext_noop("people, of which kind is not said"),
    "units": gettext_noop("units"),
    "provinces": gettext_noop("provinces"),
    "districts": gettext_noop("districts"),
    "classes": gettext_noop("classes"),
    "sites": gettext_noop("sites"),
    "topics": gettext_noop("topics"),
    "posts": gettext_noop("posts"),
}
# How far "about" and "nearly" may lie from the number they stand before: a guess, not a rule of any office.
ROUNDING_SHARE = 0.05
LAST_PHASE = 5
CLASS_PHASES = {"forming": 1, "opened": 2, "running": 2, "assessing": 3, "recognized": 4, "closed": LAST_PHASE}


def phase_of(state: str, class_states: Sequence[str]) -> int:
    """Chặng của khóa — 1 to 5 from its state and its classes, the slowest class tells; 6 when all is done."""
    if state in ("closed", "archived", "cancelled"):
        return LAST_PHASE + 1
    known = [CLASS_PHASES[one] for one in class_states if one in CLASS_PHASES]
    return min(known) if known else 1


def compare_stated(*, low: int, high: int | None, word: str, derived: int, share: float = ROUNDING_SHARE) -> str:
    """So số đã nêu với số tính được — "equal", "within" (within its word) or "differs"."""
    top = high if high is not None else low
    if low <= derived <= top and word == "exactly":
        return "equal"
    room = round(low * share)
    spans = {
        "about": (low - room, top + room),
        "nearly": (low - room, top),
        "over": (low, None),
        "exactly": (low, top),
    }
    least, most = spans.get(word, (low, top))
    return "within" if derived >= least and (most is None or derived <= most) else "differs"


# What a course may be called; a title that begins otherwise ("Nâng cao năng lực …") names what is learned in it.
COURSE_WORDS = (
    "lớp ",
    "khóa ",
    "khoá ",
    "chương trình",
    "hội nghị",
    "đợt ",
    "điểm cầu",
    "chuyên đề",
    "hội thảo",
    "cuộc ",
    "đoàn ",
    "kỳ ",
    "buổi ",
)


def in_text(title: str) -> str:
    """Tên khóa giữa câu — "Lớp …" gets a small letter; what is no course word yet becomes "khóa bồi dưỡng …"."""
    small = title if title[:2].isupper() else f"{title[:1].lower()}{title[1:]}"
    if small.lower().startswith(COURSE_WORDS):
        return small
    return (
        f"khóa {small}" if small.lower().startswith(("bồi dưỡng", "tập huấn", "đào tạo")) else f"khóa bồi dưỡng {small}"
    )
