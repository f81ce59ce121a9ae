"""Sổ đăng ký — where a later stage puts what an earlier page or a home page shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol


class HasSlug(Protocol):
    """Khóa bồi dưỡng — what the rail needs to know of a course."""

    slug: str


@dataclass(frozen=True)
class Action:
    """Một việc bấm được — a button: a link, or a form that posts."""

    label: str
    url: str
    method: str = "get"


@dataclass(frozen=True)
class Need:
    """Một điều kiện — a line of the list "what is missing"."""

    text: str
    detail: str = ""
    level: str = "missing"  # missing | clock | done
    action: Action | None = None


@dataclass(frozen=True)
class StepFacts:
    """Tình hình một bước — its state, its derived count and what comes next."""

    state: str = "todo"  # todo | now | done | off
    note: str = ""
    title: str = ""
    lead: str = ""
    main: Action | None = None
    needs: tuple[Need, ...] = ()

    def looked_at(self) -> StepFacts:
        """Như người chỉ xem thấy — what comes next, without the buttons of those who do it."""
        needs = tuple(replace(need, action=None) for need in self.needs)
        return replace(self, main=None, needs=needs)


@dataclass(frozen=True)
class Step:
    """Một bước của khóa — declared once in config/stages.py."""

    key: str
    label: str
    url_name: str
    # Ranks between which the step is asked for its facts: before it is to come, after it is done.
    window: tuple[int, int] = (0, 99)


@dataclass(frozen=True)
class Phase:
    """Một chặng — steps in time order."""

    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class RailStep:
    """Một bước trên đường ray của một khóa."""

    key: str
    label: str
    url: str
    facts: StepFacts


@dataclass(frozen=True)
class RailPhase:
    """Một chặng trên đường ray của một khóa."""

    label: str
    steps: tuple[RailStep, ...]

    @property
    def done(self) -> int:
        """Số bước đã xong — steps that are done or do not apply."""
        return sum(step.facts.state in ("done", "off") for step in self.steps)

    @property
    def current(self) -> bool:
        """Chặng đang làm — whether one of its steps is the one now."""
        return any(step.facts.state == "now" for step in self.steps)


@dataclass(frozen=True)
class Waiting:
    """Việc đang chờ — one line of a home page: what, how much and by when, one button."""

    title: str
    detail: str
    action: Action
    due: date | None = None
    urgent: bool = False


StepProvider = Callable[..., StepFacts]
WaitingProvider = Callable[..., Iterable[Waiting]]
MayWait = Callable[[date, datetime], Any]
PanelProvider = Callable[..., "Panel | None"]
# (user, course) -> whether this person does what comes next, or may open the page of a step
StepRight = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Panel:
    """Một khung trên trang nhà — a template and its context, for a home page or a course page."""

    template: str
    context: dict[str, object] = field(default_factory=dict)
    order: int = 50


_phases: list[Phase] = []
_steps: dict[str, StepProvider] = {}
_acts: dict[str, StepRight] = {}
_reads: dict[str, StepRight] = {}
_waiting: dict[str, list[WaitingProvider]] = {}
_may_wait: dict[WaitingProvider, MayWait] = {}
_panels: dict[str, list[PanelProvider]] = {}


def use_phases(phases: Sequence[Phase]) -> None:
    """Đặt đường ray — the one list of phases and steps, given by the configuration."""
    _phases[:] = phases


def phase_labels() -> list[str]:
    """Tên các chặng — msgids, in the order of time."""
    return [phase.label for phase in _phases]


def step(
    key: str, *, acts: StepRight | None = None, reads: StepRight | None = None
) -> Callable[[StepProvider], StepProvider]:
    """Đăng ký một bước — the function is called with (course, user=, at=) and returns StepFacts.

    `acts` says who does what comes next: others are not offered the button. `reads` says who may open the page of the
    step: for others the rail names it and leads nowhere. Both are called with (user, course).
    """

    def keep(function: StepProvider) -> StepProvider:
        _steps[key] = function
        if acts is not None:
            _acts[key] = acts
        if reads is not None:
            _reads[key] = reads
        return function

    return keep


def does_next(key: str, *, user: object, course: HasSlug) -> bool:
    """Người làm việc tiếp theo — whether what comes next in a step is this person's to do."""
    may = _acts.get(key)
    return may is None or may(user, course)


