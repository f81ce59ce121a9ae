"""Tiếng Việt — names, dates and numbers as a Vietnamese office writes, sorts and searches them."""

from boiduong.engines.vietnamese.dates import (
    birth_short,
    birth_text,
    date_digits,
    date_range,
    date_short,
    date_words,
    range_digits,
    time_words,
    weekday,
)
from boiduong.engines.vietnamese.numbers import (
    money,
    money_words,
    number,
    number_words,
    percent,
    score_words,
)
from boiduong.engines.vietnamese.ordering import sort_key
from boiduong.engines.vietnamese.text import (
    canonical_spelling,
    clean_name,
    fold,
    headline,
    inside,
    nfc,
    post_and_unit,
    tone_variants,
)

__all__ = [
    "birth_short",
    "birth_text",
    "canonical_spelling",
    "clean_name",
    "date_digits",
    "date_range",
    "date_short",
    "date_words",
    "fold",
    "headline",
    "inside",
    "money",
    "money_words",
    "nfc",
    "number",
    "number_words",
    "percent",
    "post_and_unit",
    "range_digits",
    "score_words",
    "sort_key",
    "time_words",
    "tone_variants",
    "weekday",
]
