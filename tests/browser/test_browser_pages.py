"""Mọi trang trong trình duyệt thật — axe finds nothing, and nothing is wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, ViewportSize

from permissions.samples import kwargs_for
from permissions.table import TABLE
from permissions.walking import OK, Address, addresses, path_of

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ROLES = ("anonymous", "officer", "clerk", "lecturer", "learner", "records", "admin", "manager")
ALSO_ALONE = ("learner",)
ON_THE_PHONE = ("learner", "manager", "anonymous")
DESK, PHONE = ViewportSize(width=1366, height=768), ViewportSize(width=390, height=844)
AXE = Axe()
FINDINGS = """
options => axe.run(options).then(results => results.violations.map(rule => ({
  id: rule.id, impact: rule.impact,
  nodes: rule.nodes.slice(0, 2).map(node => [node.target.join(" "), node.html.slice(0, 120)]),
})))
"""
# Pages that answer with a file, or with a fragment that no person opens.
FILES = (
    "pdf", "paper", "template", "slips", "sheet", "scan_file", "file", "book", "summary", "report_pdf",
    "blank_print", "verification:badge", "verification:revocations", "verification:states", "machine_state",
    "repair_state",
)  # fmt: skip


def _shown_to(address: Address, role: str) -> bool:
    row = TABLE.get(address.name)
    return row is not None and row.answer("GET", "own", role) == OK and not address.name.endswith(FILES)


def _first_of_all(address: Address) -> str:
    """The first role in the list that is shown the page."""
    return next((role for role in ROLES if _shown_to(address, role)), "")


def _walk(page: Page, served: object, role: str, look: Callable[[Page, str], list[str]]) -> list[str]:
    found: list[str] = []
    for address in addresses():
        first = _first_of_all(address)
        if first != role and not (role in ALSO_ALONE and _shown_to(address, role)):
            continue
        path = path_of(address, kwargs_for(address, served.rich.own))  # type: ignore[attr-defined]
        try:
            answer = page.goto(path)
        except Error as error:
            if "Download is starting" in str(error):  # a file, which no reader of the screen sees
                continue
            raise
        assert answer is not None
        if "text/html" in answer.headers.get("content-type", ""):
            found += [f"{role} {path}: {line}" for line in look(page, path)]
    return found


def _axe(page: Page, path: str) -> list[str]:
    """What axe finds; only that comes back from the browser."""
    page.evaluate(AXE.axe_script)
    found: list[dict[str, Any]] = page.evaluate(FINDINGS, {**RULES, "resultTypes": ["violations"], "preload": False})
    return [f"{rule['id']} ({rule['impact']}): {target} {html}" for rule in found for target, html in rule["nodes"]]


def _wide(page: Page, path: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px wider than the screen"] if wide > 0 else []


@pytest.mark.parametrize("role", ROLES)
def test_pages_pass_axe_and_fit_a_phone(role: str, served: object, sit_down: Callable[..., Page]) -> None:
    page = sit_down("" if role == "anonymous" else role, scripts=True)

    def look(page: Page, path: str) -> list[str]:
        """Both widths; axe, which costs most of the time, on the screen that the role mostly has."""
        page.set_viewport_size(DESK)
        found = _wide(page, path) + ([] if role in ON_THE_PHONE else _axe(page, path))
        page.set_viewport_size(PHONE)
        narrow = _wide(page, path) + (_axe(page, path) if role in ON_THE_PHONE else [])
        return found + [f"390: {line}" for line in narrow]

    found = _walk(page, served, role, look)
    assert not found, f"{len(found)} findings\n" + "\n".join(found)
