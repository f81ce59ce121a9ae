"""Trang mẫu lời văn — versions of an institution's wording, the tags it may use, a look at each with real facts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents import queries, services
from boiduong.foundation.documents.answers import stored_file_response
from boiduong.foundation.documents.forms import TemplateForm
from boiduong.foundation.documents.models import WordTemplate
from boiduong.foundation.documents.permissions import can_keep_templates
from boiduong.foundation.documents.rules import long_name
from boiduong.foundation.documents.views.common import crumbs
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal
from boiduong.web.answers import paper_response


def _writer(request: HttpRequest) -> tuple[User, list[Institution]]:
    user = user_of(request)
    found = queries.institutions_worded_by(user)
    if not found:
        raise Http404
    return user, found


def _template(user: User, pk: int) -> WordTemplate:
    rows = WordTemplate.objects.select_related("institution__unit", "source")
    found = rows.filter(pk=pk).first()
    if found is None or not can_keep_templates(user, found.institution):
        raise Http404(pk)
    return found


@require_http_methods(["GET", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """Mẫu lời văn — what is in use, every version, and the form for a new one."""
    user, institutions = _writer(request)
    posted = request.method == "POST"
    sent_in = (request.POST, request.FILES) if posted else (None, None)
    form = TemplateForm(*sent_in, institutions=institutions)
    if posted and form.is_valid():
        said = form.cleaned_data
        sent = said["file"]
        try:
            made = services.upload_template(
                said["institution"], kind=said["kind"], content=sent.read(), name=sent.name, by=user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The template is read. Look at it, then take it into use."))
            return redirect("documents:template", made.pk)
    today = timezone.localdate()
    groups = []
    for one in institutions:
        used = queries.uses_of(one)
        rows = [(row, long_name(row.kind), used.get(row.kind) == row) for row in queries.versions_of(one)]
        groups.append((name_on(one.unit, today), rows))
    context = {"form": form, "groups": groups, "crumbs": crumbs(), **_tags()}
    return render(request, "documents/templates.html", context, status=422 if form.is_bound else 200)


def _tags() -> dict[str, object]:
    return {
        "text_tags": {**services.PAPER_TAGS, **services.COURSE_TAGS},
        "list_tags": services.LIST_TAGS,
        "insert_tags": services.INSERT_TAGS,
    }


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Một phiên bản mẫu — its tags, a look with real facts, and taking it into use."""
    user, _ = _writer(request)
    found = _template(user, pk)
    context = {
        "template": found,
        "kind": long_name(found.kind),
        "institution": name_on(found.institution.unit, timezone.localdate()),
        "in_use": queries.uses_of(found.institution).get(found.kind) == found,
        "line_tags": queries.line_tags(found.institution, found.kind),
        "has_sample": queries.samples_of(found.institution, found.kind).exists(),
        "crumbs": crumbs(),
        **_tags(),
    }
    return render(request, "documents/template.html", context)


@require_GET
def template_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Xem thử — the newest real paper of the kind in these words, as PDF or Word."""
    user, _ = _writer(request)
    found = _template(user, pk)
    word = request.GET.get("tep") == "docx"
    return paper_response(services.preview_template(found, word=word), name=f"Xem thử {found}", word=word)


@require_GET
def template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Tải mẫu — the Word file as it was sent."""
    user, _ = _writer(request)
    return stored_file_response(_template(user, pk).source, download=True)


@require_POST
def template_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Dùng phiên bản này, hoặc trở lại lời văn của phần mềm."""
    user, _ = _writer(request)
    found = _template(user, pk)
    taken = request.POST.get("viec") != "thoi"
    services.use_template(
        found.institution, kind=found.kind, template=found if taken else None, by=user, at=timezone.now()
    )
    words = gettext("Papers drafted from now on use this wording.")
    messages.success(request, words if taken else gettext("Papers use the wording of the software again."))
    return redirect("documents:template", pk)
