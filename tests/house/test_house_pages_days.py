"""Ngày trên trang — one form on pages (5/2/2025, no zeros); zeros only on papers, sheets and what stands on them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from boiduong.engines.vietnamese import birth_short, date_short

SOURCE = Path(__file__).resolve().parents[2] / "src" / "boiduong"
# Who writes papers, and the sheets of certificates with their frozen words; engines know no page.
SHEETS = r"certificates/(services/printing|rules/numbers|queries/credentials)\.py"
PAPERS = re.compile(rf"(^|/)(papers(/|\.py)|engines/|{SHEETS})")
# An address, what a machine reads, a time of a grid, a day without zeros.
FORMATS = {"Y-m-d", "c", "G:i", "H:i", "j/n", "j/n/Y"}
MODULES = sorted(path for path in SOURCE.rglob("*.py") if not PAPERS.search(str(path.relative_to(SOURCE))))
TEMPLATES = sorted(SOURCE.rglob("*.html"))


def test_no_module_of_pages_writes_days_with_zeros() -> None:
    wrong = [str(path.relative_to(SOURCE)) for path in MODULES if re.search(r"%d[/.-]%m", path.read_text("utf-8"))]
    assert wrong == [], "use date_short, date_range or the filters vn_…; papers use date_digits"


def test_no_template_formats_a_day_by_itself() -> None:
    wrong = []
    for path in TEMPLATES:
        for form in re.findall(r"\|(?:date|time):\"([^\"]*)\"", path.read_text("utf-8")):
            if form not in FORMATS:
                wrong.append(f"{path.relative_to(SOURCE)}: {form}")
    assert wrong == []


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 300
    assert len(TEMPLATES) > 100


@pytest.mark.parametrize(
    ("born", "year", "said"),
    [(date(1975, 2, 5), None, "5/2/1975"), (None, 1975, "1975"), (None, None, "")],
    ids=["day", "year", "nothing"],
)
def test_day_of_birth_on_a_page(born: date | None, year: int | None, said: str) -> None:
    assert birth_short(born, year) == said


def test_day_of_a_page_has_no_zeros() -> None:
    assert date_short(date(2025, 2, 5)) == "5/2/2025"
