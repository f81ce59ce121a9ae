"""Việc tin — drafting from the facts of a course, editing by a person, publishing and taking back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses import services as courses
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import one_place, organizers
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.reporting.periodic_reports.queries import ReportFacts, present_rows, report_facts
from boiduong.course.website.news.events import news_published
from boiduong.course.website.news.models import NewsItem
from boiduong.course.website.news.papers import news_paper
from boiduong.course.website.news.permissions import can_publish, can_write_news
from boiduong.course.website.news.rules import NEWS, NewsFacts, write
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop

TITLES_SHOWN = 4
POSTS_SHOWN = 3
LONGEST = 20000


class NothingToTell(Refusal):
    """Chưa có gì để đưa tin."""

    text = gettext_noop("The course has neither been opened nor begun, so there is nothing to tell yet.")


class NewsEmpty(Refusal):
    """Tin chưa có nội dung."""

    text = gettext_noop("Write both the title and the text of the item.")


class NewsTooLong(Refusal):
    """Tin quá dài."""

    text = gettext_noop("The text has %(length)s characters. Write at most %(limit)s.")


def draft_news(course: Course, *, by: User | None, at: datetime) -> NewsItem:
    """Soạn tin — of the closing once results are recognized, of the opening before; numbers as of `at`.

    Only derived numbers, names of bodies and posts go into the text. Raises NotAllowed, NothingToTell.
    """
    require(can_write_news(by, course))
    found = report_facts(course, as_of_at=at)
    if not found.counts.opened and not found.counts.present:
        raise NothingToTell
    facts = _facts(course, found, at)
    news = write(facts)
    with acting(by, "news.draft_news", at=at) as act:
        item = NewsItem.objects.create(
            course=course, title=news.title, text=news.text, facts=_plain(facts), as_of_at=at
        )
        act.record(item, after={"state": item.state})
    return item


def _facts(course: Course, found: ReportFacts, at: datetime) -> NewsFacts:
    """Gather what the writer needs; the ceremony tells posts and acts."""
    day = timezone.localdate(at)
    kind = "closing" if found.counts.recognized else "opening"
    ceremony = course.ceremonies.filter(kind=kind).order_by("day", "id").first()
    organizer = body_for(course, "manage_class")
    topics = course.classes.order_by("version__topics__position")
    titles = topics.values_list("version__topics__title", "version__topics__assumed")
    # A working title that somebody invented is not told to the public.
    named = list(dict.fromkeys(title for title, assumed in titles if title and not (assumed or {}).get("title")))
    done, who = found.outcomes, found.composition
    present = present_rows([course.pk], at).filter(sent_by__isnull=False).order_by()
    return NewsFacts(
        course=course.title,
        organizer=organizers(course, organizer, day),
        kind=kind,
        on=day,
        day=(ceremony.day if ceremony else None) or (course.ends_on if kind == "closing" else course.starts_on),
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        place=one_place(course),
        attendees=ceremony.chair_text if ceremony else "",
        acts=ceremony.acts_text if ceremony else "",
        classes=course.classes.exclude(state="cancelled").count(),
        learners=found.counts.present or found.counts.opened,
        units=present.values("sent_by").distinct().count() or who.units,
        posts=tuple(post for post, _ in who.posts[:POSTS_SHOWN]),
        more_posts=bool(who.other_posts or who.posts[POSTS_SHOWN:]),
        topics=found.teaching.topics,
        periods=found.teaching.periods,
        topic_titles=tuple(named[:TITLES_SHOWN]),
        situations=found.raised,
        answered=found.answered,
        recognized=found.counts.recognized,
        judged=done.judged,
        bands=done.bands,
        certified=found.counts.certified,
    )


def _plain(facts: NewsFacts) -> dict[str, object]:
    return {key: str(value) if hasattr(value, "isoformat") else value for key, value in asdict(facts).items()}


def edit_news(item: NewsItem, *, title: str, text: str, by: User | None, at: datetime) -> NewsItem:
    """Sửa tin — a draft only; raises NotAllowed, Forbidden, NewsEmpty, NewsTooLong."""
    require(can_write_news(by, item.course))
    NEWS.after(item.state, "edit")
    title, text = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    if not title or not text:
        raise NewsEmpty
    if len(text) > LONGEST or len(title) > 300:
        raise NewsTooLong(length=max(len(text), len(title)), limit=LONGEST if len(text) > LONGEST else 300)
    with acting(by, "news.edit_news", at=at) as act:
        held = NewsItem.objects.select_for_update().get(pk=item.pk)
        state = NEWS.after(held.state, "edit")
        item.title, item.text, item.state = title, text, state
        item.save(update_fields=["title", "text", "state"])
        act.record(item, after={"state": state})
    return item


def publish_news(item: NewsItem, *, by: User | None, at: datetime) -> NewsItem:
    """Đăng tin — on the public page from now on; raises NotAllowed, Forbidden."""
    require(can_publish(by, item.course))
    with acting(by, "news.publish_news", at=at) as act:
        locked = NewsItem.objects.select_for_update().get(pk=item.pk)
        item.state = NEWS.after(locked.state, "publish")
        item.published_at = at
        item.save(update_fields=["state", "published_at"])
        act.record(item, before={"state": locked.state}, after={"state": item.state})
        news_published.send(sender=None, item=item, by=by, at=at)
    return item


def withdraw_news(item: NewsItem, *, reason: str, by: User | None, at: datetime) -> NewsItem:
    """Gỡ tin — it leaves the public page, the row stays; raises NotAllowed, Forbidden, ReasonNeeded."""
    require(can_publish(by, item.course))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "news.withdraw_news", at=at) as act:
        locked = NewsItem.objects.select_for_update().get(pk=item.pk)
        item.state = NEWS.after(locked.state, "withdraw")
        item.save(update_fields=["state"])
        act.record(item, before={"state": locked.state}, after={"state": item.state}, reason=reason)
    return item


def draft_news_paper(item: NewsItem, *, by: User | None, at: datetime) -> Document:
    """Soạn bản in của tin — filed with the course and sent to be numbered; raises NotAllowed."""
    require(can_write_news(by, item.course))
    issuer = body_for(item.course, "manage_class")
    paper = news_paper(item, issuer, on=timezone.localdate(at))
    return courses.draft_paper(
        course=item.course, kind="news_item", role="news_item", issuer=issuer, subject=item.title, papers=[paper],
        by=by, at=at,
    )  # fmt: skip
