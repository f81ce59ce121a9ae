"""Rules of situations: which act each state takes, what stays out of a text, and what still names somebody."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from boiduong.course.delivery.situations.rules import (
    FIELDS,
    REACHES,
    SITUATION,
    NotAnonymized,
    SecretContent,
    names_in,
    refuse_secret,
)
from boiduong.states import Forbidden

WALK = {
    ("raised", "triage"): "triaged",
    ("raised", "return"): "returned",
    ("raised", "merge"): "merged",
    ("triaged", "discuss"): "discussed",
    ("discussed", "answer"): "answered",
    ("discussed", "refer"): "referred",
    ("referred", "record_answer"): "answered",
    ("answered", "approve"): "approved",
    ("approved", "publish"): "published",
    ("referred", "remind"): "referred",
    ("referred", "reply"): "referred",
    ("answered", "ask_again"): "followed",
    ("approved", "ask_again"): "followed",
    ("published", "ask_again"): "published",
}


@pytest.mark.parametrize(("state", "act"), list(itertools.product(SITUATION.states, SITUATION.acts)))
def test_situation_walk(state: str, act: str) -> None:
    if (state, act) in WALK:
        assert SITUATION.after(state, act) == WALK[state, act]
    else:
        with pytest.raises(Forbidden):
            SITUATION.after(state, act)


@pytest.mark.parametrize(
    "text",
    [
        "Tài liệu TUYỆT MẬT kèm theo",
        "công văn tối mật số 5",
        "tối \n  mật",
        unicodedata.normalize("NFD", "Tối mật"),
        "xin gửi danh sách quy hoạch cấp ủy",
        "bản đóng dấu Mật",
        "<b>tài liệu mật</b>",
    ],
    ids=["upper", "lower", "broken line", "decomposed", "succession list", "stamped", "markup"],
)
def test_secret_text_is_refused(text: str) -> None:
    with pytest.raises(SecretContent):
        refuse_secret(["Câu hỏi về đất đai", text])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bí mật kinh doanh của hợp tác xã",
        "Danh sách quy hoạch sử dụng đất năm 2026 đã công bố",
        "mật ong",
    ],
)
def test_plain_text_is_taken(text: str) -> None:
    refuse_secret([text])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912345678 để hỏi", "0912345678"),
        ("Gọi 0912.345.678", "0912.345.678"),
        ("Gọi 0912 345 678", "0912 345 678"),
        ("CCCD 066175001234", "066175001234"),
        ("Thửa đất 12 tờ 34, diện tích 1234 m2", ""),
        ("Nghị định 30/2020 ngày 05-03-2020", ""),
        ("mã 06617500123456", ""),
        ("bà Nguyễn Thị An ở thôn 2", "Nguyễn Thị An"),
        ("bà NGUYỄN   THỊ AN", "Nguyễn Thị An"),
        (unicodedata.normalize("NFD", "bà Nguyễn Thị An"), "Nguyễn Thị An"),
        ("bà Nguyễn Thị Anh", ""),
        ("một cán bộ xã", ""),
    ],
    ids=[
        "phone",
        "phone with dots",
        "phone with blanks",
        "identity number",
        "land numbers",
        "decree and date",
        "longer number",
        "name",
        "capitals",
        "decomposed",
        "longer name",
        "nobody",
    ],
)
def test_names_in_text(text: str, found: str) -> None:
    assert names_in(["Tiêu đề", text], ["", "Nguyễn Thị An", "(.*)"]) == found


def test_refusals_say_what_stands_there() -> None:
    assert "0912345678" in str(NotAnonymized(words="0912345678"))
    assert "tối mật" in str(SecretContent(words="tối mật"))


def test_lists_have_a_way_out() -> None:
    assert list(FIELDS)[-1] == "other"
    assert list(REACHES) == ["class", "school", "province", "public"]
