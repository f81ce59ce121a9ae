"""Nhượng bộ — what a chosen way out changes for good, and what only the next run of the machine is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.services import set_time
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge.ways import Way
from boiduong.course.delivery.scheduling.services.refusals import NoRunNow
from boiduong.foundation.accounts.models import User


def conceding(
    version: TimetableVersion, before: Sequence[Way], chosen: Way, *, by: User | None, at: datetime
) -> list[Way]:
    """Các nhượng bộ của lượt sau — those before and the one chosen; a higher limit stands in the program from now on.

    Raises NotAllowed for who may not write the program, NoRunNow where the topic is no longer taught in the course.
    """
    if not chosen.topic:
        return [*before, chosen]
    taught = Topic.objects.filter(version__in=version.course.classes.values("version"))
    topic = taught.select_related("version__program", "follows").filter(pk=chosen.topic, within__isnull=False).first()
    if topic is None:
        raise NoRunNow
    within = max(chosen.within, topic.within or 0)
    set_time(topic, follows=topic.follows, within=within, evening=topic.evening, by=by, at=at)
    return [*before]
