"""Chương trình — Programs with all their topics, and periods that fit the shortest of their classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..block import Block
from ..checks.common import programs as program_blocks
from ..kinds import Mode
from ..model import Choice, Part, Program, TakenFrom, Topic, TrainingClass
from ..values import Duration, Text
from .classes import ProgramNeed
from .defaults import Defaults
from .ledger import Ledger
from .periods import give_periods
from .topics import PartTopics, draft_topics


@dataclass(frozen=True, slots=True)
class ProgramDraft:
    """Chương trình nháp — A program's block with its topics, before the periods are known."""

    id: str
    block: Block
    parts: tuple[PartTopics, ...]
    length: Duration | None
    is_made_up: bool

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Mọi chuyên đề — In the order of the program."""
        return tuple(topic for part in self.parts for topic in part.topics)

    def need(self, defaults: Defaults) -> ProgramNeed:
        """Nhu cầu — Days said, topics and their half-days, for forming the classes."""
        half_days = self.length.half_day_count(periods_per_half_day=defaults.half_day_periods) if self.length else None
        days = -(-half_days // 2) if half_days else None
        per_half_day = defaults.half_day_periods
        lengths = [
            topic.length.half_day_count(periods_per_half_day=per_half_day) if topic.length else None
            for topic in self.topics
        ]
        return ProgramNeed(self.id, days, len(self.topics), sum(max(1, one or 1) for one in lengths))


def draft_programs(course: Block, ledger: Ledger, defaults: Defaults) -> tuple[ProgramDraft, ...]:
    """Lập chương trình nháp — Every program of the file; an assumed one when there is none."""
    blocks = program_blocks(course)
    lengths = [course.at("calendar").duration(), course.at("plan").duration()]
    shared = next((length for length in lengths if length is not None), None)
    if not blocks:
        ledger.note("program", "Nguồn không nêu chương trình; lập một chương trình tạm.", "A program was assumed.")
    drafts = []
    for number, block in enumerate(blocks or (Block(),), start=1):
        key = block.word("id") or ("chuong-trinh" if len(blocks) < 2 else f"chuong-trinh-{number}")
        parts = tuple(draft_topics(block, key, ledger, defaults))
        drafts.append(ProgramDraft(key, block, parts, block.duration() or shared, not blocks))
    return tuple(drafts)


def finish_program(
    draft: ProgramDraft,
    classes: Sequence[TrainingClass],
    ledger: Ledger,
    *,
    course_title: Text,
    ceremony_half_days: int,
    half_day_periods: int,
) -> Program:
    """Hoàn thiện chương trình — Periods for the class with the fewest half-days; a self-paced one has none to fit."""
    own = [one for one in classes if one.program == draft.id and one.mode is not Mode.SELF_PACED]
    half_days = min((one.half_days for one in own), default=0)
    fewest = -(-len(draft.topics) // half_day_periods)
    said = draft.length.half_day_count(periods_per_half_day=half_day_periods) if draft.length else None
    free = half_days - ceremony_half_days
    if said == half_days - 1:  # of the last day only one half is said
        free = min(free, said)
    room = max(free, fewest) if own else len(draft.topics)
    lengths = {
        name: length
        for part in draft.parts
        if part.block and (name := part.block.word("id")) and (length := part.block.duration())
    }
    topics = give_periods(draft.topics, room, lengths, ledger, key=draft.id, half_day_periods=half_day_periods)
    by_id = {topic.id: topic for topic in topics}
    block = draft.block
    taken = block.at("taken_from")
    return Program(
        id=draft.id,
        title=block.text("title") or Text(_titled(str(course_title)), assumed=True),
        half_days=room if own else 0,
        parts=tuple(_part(one, by_id) for one in draft.parts if one.block is not None),
        own_topics=tuple(by_id[topic.id] for one in draft.parts if one.block is None for topic in one.topics),
        version=block.text("version"),
        issuer=block.words("issuer"),
        taken_from=_taken_from(taken) if block.has("taken_from") else None,
        topic_count=block.amount("topic_count"),
        length=draft.length,
        formats=block.words("formats"),
        material=block.text("material"),
        assumed=block.assumed or draft.is_made_up,
    )


def _titled(course: str) -> str:
    """Tên chương trình — "Chương trình bồi dưỡng …" of the course; one that is named a class keeps its name."""
    small = course if course[:2].isupper() else f"{course[:1].lower()}{course[1:]}"
    return course if small.lower().startswith("chương trình") else f"Chương trình {small}"


def _part(draft: PartTopics, topics: dict[str, Topic]) -> Part:
    block = draft.block or Block()
    choose = block.at("choose")
    at_least = choose.number("at_least")
    return Part(
        id=block.word("id") or "",
        title=block.text("title") or Text(f"Phần {draft.number}", assumed=True),
        topics=tuple(topics[topic.id] for topic in draft.topics),
        aim=block.text("aim"),
        topic_count=block.amount("topic_count"),
        length=block.duration(),
        choose=None if at_least is None else Choice(at_least, choose.amount("of"), choose.text("by"), choose.assumed),
        owner=block.words("owner"),
        by=block.words("by"),
        judged=block.word("judged"),
        assumed=block.assumed,
    )


def _taken_from(block: Block) -> TakenFrom:
    return TakenFrom(
        title=block.text("title") or Text(""),
        issuer=block.text("issuer"),
        topic_count=block.amount("topic_count"),
        how=block.word("how"),
        assumed=block.assumed,
    )
