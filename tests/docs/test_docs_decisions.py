"""Các quyết định — each page has its three parts, fits one page, and names code that exists."""

import re
from pathlib import Path

import pytest

from docs.named import DOTTED, ROOT, find

PAGES = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PARTS = ("**Context.**", "**Decision.**", "**Consequences.**")
CODE_FILE = re.compile(r"`((?:\w+/)+\w+\.py|\w+\.toml)(?:::(\w+))?`")


def code_file(name: str) -> Path:
    """A file named from the root, or from src/boiduong."""
    return next((p for p in (ROOT / name, ROOT / "src/boiduong" / name) if p.exists()), Path(name))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_decision_has_three_parts_on_one_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [text.count(part) for part in PARTS] == [1, 1, 1]
    assert [text.index(part) for part in PARTS] == sorted(text.index(part) for part in PARTS)
    assert text.startswith(f"# {int(path.stem[:4])}. ")
    assert len(text.split()) < 450


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_decision_names_code_that_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for name, member in CODE_FILE.findall(text):
        source = code_file(name)
        assert source.exists(), name
        assert member in source.read_text(encoding="utf-8")
    for place in DOTTED.findall(text):
        if place.count(".") > 1 or place.startswith(("randomness.", "engines.")):
            find(place)


def test_decisions_are_numbered_without_gap() -> None:
    assert [int(path.stem[:4]) for path in PAGES] == list(range(1, len(PAGES) + 1))
    assert len(PAGES) > 10
