"""Ngày giờ — dates and times as Vietnamese papers and screens write them."""

from datetime import date, time

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def date_words(day: date) -> str:
    """Ngày trên văn bản — "ngày 05 tháng 02 năm 2025".

    Days under 10 and months 1 and 2 carry a zero (layout rules of Nghị định 30/2020/NĐ-CP).
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def date_short(day: date) -> str:
    """Ngày ngắn — "18/8/2025", without zeros."""
    return f"{day.day}/{day.month}/{day.year}"


def date_digits(day: date) -> str:
    """Ngày bằng số trên văn bản — "05/02/2025", with zeros, so that a column of days has one form."""
    return f"{day:%d/%m/%Y}"


def range_digits(start: date, end: date) -> str:
    """Khoảng ngày trên văn bản — "18–22/08/2025", "28/07–02/08/2025", "29/12/2025–03/01/2026".

    Raises ValueError if the end is before the start.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    if start == end:
        return date_digits(start)
    shown = "%d/%m/%Y" if start.year != end.year else "%d/%m" if start.month != end.month else "%d"
    return f"{start.strftime(shown)}–{date_digits(end)}"


def birth_text(birth_on: date | None, birth_year: int | None = None) -> str:
    """Ngày sinh — the day as lists write it ("05/02/1975"), else the year, else nothing."""
    return f"{birth_on:%d/%m/%Y}" if birth_on else str(birth_year or "")


def birth_short(birth_on: date | None, birth_year: int | None = None) -> str:
    """Ngày sinh trên trang — the day as pages write it ("5/2/1975"), else the year, else nothing."""
    return date_short(birth_on) if birth_on else str(birth_year or "")


def date_range(start: date, end: date) -> str:
    """Khoảng ngày — "18–22/8/2025", "28/7–2/8/2025", "29/12/2025–3/1/2026".

    Raises ValueError if the end is before the start.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    if start == end:
        return date_short(start)
    if start.year != end.year:
        return f"{date_short(start)}–{date_short(end)}"
    first = f"{start.day}" if start.month == end.month else f"{start.day}/{start.month}"
    return f"{first}–{date_short(end)}"


def weekday(day: date) -> str:
    """Thứ — "Thứ Hai" to "Thứ Bảy", and "Chủ nhật"."""
    return _WEEKDAYS[day.weekday()]


def time_words(moment: time) -> str:
    """Giờ — "7 giờ 30", "8 giờ" on the hour, 24-hour clock."""
    return f"{moment.hour} giờ {moment.minute:02}" if moment.minute else f"{moment.hour} giờ"
