"""The checker in a real browser, with the network cut off."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright
from tests.engines.credentials.conftest import NOW

from boiduong.engines.credentials import WEB_FOLDER, KeptIssuerKey, KeyBook, OfflineClaims, offline_code, sealed_list
from boiduong.engines.credentials.base45 import from_base45, to_base45

PAGE = "https://tct.example.vn/kiem-tra"
CHECK = """
async ([book, list, codes]) => {
  const { check, openKeyBook, openList } = await import("/offline-check.js");
  const keys = await openKeyBook(book);
  const bytes = Uint8Array.from(atob(list), (one) => one.charCodeAt(0));
  const opened = await openList(bytes, keys);
  const answers = [];
  for (const code of codes) {
    const begun = performance.now();
    const answer = await check(code, { keys, list: opened });
    answers.push([answer.state, answer.claims ? answer.claims.name : "", performance.now() - begun]);
  }
  return answers;
}
"""


def serve(route: Route) -> None:
    """The page and its module, once; nothing else exists."""
    path = route.request.url.removeprefix("https://tct.example.vn/")
    if path == "offline-check.js":
        source = (WEB_FOLDER / "offline-check.js").read_text(encoding="utf-8")
        route.fulfill(body=source, content_type="text/javascript; charset=utf-8")
    elif path == "kiem-tra":
        policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}
        route.fulfill(body="<!doctype html><script type=module src=/offline-check.js></script>",
                      content_type="text/html", headers=policy)  # fmt: skip
    else:
        route.abort()


def answers_of(page: Page, *asked: Any) -> list[Any]:
    page.goto(PAGE)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => import('/offline-check.js')")
    page.context.set_offline(True)
    answers: list[Any] = page.evaluate(CHECK, list(asked))
    return answers


@pytest.mark.browser
def test_browser_without_network_checks_codes(
    key: KeptIssuerKey, ed_key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims
) -> None:
    good = offline_code(claims, key, page=PAGE)
    token = from_base45(offline_code(claims, key).removeprefix("BD1:"))
    spoiled = "BD1:" + to_base45(token[:-1] + bytes([token[-1] ^ 1]))
    codes = [good, offline_code(claims, ed_key), spoiled, "khác"]
    listed = sealed_list({(ed_key.public.number, claims.number): "revoked"}, sequence=1, made_at=NOW, key=key)
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        page = browser.new_page()
        page.route("**/*", serve)
        answers = answers_of(page, book.to_json(), base64.b64encode(listed).decode(), codes)
        browser.close()
    said = [(state, name) for state, name, _ in answers]
    assert said == [("valid", claims.name), ("revoked", claims.name), ("altered", ""), ("unreadable", "")]
    assert all(took < 50 for _, _, took in answers), json.dumps(answers)
