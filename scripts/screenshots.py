"""Ảnh các trang chính — pictures of a running demonstration into docs/pictures.

    python scripts/screenshots.py http://127.0.0.1:8000 [--password WORD] [--out docs/pictures]

Signs in with the demonstration accounts. Each picture stays under 200 KB: it shows one screen, in few colors.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
MOST_BYTES = 200 * 1024


@dataclass(frozen=True)
class Shot:
    """Một ảnh — its file, the account, the screen, and the clicks from the address on (CSS of links)."""

    file: str
    account: str
    phone: bool
    address: str
    clicks: tuple[str, ...] = ()


COURSE = "/khoa/tuong-duong-2022/"
SHOTS = (
    Shot("home-officer.png", "canbo", False, "/"),
    Shot("course.png", "canbo", False, COURSE),
    Shot("course-phone.png", "canbo", True, COURSE),
    Shot("roll-phone.png", "chunhiem", True, f"{COURSE}buoi-hoc/", ("main a[href*='/buoi-hoc/']",)),
    Shot("verify.png", "", False, "/tra-cuu/"),
)


def take(browser: Browser, base: str, shot: Shot, *, password: str) -> bytes:
    """Chụp một ảnh — one screen as a visitor sees it first."""
    context = browser.new_context(base_url=base, viewport=PHONE if shot.phone else DESK, locale="vi-VN")  # type: ignore[arg-type]
    page = context.new_page()
    try:
        if shot.account:
            sign_in(page, shot.account, password)
        page.goto(shot.address)
        for link in shot.clicks:
            page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
        return page.screenshot()
    finally:
        context.close()


def sign_in(page: Page, account: str, password: str) -> None:
    """Đăng nhập bằng tài khoản dùng thử."""
    page.goto("/dang-nhap/")
    page.locator("input[name=username]").fill(account)
    page.locator("input[name=password]").fill(password)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def smaller(picture: bytes) -> bytes:
    """Nén ảnh — few colors where a tool for it is on this machine; raises SystemExit over 200 KB."""
    if len(picture) > MOST_BYTES and shutil.which("pngquant"):
        run = ["pngquant", "--speed", "1", "64", "-"]
        picture = subprocess.run(run, input=picture, capture_output=True, check=True).stdout
    if len(picture) > MOST_BYTES:
        raise SystemExit(f"A picture has {len(picture) // 1024} KB; the most is {MOST_BYTES // 1024} KB.")
    return picture


def main() -> None:
    """Chụp tất cả."""
    parser = argparse.ArgumentParser(description="Chụp ảnh các trang chính / take pictures of the main pages")
    parser.add_argument("base", metavar="ADDRESS", help="a running demonstration, for example http://127.0.0.1:8000")
    parser.add_argument("--password", default="boi-duong-2025")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for shot in SHOTS:
            picture = smaller(take(browser, chosen.base, shot, password=chosen.password))
            (chosen.out / shot.file).write_bytes(picture)
            print(f"{shot.file}: {len(picture) // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main()
