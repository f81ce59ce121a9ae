"""Every Vietnamese and highland letter prints, and no value runs, breaks or vanishes."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boiduong.engines.typesetting import (
    Annex,
    Bullets,
    Certificate,
    Column,
    FactList,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    Typesetter,
)
from boiduong.engines.typesetting.coverage import drawable_characters
from boiduong.engines.typesetting.text import clean, one_line

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", letter + tone)
        for vowel in "aăâeêioôơuưy"
        for letter in (vowel, vowel.upper())
        for tone in TONES
    }
    - set("aeiouyAEIOUY")
    | set("đĐ")
)
HIGHLAND = "ŭĭĕŏƀčŬĬĔŎɃČ"

LITERAL = (
    '#panic("x")',
    "#{1+1}",
    "$x^2$ `raw` \\u{41} [a] *b* _c_ @ref <label> // c /* d */",
    "- gạch",
    "1. số",
    "= đề",
    "/ a: b",
    "-- --- ... ~",
    "\"trích\" 'dẫn'",
    "https://a.example/b?c=d&e#f",
    "\\",
)


def test_letters_number_134() -> None:
    assert len(LETTERS) == 134


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_print_composed_whatever_form_came_in(printed: Callable[..., Any], form: str) -> None:
    line = " ".join(LETTERS)
    sheet = printed(Paper(issuer="TRƯỜNG", blocks=(Paragraph(unicodedata.normalize(form, line)),)))
    assert line in sheet.text()


def test_letters_are_drawable_in_every_face() -> None:
    assert not {ord(letter) for letter in (*LETTERS, *HIGHLAND[:6], "\u0306")} - drawable_characters()


def test_highland_names_print(printed: Callable[..., Any]) -> None:
    names = "Y Ayŭn Niê, H'Kčă Êban, Ƀuôn"
    assert names.split("Ƀ")[0] in printed(Paper(issuer="X", blocks=(Paragraph(names),))).text()


@pytest.mark.parametrize("value", LITERAL)
def test_value_with_markup_prints_literally(printed: Callable[..., Any], value: str) -> None:
    table = Table((Column("Cột"),), ((value,),))
    paper = Paper(issuer="X", title="T", blocks=(Paragraph(value), table), recipients=(value,))
    assert printed(paper).text().count(" ".join(value.split())) == 3


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("a\r\nb\rc\nd", "a\nb\nc\nd", id="line breaks of every system"),
        pytest.param("a\tb\u2028c\u3000d", "a b c d", id="other white space"),
        pytest.param("12\u202f000\u00a0đ", "12\u00a0000\u00a0đ", id="unbreakable spaces"),
        pytest.param("\u202e21\u202c\u200f", "21", id="direction marks"),
        pytest.param("a\u200b\u00ad\ufeffb\x00\x07", "ab", id="invisible"),
        pytest.param("\ud800a", "a", id="half a surrogate pair"),
        pytest.param("👍 漢\ue000\uffff", "□ □□□", id="not in the font"),
        pytest.param("e\u0323\u0302", "ệ", id="decomposed"),
        pytest.param("a" * 30, "a" * 30, id="longest word kept whole"),
        pytest.param("b" * 31, "\u200b".join(["b" * 10] * 3 + ["b"]), id="longer word may break"),
        pytest.param("https://" + "a" * 64 + "/" + "b" * 40, "https://" + "a" * 64 + "/" + "b" * 40, id="address"),
        pytest.param("12/QĐ-" + "X" * 28 + "-" + "Y" * 5, "12/QĐ-" + "X" * 28 + "-" + "Y" * 5, id="breaks by itself"),
        pytest.param("q" * 30 + "\u0301q", "\u200b".join(["q" * 10] * 3) + "\u0301q", id="mark stays"),
    ],
)
def test_clean(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


def test_one_line_drops_breaks() -> None:
    assert one_line(" QUYẾT\nĐỊNH  " + "x" * 40) == "QUYẾT ĐỊNH " + "x" * 40


def everywhere(value: str, *, layout: str) -> Paper:
    """The value in every place that a paper has."""
    table = Table(
        (Column(value, 1, "left", value), Column(value, 2, "right", value), Column(value)),
        ((value,) * 3,),
        total=(value,) * 3,
        caption=value,
        small=True,
    )
    styles = ("body", "basis", "article", "center", "note")
    signature = Signature((value, value), value, value)
    return Paper(
        layout=layout,  # type: ignore[arg-type]
        issuer=value,
        parent_issuer=value,
        number=value,
        code=value,
        place=value,
        title=value,
        subject=value,
        addressed_to=(value, value),
        blocks=(
            Heading(value),
            *(Paragraph(value, style, lead=value) for style in styles),  # type: ignore[arg-type]
            Bullets((value,), value),
            FactList(((value, value),)),
            table,
        ),
        signature=signature,
        signatures=(signature,) * 3,
        recipients=(value,),
        annexes=(Annex(value, value, (Heading(value), table), landscape=True, signature=signature),),
        footer=value,
        issuer_in_text=value,
    )


HOSTILE = (
    *LITERAL,
    "",
    "   ",
    "\n\n",
    "x" * 5000,
    "từ " * 1700,
    "שלום العربية 漢字 \u202eabc",
    "\u0301\u0301a",
    "👨‍👩‍👧\ufffe\x00\ud800\ue000",
    "ê\u0306" * 60,
)


@pytest.mark.parametrize("layout", ["state", "party"])
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:20]))
def test_paper_with_hostile_values_is_printed(typesetter: Typesetter, value: str, layout: str) -> None:
    assert typesetter.render(everywhere(value, layout=layout)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:20]))
def test_certificate_with_hostile_values_stays_one_page(
    typesetter: Typesetter, printed: Callable[..., Any], value: str
) -> None:
    certificate = Certificate(
        issuer=value,
        parent_issuer=value,
        awarded_to=value,
        program=value,
        title=value,
        honorific=value,
        birth=value,
        unit=value,
        statement=value,
        grade=value,
        place=value,
        signature=Signature((value,), value),
        serial=value,
        register_number=value,
        decision=value,
        check_code=value,
        verify="https://boiduong.example/v/1",
    )
    pdf = typesetter.render_certificate(certificate)
    assert len(printed(pdf=pdf).reader.pages) == 1


def test_long_text_is_kept_whole(printed: Callable[..., Any]) -> None:
    words = [f"từ{number}" for number in range(900)]
    long_row = Table((Column("A"), Column("B")), ((" ".join(words), "cuối"),))
    assert [word for word in printed(Paper(issuer="X", blocks=(long_row,))).text().split() if "từ" in word] == words


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(max_size=40))
def test_any_text_is_printed(typesetter: Typesetter, value: str) -> None:
    assert typesetter.render(everywhere(value, layout="state")).startswith(b"%PDF")
