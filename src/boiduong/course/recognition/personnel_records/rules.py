"""Quy tắc hồ sơ cán bộ — states, and how a result reads in table 26 of mẫu 2C."""

from collections.abc import Sequence
from datetime import date

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

TRAINING_RECORD = Machine(
    name="training_record",
    label=gettext_noop("The training record"),
    states={
        "confirmed": gettext_noop("confirmed"),
        "sent": gettext_noop("sent to the unit"),
        "filed": gettext_noop("filed"),
    },
    acts={
        "send": gettext_noop("send it to the unit"),
        "file": gettext_noop("file it"),
    },
    table={
        ("confirmed", "send"): "sent",
        ("sent", "file"): "filed",
    },
)

FORM_TEXT = "Bồi dưỡng"
OUTCOME_TEXTS = {"recognized": "Hoàn thành", "exception": "Hoàn thành (công nhận ngoại lệ)"}


def months(from_on: date | None, to_on: date | None) -> str:
    """Từ tháng, năm – đến tháng, năm — "08/2025 – 09/2025"; one month is said once, an unknown end is left out."""
    said = [f"{day:%m/%Y}" for day in (from_on, to_on) if day]
    return " – ".join(dict.fromkeys(said))


def paper_text(papers: Sequence[tuple[str, str, str]], decision: str) -> str:
    """Văn bằng, chứng chỉ — every credential of the result as (title, number, day), else the decision itself."""
    if not papers:
        return f"Quyết định công nhận số {decision}"
    return "; ".join(f"{title} số {number} ngày {day}" for title, number, day in papers)


def result_text(outcome: str, band: str) -> str:
    """Kết quả — completed, with the band where one was given."""
    done = OUTCOME_TEXTS[outcome]
    return f"{done}, xếp loại {band}" if band else done
