"""Tệp khóa bồi dưỡng — Reads a course file, tells what is wrong with it, and completes it for a rehearsal."""

from __future__ import annotations

from .findings import Finding, Level
from .reading import Reading, read

__all__ = ["Finding", "Level", "Reading", "read"]
