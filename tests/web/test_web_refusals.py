"""Refusals and failures become pages that keep what was typed."""

from __future__ import annotations

import logging
import re

import pytest
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from boiduong.refusals import NotAllowed, Refusal
from boiduong.web import typed
from boiduong.web.forms import PageForm

pytestmark = pytest.mark.urls(__name__)
HOSTILE = "<script>alert('x')</script> & \"quotes\" %(name)s"


class TooMany(Refusal):
    """A refusal with a fact that a person typed."""

    text = "%(name)s is one too many; 100%% of the seats are taken."
    source = "Article 28"


class Nominate(PageForm):
    """A form with a label, a choice and a hidden field."""

    full_name = forms.CharField(label="Name of the learner")
    unit = forms.ChoiceField(choices=[("17", "Xã Ea Kly"), ("Far", [("18", "Xã Ia Rvê")])])
    version = forms.CharField(widget=forms.HiddenInput)


@login_not_required
def refuse(request: HttpRequest) -> HttpResponse:
    """Refuse, after a form was made."""
    form = Nominate(request.POST)
    raise TooMany(name=form.data.get("full_name", "Nobody"))


@login_not_required
def forbid(request: HttpRequest) -> HttpResponse:
    """Refuse for want of a right."""
    raise NotAllowed


@login_not_required
def break_down(request: HttpRequest) -> HttpResponse:
    """Fail in a way nobody foresaw."""
    raise RuntimeError("a bug")


@login_not_required
def lose(request: HttpRequest) -> HttpResponse:
    """Find nothing."""
    raise Http404


@login_not_required
def deny(request: HttpRequest) -> HttpResponse:
    """Deny as the framework does."""
    raise PermissionDenied


@login_not_required
def take(request: HttpRequest) -> HttpResponse:
    """Accept a form."""
    return HttpResponse("taken")


urlpatterns = [
    path("", include("boiduong.web.urls")),
    path("refuse/", refuse),
    path("forbid/", forbid),
    path("break/", break_down),
    path("lose/", lose),
    path("take/", take),
    path("deny/", deny),
]
handler400 = "boiduong.web.views.bad_request"
handler403 = "boiduong.web.views.forbidden"
handler404 = "boiduong.web.views.not_found"
handler500 = "boiduong.web.views.failure"


@pytest.fixture
def english() -> Client:
    """A browser that chose English, and does not re-raise what the server catches."""
    client = Client(raise_request_exception=False)
    client.cookies["django_language"] = "en"
    return client


def test_refusal_answers_409_with_sentence_and_source(english: Client) -> None:
    page = english.post("/refuse/", {"full_name": "Lê Văn Bình"})
    text = page.content.decode()
    assert page.status_code == 409
    assert 'role="alert"' in text
    assert "Lê Văn Bình is one too many; 100% of the seats are taken." in text
    assert "Article 28" in text


def test_refusal_keeps_typed_text_under_the_label_of_the_form(english: Client) -> None:
    text = english.post("/refuse/", {"full_name": "Y Thanh Êban", "unit": "18"}).content.decode()
    assert "<dt>Name of the learner</dt><dd>Y Thanh Êban</dd>" in text
    assert "<dd>Xã Ia Rvê</dd>" in text


def test_refusal_escapes_hostile_text(english: Client) -> None:
    text = english.post("/refuse/", {"full_name": HOSTILE, "<b>k</b>": "v"}).content.decode()
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert") == 2
    assert "<b>k</b>" not in text


def test_refusal_hides_secrets_and_hidden_fields(english: Client) -> None:
    posted = {
        "csrfmiddlewaretoken": "T0KEN",
        "password": "S3CRET",
        "mat_khau_moi": "S4CRET",
        "version": "version-nine",
        "note": " ",
    }
    text = english.post("/refuse/", posted).content.decode()
    assert not [secret for secret in ("T0KEN", "S3CRET", "S4CRET", "version-nine") if secret in text]
    assert "What you typed" not in text


def test_refusal_shows_every_value_of_a_repeated_field(english: Client) -> None:
    text = english.post("/refuse/", {"people": ["An", "Bình"]}).content.decode()
    assert "<dt>People</dt><dd>An\nBình</dd>" in text


def test_refusal_keeps_a_choice_that_is_not_in_the_list(english: Client) -> None:
    assert "<dd>999</dd>" in english.post("/refuse/", {"unit": "999"}).content.decode()


