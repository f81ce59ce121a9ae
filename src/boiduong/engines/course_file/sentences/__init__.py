"""Câu nhận xét — For every code: its level, its Vietnamese sentence and its English one."""

from __future__ import annotations

from .agreement import AGREEMENT
from .shape import SHAPE
from .text import TEXT

SENTENCES: dict[str, tuple[str, str, str]] = {**TEXT, **SHAPE, **AGREEMENT}

__all__ = ["SENTENCES"]
