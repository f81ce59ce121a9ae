"""Giấy tờ của lịch học — the timetable, the program of the opening, invitations and letters of mission."""

from boiduong.course.delivery.scheduling.papers.invitations import invitation_paper, mission_paper
from boiduong.course.delivery.scheduling.papers.opening import opening_programs
from boiduong.course.delivery.scheduling.papers.timetable import issuer_of, timetable_paper

__all__ = ["invitation_paper", "issuer_of", "mission_paper", "opening_programs", "timetable_paper"]