def waiting(*roles: str, may: MayWait | None = None) -> Callable[[WaitingProvider], WaitingProvider]:
    """Đăng ký việc chờ — called with (user=, at=) for people who hold one of `roles`.

    `may(today, at)` is a condition on the course without which the function has nothing to say of it: a page asks all
    such conditions in one query, and calls those whose condition some course of the person fulfills.
    """

    def keep(function: WaitingProvider) -> WaitingProvider:
        for role in roles:
            _waiting.setdefault(role, []).append(function)
        if may is not None:
            _may_wait[function] = may
        return function

    return keep


def panel(place: str) -> Callable[[PanelProvider], PanelProvider]:
    """Đăng ký một khung — `place` is "home:<role>" or "course"; called with (user=, at=[, course=])."""

    def keep(function: PanelProvider) -> PanelProvider:
        _panels.setdefault(place, []).append(function)
        return function

    return keep


def rail(
    course: HasSlug,
    *,
    user: object,
    at: datetime,
    reverse: Callable[..., str],
    translate: Callable[[str], str] = str,
    here: str = "",
    ranks: tuple[int, int] = (0, 99),
    never: frozenset[str] = frozenset(),
) -> list[RailPhase]:
    """Đường ray của khóa — every phase and step with its facts, in the order of time.

    The first step that is neither done nor off is the one now. `ranks` is how far the classes of the course are, from
    the last to the foremost: a step whose window lies wholly before or behind is not asked, unless the page is `here`.
    Steps in `never` do not apply to the course: behind, they are not said to be done.
    """
    phases: list[RailPhase] = []
    found_now = False
    for phase in _phases:
        steps: list[RailStep] = []
        for declared in phase.steps:
            facts = _far_off(declared, ranks) if declared.key != here else None
            if facts is not None and facts.state == "done" and declared.key in never:
                facts = StepFacts(state="off")
            if facts is None:
                provider = _steps.get(declared.key)
                facts = provider(course, user=user, at=at) if provider else StepFacts(state="off")
            if facts.state in ("todo", "now"):
                facts = StepFacts(**{**vars(facts), "state": "todo" if found_now else "now"})
                found_now = True
            opens = declared.key not in _reads or _reads[declared.key](user, course)
            url = reverse(declared.url_name, kwargs={"slug": course.slug}) if declared.url_name and opens else ""
            steps.append(RailStep(declared.key, translate(declared.label), url, facts))
        phases.append(RailPhase(translate(phase.label), tuple(steps)))
    return phases


def long_done(ranks: tuple[int, int]) -> frozenset[str]:
    """Các bước đã qua — keys of the steps that are not asked any more: every class is beyond their window."""
    steps = [declared for phase in _phases for declared in phase.steps]
    return frozenset(one.key for one in steps if (facts := _far_off(one, ranks)) is not None and facts.state == "done")


def _far_off(declared: Step, ranks: tuple[int, int]) -> StepFacts | None:
    """What is known of a step without asking it: still to come, or long done."""
    if declared.key not in _steps:
        return None
    if ranks[1] < declared.window[0]:
        return StepFacts(state="todo")
    return StepFacts(state="done") if ranks[0] > declared.window[1] else None


def conditions_of_waiting() -> dict[WaitingProvider, MayWait]:
    """Điều kiện để có việc chờ — of the functions that gave one, in a fixed order."""
    return _may_wait


def waiting_for(
    roles: Iterable[str], *, user: object, at: datetime, quiet: Collection[WaitingProvider] = ()
) -> list[Waiting]:
    """Việc đang chờ một người — nearest due date first, urgent ones on top; those in `quiet` have nothing to say."""
    seen: list[WaitingProvider] = []
    for role in roles:
        seen.extend(p for p in _waiting.get(role, []) if p not in seen and p not in quiet)
    found = [item for provider in seen for item in provider(user=user, at=at)]
    return sorted(found, key=lambda w: (not w.urgent, w.due or date.max, w.title))


def panels_for(place: str, **context: object) -> list[Panel]:
    """Các khung của một trang — in their declared order."""
    made = [provider(**context) for provider in _panels.get(place, [])]
    return sorted((p for p in made if p is not None), key=lambda p: p.order)
