"""Trang bài thu hoạch — the step, one assignment, marking, and the learner's own reports."""
