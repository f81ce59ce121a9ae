"""Lời từ chối của tệp khóa — Why a file that was read cannot become a course."""

from __future__ import annotations

from boiduong.refusals import Refusal, gettext_noop


class FileHasErrors(Refusal):
    """Tệp còn lỗi — A file with errors cannot be completed; show its findings."""

    text = gettext_noop("The file %(name)s has errors: %(count)s. Correct them first; each is shown with its line.")


class LearnersNotSaid(Refusal):
    """Chưa biết số học viên — No number in the file tells how many learners to make."""

    text = gettext_noop(
        "The file %(name)s does not say how many learners there are: no stated number, class size, expected number, "
        "quota or plan. Add for example: rehearsal: {assumed: true, seed: 1, learners: 60}."
    )
