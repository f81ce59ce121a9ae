"""Chuyên đề — Every topic of a program, those without a title under an assumed one, not yet with periods."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..arithmetic import apportion
from ..block import Block
from ..checks.numbers import COUNTED_TOPICS
from ..kinds import TopicKind
from ..model import Topic
from ..values import Amount, Text
from .defaults import Defaults
from .ledger import Ledger

TITLES: dict[TopicKind, str] = {
    TopicKind.LECTURE: "Chuyên đề",
    TopicKind.REPORT: "Báo cáo chuyên đề",
    TopicKind.DISCUSSION: "Thảo luận",
    TopicKind.EXCHANGE: "Trao đổi kinh nghiệm",
    TopicKind.SITUATIONS: "Thảo luận tình huống",
    TopicKind.EXERCISE: "Thực hành",
    TopicKind.ROLE_PLAY: "Đóng vai xử lý tình huống",
    TopicKind.FIELD_STUDY: "Nghiên cứu thực tế",
    TopicKind.SITE_VISIT: "Tham quan thực tế",
    TopicKind.PLACEMENT: "Thực tập tại cơ sở",
    TopicKind.RANGE: "Thực hành tại thao trường",
    TopicKind.STUDY_ABROAD: "Học tập ở nước ngoài",
    TopicKind.WRITING: "Viết thu hoạch",
    TopicKind.SELF_STUDY: "Tự nghiên cứu",
    TopicKind.VIDEO: "Bài giảng ghi hình",
    TopicKind.ORIENTATION: "Hướng dẫn học tập",
    TopicKind.OTHER: "Nội dung khác",
}


@dataclass(slots=True)
class PartTopics:
    """Chuyên đề của một phần — A part's block (None: topics of no part) with its topics."""

    block: Block | None
    number: int
    topics: list[Topic]


def draft_topics(program: Block, key: str, ledger: Ledger, defaults: Defaults) -> list[PartTopics]:
    """Lập danh sách chuyên đề — The parts in order and, last, the topics of no part; titles filled in."""
    drafts = [
        PartTopics(part, number, _listed(part, f"{key}-p{number}", ledger))
        for number, part in enumerate(program.each("parts"), start=1)
    ]
    own = PartTopics(None, 0, _listed(program, key, ledger))
    for draft in drafts:
        _fill_to(draft, _said_of_part(draft), key, ledger)
    _fill_program(program, drafts, own, key, ledger, defaults)
    return [*drafts, own]


def _said_of_part(draft: PartTopics) -> int:
    block = draft.block or Block()
    amounts = (block.amount("topic_count"), block.at("choose").amount("of"))
    return max([amount.best for amount in amounts if amount] + [block.at("choose").number("at_least") or 0])


def _counted(topics: list[Topic]) -> int:
    return sum(1 for topic in topics if topic.kind_assumed or topic.kind in COUNTED_TOPICS)


def _fill_program(
    program: Block, drafts: list[PartTopics], own: PartTopics, key: str, ledger: Ledger, defaults: Defaults
) -> None:
    """Bù cho đủ — Topics that a count promises go to the parts without any, else stand beside the parts."""
    said = program.amount("topic_count")
    there = _counted(own.topics) + sum(_counted(draft.topics) for draft in drafts)
    bare = [draft for draft in drafts if not draft.topics]
    if said is not None and said.best:
        missing = max(0, said.best - there)
    elif bare:
        missing = defaults.topics_per_part * len(bare)
    else:
        missing = 0 if there or _teaches_otherwise(program, drafts, own) else defaults.topics_per_program
    for draft, share in zip(bare, apportion(missing, [1.0] * len(bare)), strict=True):
        _fill_to(draft, share, key, ledger)
    if missing and not bare:
        _fill_to(own, _counted(own.topics) + missing, key, ledger)


def _teaches_otherwise(program: Block, drafts: list[PartTopics], own: PartTopics) -> bool:
    """Chỉ học bằng cách khác — True when topics are listed and the formats name no lecture."""
    listed = bool(own.topics) or any(draft.topics for draft in drafts)
    return listed and "lecture" not in program.words("formats")


def _fill_to(draft: PartTopics, wanted: int, key: str, ledger: Ledger) -> None:
    name = f"{key}-p{draft.number}" if draft.number else key
    where = f"của phần {draft.number}" if draft.number else ""
    before = _counted(draft.topics)
    for number in range(before + 1, wanted + 1):
        title = Text(f"Chuyên đề {number} {where}".strip(), assumed=True)
        identity = f"{name}-cd{number}"
        block = draft.block or Block()
        draft.topics.append(
            Topic(identity, title, TopicKind.LECTURE, 0, identity, block.word("id"), by=block.words("by"), assumed=True)
        )
    if wanted > before:
        ledger.note(
            f"program.{name}",
            f"Đặt tên tạm cho {wanted - before} chuyên đề chưa biết tên {where}".strip() + ".",
            f"{wanted - before} topics whose titles are not known bear working titles.",
        )


def _listed(owner: Block, name: str, ledger: Ledger) -> list[Topic]:
    found: list[Topic] = []
    is_choice = owner.has("choose")
    part = owner.word("id") if "parts" in owner.path else None
    for position, block in enumerate(owner.each("topics"), start=1):
        topic = _topic(block, name, position, part, owner.words("by"))
        if is_choice and block.flag("required") is None:
            topic = replace(topic, required=False)
        found.extend(_repeated(topic, block.amount("count"), block.where, ledger))
    return found


def _topic(block: Block, name: str, position: int, part: str | None, part_by: tuple[str, ...]) -> Topic:
    kind = TopicKind(block.word("kind") or TopicKind.LECTURE)
    identity = block.word("id") or f"{name}-cd{position}"
    return Topic(
        id=identity,
        title=block.text("title") or Text(TITLES[kind], assumed=True),
        kind=kind,
        periods=0,
        origin=identity,
        part=part,
        length=block.duration(),
        by=block.words("by") or part_by,
        where=block.texts("where"),
        venue=block.word("venue"),
        host=block.texts("host"),
        supervisor=block.texts("supervisor"),
        evidence=block.texts("evidence"),
        safety=block.texts("safety"),
        taken_from=block.word("from"),
        required=block.flag("required") is not False,
        joint=bool(block.flag("joint")),
        follows=block.word("follows"),
        within=block.number("within"),
        evening=bool(block.flag("evening")),
        kind_assumed=not block.has("kind"),
        assumed=block.assumed,
    )


def _repeated(topic: Topic, count: Amount | None, where: str, ledger: Ledger) -> list[Topic]:
    """Một dòng, nhiều chuyên đề — A line with a count becomes that many topics."""
    if count is None or count.best < 2:
        return [topic]
    ledger.note(
        where,
        f"«{topic.title}» gồm {count.best} chuyên đề, chưa có tên riêng.",
        f"«{topic.title}» stands for {count.best} topics without titles of their own.",
    )
    return [
        replace(
            topic,
            id=f"{topic.id}-{number}",
            title=Text(f"{topic.title} (chuyên đề {number})", assumed=True),
        )
        for number in range(1, count.best + 1)
    ]
