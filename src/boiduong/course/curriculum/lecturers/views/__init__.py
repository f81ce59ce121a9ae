"""Trang giảng viên — the list, a new one, one lecturer, and what lecturers are paid."""

from boiduong.course.curriculum.lecturers.views.fees import fees
from boiduong.course.curriculum.lecturers.views.listing import create, lecturer_list, lecturer_page

__all__ = ["create", "fees", "lecturer_list", "lecturer_page"]
