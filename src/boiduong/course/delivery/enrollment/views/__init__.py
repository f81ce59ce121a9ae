"""Trang chiêu sinh — call, unit lists, review, forming, opening, learners, public confirmation."""

from boiduong.course.delivery.enrollment.views import calls, learners, opening, public, reviewing, units

__all__ = ["calls", "learners", "opening", "public", "reviewing", "units"]
