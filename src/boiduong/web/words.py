"""Chữ trong câu — how what is named stands inside a sentence of a page."""

from __future__ import annotations

from django.utils.translation import get_language

from boiduong.engines.vietnamese import inside


def in_sentence(name: str) -> str:
    """Tên giữa câu — "của lớp A", "xã Ia Nan" in Vietnamese; in English the name stays as it is."""
    return inside(name) if get_language() == "vi" else name
