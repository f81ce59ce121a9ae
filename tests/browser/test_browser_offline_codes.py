"""The checker in a real browser, with the network cut off."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from boiduong.engines.credentials import (
    WEB_FOLDER,
    KeyBook,
    KeyEntry,
    OfflineClaims,
    new_issuer_key,
    offline_code,
    sealed_list,
)
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
def test_browser_without_network_checks_codes(chromium: Browser) -> None:
    key, other = new_issuer_key(), new_issuer_key("EdDSA")
    day = date(2026, 11, 22)
    book = KeyBook((KeyEntry(key.public, "Trường", day, lists=True), KeyEntry(other.public, "Tỉnh ủy", day)))
    claims = OfflineClaims("Chứng chỉ", "0042/2026/CC-TCT", "Lô Thị Mai", "Bồi dưỡng lãnh đạo cấp xã", day)
    good = offline_code(claims, key, page=PAGE)
    token = from_base45(offline_code(claims, key).removeprefix("BD1:"))
    spoiled = "BD1:" + to_base45(token[:-1] + bytes([token[-1] ^ 1]))
    codes = [good, offline_code(claims, other), spoiled, "khác"]
    ended = {(other.public.number, claims.number): "revoked"}
    listed = sealed_list(ended, sequence=1, made_at=datetime(2026, 11, 22, tzinfo=UTC), key=key)  # type: ignore[arg-type]
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/*", serve)
    answers = answers_of(page, book.to_json(), base64.b64encode(listed).decode(), codes)
    context.close()
    said = [(state, name) for state, name, _ in answers]
    assert said == [("valid", claims.name), ("revoked", claims.name), ("altered", ""), ("unreadable", "")]
    assert all(took < 50 for _, _, took in answers), json.dumps(answers)
