"""Kế hoạch năm — rooms, beds and lecturers over the whole year, and an urgent class put in."""
