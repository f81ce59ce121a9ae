"""Quy tắc văn bản — states of a paper, how its number reads, and the mark by which a scan finds it."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

DOCUMENT = Machine(
    name="document",
    label=gettext_noop("The paper"),
    states={
        "draft": gettext_noop("draft"),
        "locked": gettext_noop("waiting for a number"),
        "numbered": gettext_noop("numbered"),
        "filed": gettext_noop("filed"),
        "void": gettext_noop("void"),
        "discarded": gettext_noop("discarded"),
    },
    acts={
        "lock": gettext_noop("send it to be numbered"),
        "number": gettext_noop("give it a number"),
        "file": gettext_noop("file it"),
        "discard": gettext_noop("discard it"),
        "void": gettext_noop("void it"),
    },
    table={
        ("draft", "lock"): "locked",
        ("locked", "number"): "numbered",
        ("numbered", "file"): "filed",
        ("draft", "discard"): "discarded",
        ("locked", "discard"): "discarded",
        ("numbered", "void"): "void",
        ("filed", "void"): "void",
    },
)

# kind -> (Vietnamese name, code in the number; "" = công văn, which carries no type code)
KINDS: dict[str, tuple[str, str]] = {
    "need_survey": ("Công văn", ""),
    "annual_plan": ("Kế hoạch", "KH"),
    "program": ("Chương trình", "CTr"),
    "call": ("Công văn", ""),
    "nomination_list": ("Danh sách trích ngang", "DS"),
    "review_result": ("Thông báo", "TB"),
    "opening_decision": ("Quyết định", "QĐ"),
    "organizing_board": ("Quyết định", "QĐ"),
    "class_managers": ("Quyết định", "QĐ"),
    "class_officers": ("Quyết định", "QĐ"),
    "host_letter": ("Công văn", ""),
    "fee_list": ("Bảng kê", "BK"),
    "summons": ("Giấy triệu tập", "GTT"),
    "timetable": ("Lịch học", "LH"),
    "invitation": ("Giấy mời", "GM"),
    "mission_letter": ("Giấy giới thiệu", "GGT"),
    "roll": ("Sổ điểm danh", "SĐD"),
    "lesson_log": ("Sổ đầu bài", "SĐB"),
    "situations": ("Tổng hợp tình huống", "TH"),
    "field_study_plan": ("Kế hoạch", "KH"),
    "mark_sheet": ("Bảng điểm", "BĐ"),
    "evaluation_report": ("Báo cáo", "BC"),
    "recognition_minutes": ("Biên bản", "BB"),
    "recognition_decision": ("Quyết định", "QĐ"),
    "commendation_decision": ("Quyết định", "QĐ"),
    "certificate": ("Chứng chỉ", "CC"),
    "register": ("Sổ cấp chứng chỉ", "SCC"),
    "results_letter": ("Công văn", ""),
    "result_slip": ("Phiếu kết quả", "PKQ"),
    "final_report": ("Báo cáo", "BC"),
    "news_item": ("Tin", "TIN"),
    "outside": ("Văn bản", ""),
}

# What lists call a kind whose name in the head of the paper is that of several: every decision is "Quyết định".
LONG_NAMES: dict[str, str] = {
    "need_survey": "Công văn khảo sát nhu cầu",
    "annual_plan": "Kế hoạch năm",
    "call": "Công văn chiêu sinh",
    "review_result": "Thông báo kết quả xét cử",
    "opening_decision": "Quyết định mở lớp",
    "organizing_board": "Quyết định thành lập Ban Tổ chức",
    "class_managers": "Quyết định phân công chủ nhiệm lớp",
    "class_officers": "Quyết định công nhận ban cán sự lớp",
    "host_letter": "Công văn liên hệ cơ sở",
    "fee_list": "Bảng kê thanh toán tiền giảng",
    "field_study_plan": "Kế hoạch nghiên cứu thực tế",
    "evaluation_report": "Báo cáo kết quả đánh giá",
    "recognition_minutes": "Biên bản xét công nhận",
    "recognition_decision": "Quyết định công nhận",
    "commendation_decision": "Quyết định khen thưởng",
    "results_letter": "Công văn gửi kết quả",
    "final_report": "Báo cáo tổng kết",
    "outside": "Văn bản của nơi khác",
}


def long_name(kind: str) -> str:
    """Tên loại trong danh sách — tells one decision from another."""
    return LONG_NAMES.get(kind) or KINDS.get(kind, (kind, ""))[0]


def number_text(*, layout: str, number: int, code: str) -> str:
    """Số và ký hiệu — `12/QĐ-TCT` in State papers, `12-KH/TU` in Party papers.

    `code` is "QĐ-TCT" for the State (Nghị định 30/2020) and "KH/TU" for the Party (36-HD/VPTW).
    """
    separator = "-" if layout == "party" else "/"
    return f"{number:02d}{separator}{code}"


MARK = "BD*"


def mark_of(uid: UUID) -> str:
    """Mã nhận biết — 29 letters and digits in the small code at the foot of each page; tells nothing else."""
    return MARK + base64.b32encode(uid.bytes).decode().rstrip("=")


def uid_of(text: str) -> UUID | None:
    """Văn bản nào — the paper that a code read from a page names; None where it is no mark of ours."""
    code = text.strip()
    if not code.startswith(MARK) or len(code) != len(MARK) + 26:
        return None
    try:
        return UUID(bytes=base64.b32decode(code.removeprefix(MARK) + "======"))
    except (binascii.Error, ValueError):
        return None


# How a paper is signed when not by the head: what is asked of the office, and the abbreviation of each layout.
SIGNED_AS: dict[str, str] = {
    "": gettext_noop("the head signs"),
    "kt": gettext_noop("a deputy signs for the head (KT.)"),
    "tl": gettext_noop("on the order of the head (TL.)"),
    "tuq": gettext_noop("by written mandate of the head (TUQ.)"),
    "q": gettext_noop("an acting head signs (Q.)"),
}
ABBREVIATIONS = {
    "state": {"kt": "KT.", "tl": "TL.", "tuq": "TUQ.", "q": "Q."},
    "party": {"kt": "K/T", "tl": "T/L", "tuq": "T/UQ", "q": "Q."},
}


def capacity_lines(head: tuple[str, ...], *, how: str, post: str, layout: str) -> tuple[str, ...]:
    """Quyền hạn, chức vụ người ký — the lines above the name, in capitals (Nghị định 30/2020, phụ lục I).

    `head` is how the head signs: one line for a head who decides alone (HIỆU TRƯỞNG), two where a body decides
    together (TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH). A deputy for a body signs for its chair; in Party papers the deputy
    signs in the name of the body itself. On order or by mandate the post of whoever signs is said.
    """
    words = ABBREVIATIONS["party" if layout == "party" else "state"]
    post = " ".join(post.split()).upper()
    if how not in words or not head:
        return head
    *body, chief = head
    if how == "q":
        return (*body, f"{words['q']} {chief}")
    post = post or f"PHÓ {chief}"
    if how == "kt" and body and layout == "party":
        return (*body, post)
    if how == "kt":
        return (*body, f"{words['kt']} {chief}", post)
    return (f"{words[how]} {body[0].split(' ', 1)[1] if body else chief}", post)
