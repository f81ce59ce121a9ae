"""Cầu nối với bộ xếp lịch — a version of the database as a problem of the engine, and a solution as acts on a draft."""

from boiduong.course.delivery.scheduling.queries.bridge.answer import Changes, Move, changes_of
from boiduong.course.delivery.scheduling.queries.bridge.problem import Bridge, bridge_of

__all__ = ["Bridge", "Changes", "Move", "bridge_of", "changes_of"]
