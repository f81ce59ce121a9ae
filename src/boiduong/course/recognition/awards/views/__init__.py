"""Trang xét công nhận — the list with facts and reasons, meeting, decision, commendation, a note on one learner."""

from boiduong.course.recognition.awards.views.commending import commendation
from boiduong.course.recognition.awards.views.deciding import decision, draft, meeting
from boiduong.course.recognition.awards.views.judging import step
from boiduong.course.recognition.awards.views.learner import learner

__all__ = ["commendation", "decision", "draft", "learner", "meeting", "step"]
