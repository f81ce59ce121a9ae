"""Fields: dates, numbers, names, reasons, and how a form is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from boiduong.engines.vietnamese import fold
from boiduong.web.forms import (
    CommaDecimalField,
    NameField,
    NormalTextField,
    PageForm,
    PlainNumberInput,
    PlainSelect,
    ReasonField,
    VietnameseDateField,
    field_of,
    offer_choices,
    read_date,
    read_decimal,
)
from boiduong.web.forms.found import FoundField


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18/8/2025", date(2025, 8, 18)),
        ("08/08/2025", date(2025, 8, 8)),
        ("1/1/1900", date(1900, 1, 1)),
        (" 5 / 12 / 1981 ", date(1981, 12, 5)),
        ("12.4.1978", date(1978, 4, 12)),
        ("3-9-1975", date(1975, 9, 3)),
        ("29/2/2024", date(2024, 2, 29)),
        ("2025-08-18", date(2025, 8, 18)),
    ],
)
def test_date_is_read(text: str, day: date) -> None:
    assert read_date(text) == day
    assert VietnameseDateField().clean(text) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/2/2025", "Month 2 has no day 31."),
        ("31/4/2025", "Month 4 has no day 31."),
        ("0/4/2025", "Month 4 has no day 0."),
        ("32/1/2025", "Month 1 has no day 32."),
        ("29/2/2025", "In 2025 month 2 has 28 days."),
        ("29/2/1900", "In 1900 month 2 has 28 days."),
        ("1/13/2025", "There is no month 13."),
        ("1/0/2025", "There is no month 0."),
        ("12.4.78", "Write the year with 4 digits, for example 2025."),
        ("1/1/202", "Write the year with 4 digits, for example 2025."),
        ("1/1/1025", "The year must lie between 1900 and 2100."),
        ("1/1/9999", "The year must lie between 1900 and 2100."),
        ("ngày mai", "Write the date as day/month/year, for example 18/8/2025."),
        ("18/8", "Write the date as day/month/year, for example 18/8/2025."),
        ("18/8/2025 x", "Write the date as day/month/year, for example 18/8/2025."),
        ("١٨/٨/٢٠٢٥", "Write the date as day/month/year, for example 18/8/2025."),
        ("118/8/2025", "Write the date as day/month/year, for example 18/8/2025."),
        ("<b>1/1/2025", "Write the date as day/month/year, for example 18/8/2025."),
    ],
)
def test_date_is_refused_with_the_part_that_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        VietnameseDateField().clean(text)
    assert error.value.messages == [sentence]


def test_date_field_narrows_the_years() -> None:
    with pytest.raises(ValidationError, match="between 2020 and 2030"):
        VietnameseDateField(first_year=2020, last_year=2030).clean("1/1/2019")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        (date(2025, 1, 2), date(2025, 1, 2)),
        (datetime(2025, 1, 2, 9), date(2025, 1, 2)),  # noqa: DTZ001
    ],
)
def test_date_field_takes_empty_and_dates(value: object, day: date | None) -> None:
    assert VietnameseDateField(required=False).clean(value) == day


def test_date_field_shows_a_date_and_keeps_wrong_text() -> None:
    assert VietnameseDateField().prepare_value(date(2025, 8, 1)) == "1/8/2025"
    assert VietnameseDateField().prepare_value("31/2/2025") == "31/2/2025"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6,5", "6.5"),
        ("6.5", "6.5"),
        ("1.960", "1960"),
        ("2.000.000,5", "2000000.5"),
        ("2 000", "2000"),
        ("-3", "-3"),
        ("0,25", "0.25"),
    ],
)
def test_decimal_is_read(text: str, number: str) -> None:
    assert read_decimal(text) == Decimal(number)
    assert CommaDecimalField().clean(text) == Decimal(number)


@pytest.mark.parametrize("text", ["sáu", "6,5,5", "1.96.0", "NaN", "Infinity", "1e9", "٦", "9" * 16, ",5", "6,"])
def test_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="comma before the decimals"):
        CommaDecimalField().clean(text)


def test_decimal_field_takes_empty_and_numbers_and_shows_a_comma() -> None:
    field = CommaDecimalField(required=False, max_value=10)
    assert field.clean(" ") is None
    assert field.clean(Decimal("6.5")) == Decimal("6.5")
    assert field.prepare_value(Decimal("6.50")) == "6,5"
    assert field.prepare_value("6,5,") == "6,5,"
    with pytest.raises(ValidationError, match="10"):
        field.clean("10,5")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Nguyễn   Thị An ", "Nguyễn Thị An"),
        ("NGUYỄN THỊ AN", "Nguyễn Thị An"),
        ("Le\u0302 Va\u0306n Bi\u0300nh", "Lê Văn Bình"),
        ("H’Nhung Niê", "H'Nhung Niê"),
        ("Y\u200b Thanh Êban", "Y Thanh Êban"),
        ("Kčă Ayŭn", "Kčă Ayŭn"),
    ],
)
def test_name_is_cleaned(typed: str, name: str) -> None:
    assert NameField().clean(typed) == name


@pytest.mark.parametrize("typed", ["An 2", "<script>", "a@b", "Lê/Văn", "An#", "٣"])
def test_name_with_digits_or_signs_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="letters only"):
        NameField().clean(typed)


def test_name_without_letters_is_refused() -> None:
    with pytest.raises(ValidationError, match="full name"):
        NameField().clean("- .")


def test_empty_name_stays_empty_and_text_is_composed() -> None:
    assert NameField(required=False).clean("") == ""
    assert NormalTextField(required=False).clean("") == ""
    assert NormalTextField().clean("Bi\u0300nh") == "Bình"


class Sample(PageForm):
    """A form with a reason, a group and an optional field."""

    why = ReasonField(usual=["Away on duty", "Ill"], help_text="It is kept.")
    days = forms.MultipleChoiceField(
        choices=[("Week", [("2", "Monday"), ("3", "Tuesday")])], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(required=False, widget=forms.Textarea({"class": "wide input"}))
    agreed = forms.BooleanField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("picked", "words", "reason"),
    [
        ("Ill", "", "Ill"),
        ("Ill", " at home ", "Ill: at home"),
        ("other", "flood on the road", "flood on the road"),
        ("", "flood", "flood"),
    ],
)
def test_reason_joins_the_usual_and_the_words(picked: str, words: str, reason: str) -> None:
    form = Sample({"why_0": picked, "why_1": words})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["why"] == reason


@pytest.mark.parametrize(
    ("picked", "words", "sentence"),
    [
        ("", "", "This is needed."),
        ("other", " ", "Write the other reason."),
        ("hacked", "", "Select a valid choice. hacked is not one of the available choices."),
        ("Ill", "x" * 1001, "Ensure this value has at most 1000 characters (it has 1001)."),
    ],
)
def test_reason_is_refused(picked: str, words: str, sentence: str) -> None:
    form = Sample({"why_0": picked, "why_1": words})
    assert form.errors["why"] == [sentence]


def test_reason_not_required_may_be_empty() -> None:
    assert ReasonField(usual=["Ill"], required=False).clean(["", ""]) == ""


@pytest.mark.parametrize(
    ("stored", "parts"),
    [(None, ["", ""]), ("Ill", ["Ill", ""]), ("Ill: at home", ["Ill", "at home"]), ("flood", ["other", "flood"])],
)
def test_stored_reason_is_shown_again(stored: str | None, parts: list[str]) -> None:
    assert field_of(Sample(), "why", ReasonField).widget.decompress(stored) == parts


def test_form_links_summary_label_hint_and_error() -> None:
    text = str(Sample({"note": "<b>chữ</b>"}))
    assert 'href="#id_why_0_0"' in text
    assert 'id="id_why_0_0"' in text
    assert 'aria-describedby="id_why_helptext id_why_error"' in text
    assert 'id="id_why_helptext"' in text
    assert 'id="id_why_error"' in text
    assert "1 place to correct" in text
    assert "&lt;b&gt;chữ&lt;/b&gt;" in text
    assert "<fieldset" in text
    assert "(may be left empty)" in text
    assert 'class="wide input"' not in text
    assert '<p class="strong">Week</p>' in text


def test_form_leaves_checks_to_the_server() -> None:
    assert " required" not in str(Sample())


def test_own_sentence_for_an_empty_field_is_kept() -> None:
    class Own(PageForm):
        name = forms.CharField(error_messages={"required": "Who is it?"})

    assert Own({}).errors["name"] == ["Who is it?"]
    assert "Who is it?" in str(Own({}))


def test_field_of_gives_the_field_as_its_class_or_says_what_it_is() -> None:
    form = Sample()
    assert field_of(form, "why", ReasonField).label == "Reason"
    with pytest.raises(TypeError, match="why is a ReasonField, not a DateField"):
        field_of(form, "why", forms.DateField)


def test_offered_choices_are_the_ones_taken() -> None:
    class Pick(PageForm):
        room = forms.ChoiceField()

    form = Pick({"room": "b"})
    assert not form.is_valid()
    form = Pick({"room": "b"})
    offer_choices(form, "room", [("a", "A"), ("b", "B")])
    assert form.is_valid()


@dataclass(frozen=True)
class Named:
    """Somebody of a register."""

    pk: int
    name: str


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("le an", None), ("Lê An, 1970", None), ("Lê An, 1970 #12", 12), ("lê an #13", 13), ("Lê An #99", None),
     ("Lê An #x", None), ("Trần Bình", 14)],
)  # fmt: skip
def test_people_called_alike_are_told_by_their_number(typed: str, taken: int | None) -> None:
    people = [Named(12, "Lê An, 1970"), Named(13, "Lê An, 1970"), Named(14, "Trần Bình, 1980")]
    field: FoundField[Named] = FoundField(
        find=lambda text: [one for one in people if fold(text.partition(",")[0]) in fold(one.name)],
        name_of=lambda one: one.name,
    )
    if taken is not None:
        found = field.clean(typed)
        assert found is not None
        assert found.pk == taken
        return
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    if "#" not in typed:
        assert "Lê An, 1970 #12; Lê An, 1970 #13" in refused.value.messages[0]


@pytest.mark.parametrize("value", [None, 0, 7, '7"><script>alert(1)</script>'])
def test_a_number_drawn_by_hand_is_the_one_of_the_template(value: object) -> None:
    attrs = {"class": "input", "min": 0, "required": True, "disabled": False, "id": "id_seats"}
    plain = PlainNumberInput().render("seats", value, attrs)
    drawn = forms.NumberInput().render("seats", value, attrs)
    assert "<script" not in plain
    assert sorted(plain.strip("<>").split()) == sorted(drawn.strip("<>").split())


@pytest.mark.parametrize("value", [None, "", "b", 'c"><script>alert(1)</script>'])
def test_a_choice_drawn_by_hand_is_the_one_of_the_template(value: object) -> None:
    offered = [("", "Choose"), ("a", "A & B"), ("b", "<b>"), ('c"><script>alert(1)</script>', "C")]
    attrs = {"class": "input", "required": True, "id": "id_kind"}
    plain = PlainSelect(choices=offered).render("kind", value, attrs)
    drawn = forms.Select(choices=offered).render("kind", value, attrs)
    assert "<script" not in plain
    assert sorted(re.findall(r"[^<>\s]+", plain)) == sorted(re.findall(r"[^<>\s]+", drawn))
