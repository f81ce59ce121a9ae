"""Viết tin — the sentences of a news item, from derived and dated numbers and from posts, never from names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boiduong.course.delivery.courses.rules import in_text
from boiduong.engines.vietnamese import date_words, inside, number, percent


@dataclass(frozen=True)
class NewsFacts:
    """Tư liệu của tin — numbers as of `on`; `attendees` and `acts` are posts and acts of the ceremony."""

    course: str
    organizer: str
    kind: str  # opening | closing
    on: date
    day: date | None
    starts_on: date | None
    ends_on: date | None
    place: str
    attendees: str
    acts: str
    classes: int
    learners: int
    units: int
    posts: tuple[str, ...]
    topics: int
    periods: int
    topic_titles: tuple[str, ...]
    situations: int
    answered: int
    recognized: int
    judged: int
    bands: tuple[tuple[str, int], ...]
    certified: int
    more_posts: bool = False


@dataclass(frozen=True)
class NewsText:
    """Tin — title and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Toàn văn — paragraphs apart by an empty line."""
        return "\n\n".join(self.paragraphs)


def write(facts: NewsFacts) -> NewsText:
    """Viết tin khai giảng hoặc bế giảng — who, when, where, how many, what was learned, what came of it."""
    name = in_text(facts.course)
    verb = "Bế giảng" if facts.kind == "closing" else "Khai giảng"
    paragraphs = [_lead(facts, verb.lower(), name), _people(facts), _content(facts)]
    if facts.kind == "closing":
        paragraphs += [_situations(facts), _results(facts)]
    paragraphs += [_acts(facts), f"Số liệu tính đến {date_words(facts.on)}."]
    return NewsText(f"{verb} {name}"[:300], tuple(one for one in paragraphs if one))


def _lead(facts: NewsFacts, verb: str, name: str) -> str:
    when = f"{date_words(facts.day)[:1].upper()}{date_words(facts.day)[1:]}, " if facts.day else ""
    where = f"tại {facts.place}, " if facts.place else ""
    opening = f"{when}{where}{facts.organizer} tổ chức {verb} {name}."
    lead = opening[:1].upper() + opening[1:]
    return f"{lead} Dự buổi lễ có {facts.attendees}." if facts.attendees else lead


def _people(facts: NewsFacts) -> str:
    if not facts.learners:
        return ""
    units = f" của {number(facts.units)} cơ quan, đơn vị, địa phương" if facts.units else ""
    posts = tuple(inside(one) for one in facts.posts)
    who = f", {'trong đó có' if facts.more_posts else 'là'} {_listed(posts)}" if posts else ""
    classes = f" Khóa được chia thành {number(facts.classes)} lớp." if facts.classes > 1 else ""
    return f"Tham gia khóa bồi dưỡng có {number(facts.learners)} học viên{units}{who}.{classes}"


def _content(facts: NewsFacts) -> str:
    if not facts.topics:
        return ""
    when = ""
    if facts.starts_on and facts.ends_on and facts.starts_on != facts.ends_on:
        when = f"Từ {date_words(facts.starts_on)} đến {date_words(facts.ends_on)}, "
    periods = f" ({number(facts.periods)} tiết)" if facts.periods else ""
    tense = "đã học" if facts.kind == "closing" else "học"
    titles = f", trong đó có: {'; '.join(facts.topic_titles)}" if facts.topic_titles else ""
    sentence = f"{when}học viên {tense} {number(facts.topics)} nội dung{periods}{titles}."
    return sentence[:1].upper() + sentence[1:]


def _situations(facts: NewsFacts) -> str:
    if not facts.situations:
        return ""
    said = f"Trong khóa, học viên nêu {number(facts.situations)} tình huống từ thực tiễn công tác"
    if not facts.answered:
        return f"{said}."
    if facts.answered == facts.situations:
        return f"{said}, {'đã' if facts.situations == 1 else 'tất cả đã'} được trả lời."
    return f"{said}, trong đó {number(facts.answered)} tình huống đã được trả lời."


def _results(facts: NewsFacts) -> str:
    if not facts.judged:
        return ""
    whole = facts.recognized == facts.judged
    said = (
        f"Kết thúc khóa, {number(facts.recognized)} học viên được công nhận hoàn thành chương trình"
        if whole
        else f"Kết thúc khóa, {number(facts.recognized)} trong số {number(facts.judged)} học viên được xét "
        "được công nhận hoàn thành chương trình"
    )
    bands = "; ".join(
        f"{number(n)} học viên xếp loại {name} ({percent(100 * n / facts.recognized, 1)})"
        for name, n in facts.bands
        if name and facts.recognized
    )
    papers = f" {number(facts.certified)} học viên được cấp chứng chỉ, giấy chứng nhận." if facts.certified else ""
    return f"{said}{f', trong đó {bands}' if bands else ''}.{papers}"


def _acts(facts: NewsFacts) -> str:
    return f"Tại buổi lễ: {facts.acts.rstrip(' .')}." if facts.acts.strip() else ""


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"
