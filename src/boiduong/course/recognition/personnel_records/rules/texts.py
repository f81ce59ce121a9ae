"""Chữ của dòng đào tạo, bồi dưỡng — how a result reads in table 26 of mẫu 2C."""

from collections.abc import Sequence
from datetime import date

from boiduong.refusals import gettext_noop

FORM_TEXT = "Bồi dưỡng"
OUTCOME_TEXTS = {"recognized": "Hoàn thành", "exception": "Hoàn thành (công nhận ngoại lệ)"}
# Official words of the paper file, so not translated: the column "Hình thức" and the kinds of papers.
FORMS = (FORM_TEXT, "Bồi dưỡng trực tuyến", "Chính quy", "Vừa làm vừa học", "Chuyên tu", "Từ xa")
PAPERS = ("Chứng chỉ", "Giấy chứng nhận", "Bằng tốt nghiệp", "Giấy xác nhận", "Quyết định công nhận")
ORIGINS = {
    "ours": gettext_noop("a course kept here"),
    "point": gettext_noop("a course followed from a point"),
    "declared": gettext_noop("learned elsewhere"),
}
# Nghị định 171/2025/NĐ-CP names five blocks of content; what fits none of them is "Khác".
BLOCKS = {
    "political_theory": "Lý luận chính trị",
    "defense_security": "Quốc phòng, an ninh",
    "public_administration": "Kiến thức, kỹ năng quản lý nhà nước",
    "post_skills": "Theo yêu cầu vị trí việc làm",
    "digital_skills": "Khoa học công nghệ, đổi mới sáng tạo, kỹ năng số",
}
OTHER_BLOCK = "Khác"


def months(from_on: date | None, to_on: date | None) -> str:
    """Từ tháng, năm – đến tháng, năm — "08/2025 – 09/2025"; one month is said once, an unknown end is left out."""
    said = [f"{day:%m/%Y}" for day in (from_on, to_on) if day]
    return " – ".join(dict.fromkeys(said))


def paper_text(papers: Sequence[tuple[str, str, str]], decision: str) -> str:
    """Văn bằng, chứng chỉ — every credential of the result as (title, number, day), else the decision itself."""
    if not papers:
        return f"Quyết định công nhận số {decision}"
    return "; ".join(f"{title} số {number} ngày {day}" for title, number, day in papers)


def declared_paper_text(title: str, number: str, day: str) -> str:
    """Văn bằng, chứng chỉ khai bổ sung — number and day are left out where the paper has none."""
    return " ".join(filter(None, [title, number and f"số {number}", day and f"ngày {day}"]))


def result_text(outcome: str, band: str) -> str:
    """Kết quả — completed, with the band where one was given."""
    done = OUTCOME_TEXTS[outcome]
    return f"{done}, xếp loại {band}" if band else done


def block_text(block: str) -> str:
    """Nội dung — one of the five blocks, "Khác" for any other, empty where nothing is said."""
    return BLOCKS.get(block, OTHER_BLOCK) if block else ""
