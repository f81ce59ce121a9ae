"""Bản in của tin — the item as a paper that goes to the paper's or the station's desk."""

from __future__ import annotations

from datetime import date

from boiduong.course.delivery.courses.papers import paper_frame, signature_of
from boiduong.course.website.news.models import NewsItem
from boiduong.engines.typesetting import Paper, Paragraph
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on, path_on


def news_paper(item: NewsItem, issuer: Unit, *, on: date) -> Paper:
    """Tin bài — the text as it stands, a paragraph each."""
    frame = paper_frame(issuer, kind="news_item", on=on)
    return Paper(
        **frame,
        title="TIN",
        subject=item.title,
        blocks=tuple(Paragraph(text.strip()) for text in item.text.split("\n\n") if text.strip()),
        signature=signature_of(issuer, on=on),
        recipients=(f"{_press(issuer, on)};", "Trang thông tin điện tử;", "Lưu: VT, hồ sơ khóa."),
        synthetic=item.course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )


def _press(issuer: Unit, on: date) -> str:
    """The paper and the station of the place: a central body, or one in no province, names none."""
    kinds = [one.kind for one in path_on(issuer, on)]
    if "city" in kinds:
        return "Báo, đài của thành phố"
    return "Báo, đài của tỉnh" if "province" in kinds else "Báo, đài"
