"""Bài thu hoạch — submission, marking and results."""
