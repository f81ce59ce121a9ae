"""Điểm cầu — the keeper of a site marks its people and hands its part of the roll in."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.courses.models import Site
from boiduong.course.delivery.sessions.models import Session, SiteRoll
from boiduong.course.delivery.sessions.permissions import roll_scope
from boiduong.course.delivery.sessions.queries import expected
from boiduong.course.delivery.sessions.rules import ATTENDED, SESSION
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal, gettext_noop


class SiteHandedIn(Refusal):
    """Điểm cầu đã nộp điểm danh."""

    text = gettext_noop("%(name)s has handed in its roll of this session. The class manager corrects it from now on.")


class SiteNotMarked(Refusal):
    """Điểm cầu còn người chưa ghi."""

    text = gettext_noop("%(name)s still has people without a mark: %(count)s.")


class SiteEmpty(Refusal):
    """Điểm cầu không có ai của lớp."""

    text = gettext_noop("Nobody of this class sits at %(name)s.")


def hand_in_site(session: Session, site: Site, *, by: User | None, at: datetime) -> SiteRoll:
    """Nộp điểm danh của điểm cầu — every person of the site is marked; after it only the office changes a mark.

    Raises NotAllowed, Forbidden, SiteEmpty, SiteNotMarked, SiteHandedIn.
    """
    scope = roll_scope(by, session)
    require(scope is None or site.pk in scope)
    with acting(by, "sessions.hand_in_site", at=at) as act:
        locked = Session.objects.select_for_update().get(pk=session.pk)
        SESSION.after(locked.state, "mark")
        if session.site_rolls.filter(site=site).exists():
            raise SiteHandedIn(name=site.name)
        people = set(expected(session).filter(site=site).values_list("pk", flat=True))
        marked = dict(session.verdicts.filter(enrollment__in=people).values_list("enrollment_id", "code"))
        if not people:
            raise SiteEmpty(name=site.name)
        if len(marked) < len(people):
            raise SiteNotMarked(name=site.name, count=len(people) - len(marked))
        present = sum(code in ATTENDED for code in marked.values())
        row = SiteRoll.objects.create(
            session=session, site=site, present=present, expected=len(people), handed_in_at=at,
            by_id=by.pk if by else None,
        )  # fmt: skip
        act.record(row, after={"session": session.pk, "site": site.pk, "present": present, "expected": len(people)})
    return row
