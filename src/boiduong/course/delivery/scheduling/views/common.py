"""Phần chung của các trang lịch — who asks, for which course, and what the address says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.delivery.scheduling import queries
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries.bridge.ways import tidy
from boiduong.foundation.accounts.queries import user_of


def arranged_course(request: HttpRequest, slug: str) -> Course:
    """Khóa mà người này xếp lịch — Http404 for everybody else."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_arrange(user, course):
        raise Http404
    return course


def in_page_language(vi: str, en: str) -> str:
    """Câu theo ngôn ngữ của trang — of what the machine wrote in both before anybody read it."""
    return en if get_language() == "en" else vi


def way_said(way: Mapping[str, Any]) -> str:
    """Cách gỡ bằng lời — and what it changes in the program, where it raises the limit of a topic."""
    said = tidy(in_page_language(way["vi"], way["en"]))
    if not way.get("topic"):
        return said
    words = gettext("%(way)s; the limit in the program becomes %(n)s")
    return words % {"way": said, "n": way["within"]}


def draft_of(course: Course) -> TimetableVersion:
    """Bản nháp của khóa — Http404 when there is none."""
    found = queries.draft_version(course)
    if found is None:
        raise Http404
    found.course = course
    return found


def number_in(text: str | None) -> int | None:
    """Số trong địa chỉ — None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def day_in(text: str | None) -> date | None:
    """Ngày trong địa chỉ — None for anything else."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def board_url(course: Course, **wanted: object) -> str:
    """Địa chỉ bảng xếp lịch — with the class and week to return to."""
    address = reverse("scheduling:step", kwargs={"slug": course.slug})
    kept = "&".join(f"{name}={value}" for name, value in wanted.items() if value)
    return f"{address}?{kept}" if kept else address