def test_forms_of_one_request_are_forgotten_in_the_next(english: Client) -> None:
    english.post("/refuse/", {"full_name": "An"})
    text = english.post("/forbid/", {"full_name": "An"}).content.decode()
    assert "<dt>Full name</dt>" in text


def test_form_outside_a_request_is_not_remembered(rf: object) -> None:
    Nominate()
    assert typed.kept(rf.post("/", {"full_name": "An"}))[0].label == "Full name"  # type: ignore[attr-defined]


def test_missing_right_answers_403(english: Client) -> None:
    page = english.get("/forbid/")
    assert page.status_code == 403
    assert re.search(r"<h1>Not this account&#x27;s work</h1>", page.content.decode())


def test_refusal_answers_json_to_those_who_take_no_page(english: Client) -> None:
    page = english.post("/refuse/", {"full_name": "An"}, headers={"accept": "application/json"})
    assert page.status_code == 409
    assert page.json()["refusal"] == "TooMany"
    assert page.json()["sentence"].startswith("An is one too many")


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/khoa/1/?a=1&b=2", 'href="http://testserver/khoa/1/?a=1&amp;b=2"'),
        ("https://evil.example/", 'href="/refuse/?q=1"'),
        ("javascript:alert(1)", 'href="/refuse/?q=1"'),
        ("", 'href="/refuse/?q=1"'),
    ],
)
def test_way_back_stays_on_this_server(english: Client, referer: str, back: str) -> None:
    text = english.post("/refuse/?q=1", headers={"referer": referer}).content.decode()
    assert back in text
    assert "evil" not in text
    assert "javascript" not in text


def test_failure_shows_a_code_that_stands_in_the_log(english: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        page = english.post("/break/", {"note": "dài ơi là dài"})
    code = next(r.args[0] for r in caplog.records if r.name == "boiduong.web.views")  # type: ignore[index]
    text = page.content.decode()
    assert page.status_code == 500
    assert f"<b>{code}</b>" in text
    assert "dài ơi là dài" in text
    assert "a bug" not in text


def test_failure_of_the_shell_still_gives_a_page(
    english: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_shell(request: HttpRequest) -> dict[str, object]:
        raise RuntimeError("no database")

    monkeypatch.setattr("boiduong.web.nav.links", no_shell)
    monkeypatch.setattr("boiduong.web.nav.reverse_or_root", no_shell)
    page = english.post("/break/", {"note": "còn đây"})
    assert page.status_code == 500
    assert "còn đây" in page.content.decode()


def test_missing_page_answers_404_in_our_words(english: Client) -> None:
    for address in ("/lose/", "/nowhere/"):
        page = english.get(address)
        assert page.status_code == 404
        assert "No such page" in page.content.decode()


def test_stale_form_keeps_typed_text() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    page = client.post("/take/", {"note": "chưa ghi"})
    text = page.content.decode()
    assert page.status_code == 403
    assert "The page stood open too long" in text
    assert "chưa ghi" in text


def test_too_many_fields_answer_400_without_the_text(english: Client, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3  # type: ignore[attr-defined]
    page = english.post("/refuse/", {f"n{i}": "x" for i in range(9)})
    assert page.status_code == 400
    assert "could not be read" in page.content.decode()


def test_refusal_inside_a_form_keeps_the_form() -> None:
    form = Nominate({"full_name": "An", "unit": "17", "version": "1"})
    assert form.is_valid()
    form.add_refusal(TooMany(name="An"))
    assert "An is one too many" in str(form)
    assert 'value="An"' in str(form)


def test_typed_text_of_an_unreadable_request_is_nothing(settings: object, rf: object) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1  # type: ignore[attr-defined]
    assert typed.kept(rf.post("/", {"a": "1", "b": "2"})) == []  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_choice_of_a_row_reads_as_the_row(rf: object) -> None:
    class Choose(forms.Form):
        kind = forms.ModelChoiceField(ContentType.objects.all(), label="Kind")

    row = ContentType.objects.get(app_label="foundation_accounts", model="user")
    typed.begin()
    try:
        typed.remember(Choose())
        found = typed.kept(rf.post("/", {"kind": [str(row.pk), "0", "x"]}))  # type: ignore[attr-defined]
    finally:
        typed.end()
    assert found == [typed.Typed("Kind", f"{row}\n0\nx")]


def test_forbidden_page_says_whom_to_ask(english: Client) -> None:
    page = english.get("/deny/")
    assert page.status_code == 403
    assert "ask the administrator" in page.content.decode()
