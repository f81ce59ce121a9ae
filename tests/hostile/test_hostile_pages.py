"""Chữ độc trong mọi ô — shown as text on every page, in every paper and in every spreadsheet."""

from __future__ import annotations

import io
import logging
import subprocess
from collections.abc import Iterator

import openpyxl
import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from permissions.lived import Lived, lived, visited
from permissions.rich import Rich, Side, live_course, rich_users
from permissions.samples import kwargs_for
from permissions.table import TABLE
from permissions.walking import Address, addresses, clients, path_of, stage_of

# In the course file: what goes through every service and is frozen in papers and certificates.
IN_FILE = "<script>alert(1)</script> {{7*191}} {% debug %} #panic(1) $x$ \u202eidb =A0 'a' \"b\" \\n @SUM *_`"
IN_ROWS = (
    "<script>alert(1)</script>",
    "{{7*191}}{% debug %}",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1-1<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    '#panic("x") $ \\ ] [ " \'',
    "\u202e\u200bđảo\u0301 chiều",
    "Nguyễn " + "Ă" * 5000,
)
# Words that a person typed; kinds, states, codes, digests and keys are the machine's.
WORDY = ("name", "title", "label", "text", "reason", "note", "subject", "answer", "question", "remark", "comment")
KEPT = ("username", "folded_name", "short_name_folded", "file_name", "code")
ROLES = ("anonymous", "officer", "manager", "authority", "clerk", "lecturer", "learner", "records", "auditor", "admin")
STAGES = sorted({stage_of(name) for name in TABLE})


def _wordy(field: models.Field) -> bool:
    if not isinstance(field, (models.CharField, models.TextField)) or field.unique or field.name in KEPT:
        return False
    return not field.choices and any(field.name == word or field.name.endswith(f"_{word}") for word in WORDY)


def _poison() -> int:
    """Overwrite every typed word of every row that may still change; frozen rows refuse, as they should."""
    changed = 0
    for model in apps.get_models():
        fields = [field for field in model._meta.get_fields() if isinstance(field, models.Field) and _wordy(field)]
        for n, row in enumerate(model._base_manager.order_by("pk")):
            for m, field in enumerate(fields):
                text = IN_ROWS[(n + m) % len(IN_ROWS)]
                value = text[: field.max_length] if field.max_length else text
                try:
                    with transaction.atomic():
                        changed += model._base_manager.filter(pk=row.pk).update(**{field.name: value})
                except DatabaseError:
                    continue
    return changed


def _hostile() -> Rich:
    """A course whose own file is hostile, lived to the end, then poisoned in its rows."""
    side: Side = live_course(slug="khoa-doc", province="Nghệ An", district=f"Độc {IN_FILE}", seed=7)
    rich = Rich(side, side, rich_users(side))
    with transaction.atomic():
        assert _poison() > 50
    return rich


@pytest.fixture(scope="session")
def poisoned_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lived]:
    """One poisoned course for all tests of this file."""
    with lived(_hostile, folder=tmp_path_factory.mktemp("poisoned"), blocker=django_db_blocker) as world:
        yield world


@pytest.fixture
def poisoned(poisoned_once: Lived, django_db_blocker: DjangoDbBlocker) -> Iterator[Rich]:
    """The poisoned course; the log of refused requests is long and tells nothing."""
    logging.disable(logging.CRITICAL)
    with visited(poisoned_once, blocker=django_db_blocker) as found:
        yield found
    logging.disable(logging.NOTSET)


def _found(response: HttpResponse) -> Iterator[str]:
    """What is wrong with an answer."""
    if response.status_code >= 500:
        yield f"status {response.status_code}"
        return
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "text/html" in kind:
        page = body.decode(errors="replace")
        for bad in ("<script>alert", "<img src=x", "1337", 'href="javascript:', "cleaned_data", "INSTALLED_APPS"):
            if bad in page:
                yield f"{bad} stands in the page"
    elif "spreadsheet" in kind:
        for sheet in openpyxl.load_workbook(io.BytesIO(body)).worksheets:
            formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            if formulas:
                yield f"formulas in {sheet.title}: {formulas[:3]}"
    elif "pdf" in kind and not body.startswith(b"%PDF"):
        yield "not a PDF"


def _ask(client: Client, path: str) -> HttpResponse:
    with transaction.atomic():
        response = client.get(path)
        transaction.set_rollback(True)
    return response


def _paths(address: Address, side: Side) -> list[str]:
    path = path_of(address, kwargs_for(address, side))
    return [path, f"{path}?xlsx=1"]


def _with_an_object(address: Address, side: Side) -> bool:
    try:
        kwargs_for(address, side)
    except LookupError:
        return False
    return True


def test_nearly_every_page_has_an_object_to_show(poisoned: Rich) -> None:
    skipped = [address.name for address in addresses() if not _with_an_object(address, poisoned.own)]
    assert len(skipped) < 20, skipped


@pytest.mark.parametrize("stage", STAGES)
def test_hostile_text_is_only_text_on_every_page(stage: str, poisoned: Rich) -> None:
    walkers = clients({role: poisoned.users[role] for role in ROLES})
    walked = [address for address in addresses() if stage_of(address.name) == stage]
    wrong: list[str] = []
    for address in walked:
        if not _with_an_object(address, poisoned.own):
            continue
        paths = _paths(address, poisoned.own)
        for role, client in walkers.items():
            for n, path in enumerate(paths):
                response = _ask(client, path)
                wrong += [f"{role} {path}: {line}" for line in _found(response)]
                if n == 0 and response.status_code != 200:
                    break
    assert not wrong, f"{len(wrong)} findings\n" + "\n".join(wrong)


def test_hostile_text_is_printed_as_it_was_typed(poisoned: Rich) -> None:
    """Every paper of the course that has bytes: pdftotext reads the title of the course as typed."""
    from boiduong.course.delivery.courses.models import CourseDocument
    from boiduong.foundation.documents.queries import preview

    papers = CourseDocument.objects.filter(course=poisoned.own.course).select_related("document")
    texts = {}
    for row in papers:
        if row.document.pdf_id or row.document.facts.get("papers"):
            run = ["pdftotext", "-layout", "-", "-"]
            said = subprocess.run(run, input=preview(row.document), capture_output=True, check=True).stdout
            texts[f"{row.role} {row.document.subject[:40]}"] = said.decode()
    assert len(texts) >= 8
    told = [name for name, text in texts.items() if "<script>" in text]
    assert len(told) >= 5, sorted(texts)
    assert not [name for name, text in texts.items() if "1337" in text]
