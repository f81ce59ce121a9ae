"""The shell: headers, language, navigation, the sample mark, the component sheet."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.urls import path

import boiduong.web
from boiduong.web import context, nav
from boiduong.web.middleware import HEADERS, SecurityHeadersMiddleware

WEB = Path(boiduong.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STATIC = WEB / "static" / "web"
COLD_BUDGET = 150_000


class Person:
    """Someone who is signed in."""

    is_authenticated = True
    display_name = "Trần Thu Hạnh"
    role_note = "Cán bộ đào tạo"


def page_of() -> str:
    """The component sheet as everyone sees it."""
    return Client().get("/style/").content.decode()


def test_every_answer_carries_the_headers() -> None:
    page = Client().get("/style/")
    for name, value in HEADERS.items():
        assert page.headers[name] == value
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy


def test_view_may_set_its_own_policy() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})

    answer = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))
    assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("cookie", "language"), [("", "vi"), ("en", "en"), ("vi", "vi"), ("fr", "vi"), ("../../x", "vi")]
)
def test_language_is_vietnamese_unless_chosen(cookie: str, language: str) -> None:
    client = Client(headers={"accept-language": "en-US,en;q=0.9"})
    client.cookies["django_language"] = cookie
    page = client.get("/style/")
    assert f'<html lang="{language}">' in page.content.decode()
    assert page.headers["Content-Language"] == language
    assert "Cookie" in page.headers["Vary"]


def test_language_switch_returns_to_the_same_address() -> None:
    client = Client()
    answer = client.post("/language/", {"language": "en", "next": "/style/?a=1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/style/?a=1")
    assert '<html lang="en">' in client.get("/style/").content.decode()


def test_language_switch_does_not_lead_away() -> None:
    answer = Client().post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_language_switch_wants_a_post() -> None:
    assert Client().get("/language/").status_code == 405


def test_sheet_shows_every_component_in_both_languages() -> None:
    client = Client()
    for language in ("vi", "en"):
        client.cookies["django_language"] = language
        text = client.get("/style/").content.decode()
        for name in [
            "topbar",
            "rings",
            "page-head",
            "rail",
            "checklist",
            "worklist",
            "pill",
            "table-cards",
            "bulkbar",
            "field-wrong",
            "error-summary",
            "refusal",
            "empty",
            "notice",
            "offline",
            "roll",
            "timetable",
            "slot-clash",
            "board",
            "sheet",
            "timeline",
            "drum-replaced",
            "chart",
            "pages",
        ]:
            assert re.search(rf'class="[^"]*\b{name}\b', text), name
        assert text.count("button-main") == 1


def test_pages_hold_no_inline_style_nor_script() -> None:
    for file in TEMPLATES:
        text = file.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text), file.name
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page_of())


def test_pages_name_no_other_host() -> None:
    for file in [*TEMPLATES, *STATIC.glob("*.css")]:
        assert not re.search(r"https?://(?!www\.w3\.org)", file.read_text()), file.name


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f.name)
def test_template_compiles(file: Path) -> None:
    get_template(str(file.relative_to(WEB / "templates")))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "refusal", "base_print", "base_public"])
def test_page_is_drawn_without_a_request(name: str) -> None:
    assert "<h1>" in render_to_string(f"web/{name}.html") or name.startswith("base")


def test_ids_of_the_sheet_are_unique() -> None:
    ids = re.findall(r'\sid="([^"]+)"', page_of())
    assert len(ids) == len(set(ids))


def test_references_of_the_sheet_lead_to_ids() -> None:
    text = page_of()
    ids = set(re.findall(r'\sid="([^"]+)"', text))
    wanted = " ".join(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', text)).split()
    anchors = re.findall(r'href="#([^"]+)"', text)
    labels = re.findall(r'<label for="([^"]+)"', text)
    assert set(wanted) | set(anchors) | set(labels) <= ids


def test_cold_page_stays_light() -> None:
    fonts = [f"fonts/screen-{w}{part}.woff2" for w in (400, 600) for part in ("", "-vi")]
    plain = sum((STATIC / name).stat().st_size for name in fonts)
    texts = [(STATIC / n).read_bytes() for n in ("tokens.css", "components.css", "fonts.css", "mark.svg", "drum.svg")]
    plain += sum(len(gzip.compress(text)) for text in [*texts, page_of().encode()])
    assert plain <= COLD_BUDGET


def test_every_font_has_its_file_and_licence() -> None:
    named = re.findall(r"url\(([^)]+)\)", (STATIC / "fonts.css").read_text())
    assert {str(f.relative_to(STATIC)) for f in (STATIC / "fonts").glob("*.woff2")} == set(named)
    assert len(list((STATIC / "fonts").glob("OFL-*.txt"))) == 3


def test_every_class_of_the_components_is_in_the_style_sheet() -> None:
    css = (STATIC / "components.css").read_text()
    plain = {"here", "wide-only", "stack", "row", "page", "for-print"}
    used = {
        name
        for file in TEMPLATES
        for group in re.findall(r'class="([^"{]+)"', file.read_text())
        for name in group.split()
    }
    assert {name for name in used if f".{name}" not in css} <= plain


def test_tokens_used_are_declared() -> None:
    declared = set(re.findall(r"(--[\w-]+)\s*:", (STATIC / "tokens.css").read_text()))
    css = (STATIC / "components.css").read_text()
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= declared | {"--tint"}


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _view, name="home"),
    path("khoa/", _view, name="one"),
    path("khoa/x/", _view, name="two"),
    path("nguoi/", _view, name="people"),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "current"),
    [("/", "A"), ("/khoa/", "B"), ("/khoa/7/", "B"), ("/khoa/x/1/", "C"), ("/khac/", None), ("/nguoi/9/", "B")],
)
def test_navigation_marks_the_nearest_entry_and_leaves_out_the_missing(address: str, current: str | None) -> None:
    entries = (
        nav.Entry("A", "home", ("home",)),
        nav.Entry("B", "book", ("missing", "one", "people")),
        nav.Entry("C", "book", ("two",)),
        nav.Entry("D", "book", ("missing",)),
    )
    links = nav.links(entries, RequestFactory().get(address))
    assert [link.label for link in links] == ["A", "B", "C"]
    assert [link.label for link in links if link.current] == ([current] if current else [])


def test_navigation_has_six_entries_in_order() -> None:
    assert [e.label for e in nav.MAIN] == [
        "My work",
        "Courses",
        "Units and people",
        "Timetables and rooms",
        "Papers",
        "Reports and figures",
    ]
    assert len(nav.LEARNER) == 4


def test_shell_knows_who_is_here() -> None:
    request = RequestFactory().get("/")
    request.user = Person()  # type: ignore[assignment]
    shell = context.shell(request)
    assert (shell["who_name"], shell["who_note"], shell["signed_in"]) == ("Trần Thu Hạnh", "Cán bộ đào tạo", True)


def test_shell_of_a_stranger_has_no_navigation() -> None:
    shell = context.shell(RequestFactory().get("/"))
    assert (shell["nav_entries"], shell["who_name"], shell["signed_in"]) == ([], "", False)


def test_name_of_a_user_without_one_is_its_text() -> None:
    assert context._who_name("hanh") == "hanh"


@pytest.mark.parametrize(("value", "shown"), [(True, True), (False, False)])
def test_sample_mark_follows_the_setting(settings: object, value: bool, shown: bool) -> None:
    settings.SYNTHETIC_DATA = value  # type: ignore[attr-defined]
    assert ('class="sample"' in page_of()) is shown


def test_signed_in_page_has_sign_out_form_and_menu() -> None:
    links = [nav.NavLink("Khóa", "book", "/khoa/", True)]
    facts = {"signed_in": True, "nav_entries": links, "who_name": "H'Hen <b>", "logout_url": "/ra/"}
    text = render_to_string("web/404.html", facts)
    assert text.count('<form method="post" action="/ra/">') == 2
    assert '<a href="/khoa/" aria-current="page">Khóa</a>' in text
    assert '<details class="menu">' in text
    assert "H&#x27;Hen &lt;b&gt;" in text


def test_learner_page_has_a_tab_bar() -> None:
    source = '{% extends "web/base_learner.html" %}'
    tabs = [nav.NavLink("Hôm nay", "home", "/", True)]
    text = engines["django"].from_string(source).render({"tab_entries": tabs, "signed_in": True})
    assert 'class="tabbar"' in text
    assert "who-always" in text


def test_public_page_speaks_for_the_institution() -> None:
    text = render_to_string("web/base_public.html", {"institution_name": "Trường Chính trị", "login_url": "/vao/"})
    assert "<span>Trường Chính trị</span>" in text
    assert 'href="/vao/"' in text


def test_pages_are_not_kept_by_proxies() -> None:
    assert Client().get("/style/").headers["Cache-Control"] == "private, no-cache"
    plain = SecurityHeadersMiddleware(lambda _: HttpResponse(content_type="text/plain"))(RequestFactory().get("/"))
    assert "Cache-Control" not in plain.headers
