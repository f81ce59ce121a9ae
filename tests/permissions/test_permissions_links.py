"""Không liên kết nào dẫn vào chỗ bị từ chối — what a page of a course offers to somebody, that person may open."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import resolve, reverse

from boiduong.config.stages import PHASES
from boiduong.course.delivery.enrollment.models import Call
from boiduong.web.registry import does_next
from permissions.rich import ROLES, Rich
from permissions.walking import clients

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#?]*)')
STEPS = [step for phase in PHASES for step in phase.steps if step.url_name]
# Who does what comes next in a step; where nobody is named, the page itself leaves the button out.
WHO_ACTS = {
    "plan": "officer authority records auditor",
    "program": "officer authority records auditor",
    "nominations": "officer authority",
    "opening": "officer",
    "visits": "officer manager",
    "reports": "officer manager",
    "feedback": "officer manager",
    "recognition": "officer manager authority",
    "certificates": "officer authority records",
    "records": "officer records",
    "final_report": "officer manager",
    "news": "officer",
}


def _dead_ends(walker: Client, starts: list[str]) -> list[str]:
    """Links of these pages that are refused; of links of one kind to one course the first is followed."""
    wrong, kinds, asked = [], set[object](), set(starts)
    for start in starts:
        page = walker.get(start, follow=True)
        if page.status_code != 200:
            wrong.append(f"{start} {page.status_code}")
            continue
        for path in LINK.findall(page.content.decode()):
            found = resolve(path)
            kind = (found.view_name, found.kwargs.get("slug"))
            if path in asked or kind in kinds:
                continue
            kinds.add(kind)
            asked.add(path)
            status = walker.get(path).status_code
            if status >= 400:
                wrong.append(f"{start} leads to {path}: {status}")
    return wrong


@pytest.mark.parametrize("role", (*ROLES[3:7], *ROLES[8:]))
def test_no_link_of_a_course_is_refused(role: str, rich: Rich) -> None:
    """Home, the list of courses, the course and the page of every step that the rail leads to."""
    walker, course = clients({role: rich.users[role]})[role], rich.own.course
    starts = ["/", reverse("courses:list")]
    here = reverse("courses:course", args=[course.slug])
    shown = walker.get(here)
    if shown.status_code == 200:
        rail = {path for path in LINK.findall(shown.content.decode()) if path.startswith(here)}
        starts += [here, *(path for step in STEPS if (path := reverse(step.url_name, args=[course.slug])) in rail)]
    assert _dead_ends(walker, starts) == []


@pytest.mark.parametrize("key", WHO_ACTS)
def test_who_does_what_comes_next(key: str, rich: Rich) -> None:
    acts = [role for role in ROLES[1:] if does_next(key, user=rich.users[role], course=rich.own.course)]
    assert acts == [role for role in ROLES if role in WHO_ACTS[key].split()]


def test_a_clerk_is_offered_the_list_of_the_own_unit(rich: Rich) -> None:
    """While the call is open the officer is led to the review of all, the clerk to the own unit's list, no reader."""
    course = rich.own.course
    Call.objects.filter(course=course).update(state="issued")
    step = reverse("enrollment:nominations", args=[course.slug])
    walkers = clients({role: rich.users[role] for role in ("clerk", "auditor", "learner")})
    shown = {role: walker.get(step).context["facts"] for role, walker in walkers.items()}
    assert shown["clerk"].main.url.startswith(f"{step}don-vi/")
    assert walkers["clerk"].get(shown["clerk"].main.url).status_code == 200
    assert shown["auditor"].main is None and shown["auditor"].title
    assert shown["learner"].main is None and not shown["learner"].title
