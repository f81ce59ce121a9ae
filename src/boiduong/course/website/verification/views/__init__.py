"""Trang tra cứu — asked by people, kept by phones, read by other software."""

from boiduong.course.website.verification.views.asking import by_mark, compare, look_up
from boiduong.course.website.verification.views.offline import book, page, revocations, worker
from boiduong.course.website.verification.views.published import badge, did, keys, states

__all__ = ["badge", "book", "by_mark", "compare", "did", "keys", "look_up", "page", "revocations", "states", "worker"]
