"""Lỗi trong tệp — what is wrong in a row that was read, and the sentence for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """Lỗi — row as numbered in Excel, title of the column, a code and facts for the sentence."""

    row: int
    column: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


_SENTENCES: dict[str, tuple[str, str]] = {
    "column_missing": (
        "Thiếu cột “{column}”.",
        "The column “{column}” is missing.",
    ),
    "column_twice": (
        "Có hai cột “{column}”. Máy đọc cột đứng trước; xóa cột thừa.",
        "There are two columns “{column}”. The first one is read; remove the other.",
    ),
    "required": (
        "Chưa ghi “{column}”.",
        "“{column}” is not filled in.",
    ),
    "not_whole_number": (
        "“{column}” cần một số nguyên, trong tệp ghi “{found}”.",
        "“{column}” needs a whole number; the file says “{found}”.",
    ),
    "not_number": (
        "“{column}” cần một số, trong tệp ghi “{found}”.",
        "“{column}” needs a number; the file says “{found}”.",
    ),
    "digits_lost": (
        "“{column}” bị Excel làm tròn thành số. Định dạng ô là Text rồi gõ lại.",
        "Excel rounded “{column}” to a number. Format the cell as Text and type it again.",
    ),
    "not_date": (
        "“{column}” cần ngày dạng 18/8/2025, trong tệp ghi “{found}”.",
        "“{column}” needs a date such as 18/8/2025; the file says “{found}”.",
    ),
    "no_such_day": (
        "“{column}”: tháng {month} không có ngày {day}.",
        "“{column}”: month {month} has no day {day}.",
    ),
    "no_such_month": (
        "“{column}”: không có tháng {month}. Ghi ngày trước, tháng sau.",
        "“{column}”: there is no month {month}. Write the day first, then the month.",
    ),
    "cell_error": (
        "“{column}” là ô báo lỗi {found} của Excel. Gõ lại giá trị.",
        "“{column}” holds the Excel error {found}. Type the value again.",
    ),
}


def problem_sentence(problem: Problem, language: Literal["vi", "en"] = "vi") -> str:
    """Câu báo lỗi — "Dòng 42: …" or "Row 42: …", fit for the person who filled in the file."""
    vietnamese, english = _SENTENCES[problem.code]
    facts = {**problem.facts, "column": problem.column}
    if language == "vi":
        return f"Dòng {problem.row}: " + vietnamese.format(**facts)
    return f"Row {problem.row}: " + english.format(**facts)
