"""Câu chữ thể thức — The number, date and attachment lines as a clerk (văn thư) writes them."""

from datetime import date

from boiduong.engines.typesetting.paper import Annex, Paper

GAP = "......"
ONE_LINE = 24
"""Capital letters of an issuer's name that fit the left column of the state head."""

PLACE_WORDS = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ", "XÃ", "PHƯỜNG", "ĐẶC KHU")
SYNTHETIC_LINE = {
    "vi": "Dữ liệu mẫu: người không có thật",
    "en": "Sample data: the people are not real",
}


def number_line(paper: Paper) -> str:
    """Số, ký hiệu — "Số: 12/QĐ-TCT" (state) or "Số 47-KH/TU" (Party), dotted while unnumbered.

    Empty for a form that is never numbered: it has no code.
    """
    if not paper.number and not paper.code:
        return ""
    return ("Số " if paper.layout == "party" else "Số: ") + number_in_text(paper)


def number_in_text(paper: Paper) -> str:
    """Số trong câu — The number with its code, without the word "Số"."""
    if paper.number and (not paper.code or not paper.number.isdigit()):
        return paper.number
    link = "-" if paper.layout == "party" else "/"
    return (paper.number or GAP) + (link + paper.code if paper.code else "")


def date_in_text(on: date | None, *, year: int | None = None) -> str:
    """Ngày tháng năm — "ngày 05 tháng 02 năm 2022"; dotted where the day is not yet known.

    Days 1-9 and months 1-2 take a zero in front (Nghị định 30/2020, Phụ lục I).
    """
    if on is None:
        return f"ngày {GAP} tháng {GAP} năm {year if year else '20' + GAP}"
    month = f"{on.month:02d}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def place_and_date(place: str, on: date | None, *, year: int | None = None) -> str:
    """Địa danh, ngày — "Vinh, ngày 05 tháng 10 năm 2022"."""
    return f"{place or GAP * 2}, {date_in_text(on, year=year)}"


def place_and_year(paper: Paper) -> str:
    """Địa danh, năm — "Vinh, năm 2022", at the foot of a cover."""
    year = paper.issued_on.year if paper.issued_on else paper.year
    return f"{paper.place or GAP * 2}, năm {year or '20' + GAP}"


def attachment_line(paper: Paper, annex: Annex) -> str:
    """Dòng kèm theo — "(Kèm theo Quyết định số … ngày … của …)" above an annex."""
    if annex.attached_to:
        return annex.attached_to
    kind = paper.title.capitalize() if paper.title else "Công văn"
    dated = date_in_text(paper.issued_on, year=paper.year)
    issuer = f" của {paper.issuer_in_text}" if paper.issuer_in_text else ""
    return f"(Kèm theo {kind} số {number_in_text(paper)} {dated}{issuer})"


def issuer_lines(issuer: str) -> str:
    """Tên cơ quan xuống dòng — A long name breaks at its place ("… / TỈNH NGHỆ AN") or at its brackets.

    A name that already holds a line break, or fits one line, stays as it is.
    """
    if "\n" in issuer:
        return issuer
    if issuer.endswith(")") and " (" in issuer:
        return "\n(".join(issuer.rsplit(" (", 1))
    if len(issuer) <= ONE_LINE:
        return issuer
    upper = issuer.upper()
    places = [at for word in PLACE_WORDS if (at := upper.rfind(f" {word} ")) >= len(issuer) // 3]
    if not places:
        return issuer
    return f"{issuer[: min(places)]}\n{issuer[min(places) + 1 :]}"


def letter_subject(subject: str) -> str:
    """Trích yếu công văn — "V/v …" under the number of a letter."""
    if subject.startswith(("V/v", "Về việc ")):
        return subject.replace("Về việc ", "V/v ", 1)
    return f"V/v {subject}"


def synthetic_line(*, language: str) -> str:
    """Dòng dữ liệu mẫu — The mark on every paper about people who do not exist."""
    return SYNTHETIC_LINE[language]
