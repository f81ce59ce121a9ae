"""Trang một chương trình — parts with their topics, the work handed in; every form stands in its place."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.curriculum.lecturers.queries import visible_lecturers
from boiduong.course.curriculum.programs import queries as programs
from boiduong.course.curriculum.programs import services as program_services
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.curriculum.programs.permissions import can_write
from boiduong.course.curriculum.programs.rules import ITEM_KINDS, SCALES
from boiduong.course.curriculum.topics import services
from boiduong.course.curriculum.topics.forms import WHEN, CopyForm, QuickTopicForm, TopicForm
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.queries import periods_of, topics_of
from boiduong.course.curriculum.topics.rules import TOPIC_KINDS
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.queries import preview
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal
from boiduong.web.answers import pdf_response


def _version(request: HttpRequest, pk: int) -> ProgramVersion:
    return programs.version_for(user_of(request), pk)


def _sections(version: ProgramVersion, *, open_for_change: bool, adding: str) -> list[dict[str, object]]:
    """Parts with their topics; topics outside any part stand first. The short form of the part `adding` stays open."""
    topics = list(topics_of(version))
    rows = [(topic, TOPIC_KINDS.get(topic.kind, "")) for topic in topics]
    found: list[dict[str, object]] = []
    parts = list(programs.parts_of(version))
    has_parts = bool(parts)
    for part in [None, *parts]:
        key = part.pk if part else None
        inside = [row for row in rows if row[0].part_id == key]
        if part is None and not inside and has_parts:
            continue
        form = QuickTopicForm(auto_id=f"p{key or 0}_%s") if open_for_change else None
        goes_on = adding == str(key or 0)
        if form is not None and goes_on:
            form.fields["title"].widget.attrs["autofocus"] = True
        found.append({
            "part": part, "rows": inside, "periods": sum(row[0].periods or 0 for row in inside), "form": form,
            "opened": goes_on or not inside,
        })  # fmt: skip
    return found


@require_GET
def version_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một chương trình."""
    user, version = user_of(request), _version(request, pk)
    writes = can_write(user, version.program)
    open_for_change = writes and version.frozen_at is None
    issuer = version.program.issuer
    items = [(item, ITEM_KINDS.get(item.kind, ""), SCALES.get(item.scale, "")) for item in programs.items_of(version)]
    context = {
        "version": version,
        "issuer": name_on(issuer, timezone.localdate()) if issuer else "",
        "sections": _sections(version, open_for_change=open_for_change, adding=request.GET.get("them", "")),
        "items": items,
        "periods": periods_of(version),
        "open": open_for_change,
        "writes": writes,
        "copy_form": CopyForm(),
        "others": list(version.program.versions.exclude(pk=version.pk).order_by("-id")),
        "crumbs": [(gettext("Courses"), reverse("courses:list")), (gettext("Programs"), reverse("programs:list"))],
    }
    return render(request, "topics/version.html", context)


@require_http_methods(["GET", "POST"])
def topic_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Thêm chuyên đề — from the short form of a part, or the whole form."""
    user, version = user_of(request), _version(request, pk)
    if not can_write(user, version.program):
        raise Http404
    asked = request.GET.get("phan", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 19
    part = version.parts.filter(pk=int(asked)).first() if known else None
    quick = QuickTopicForm(request.POST) if request.method == "POST" and "kind" in request.POST else None
    if quick is not None and "nhanh" in request.POST and quick.is_valid():
        services.add_topic(version, part=part, by=user, at=timezone.now(), **quick.cleaned_data)
        key = part.pk if part else 0
        return redirect(reverse("topics:version", args=[version.pk]) + f"?them={key}#phan-{key}")
    form = TopicForm(
        request.POST or None, version=version, lecturers=list(visible_lecturers(user)), initial={"part": part}
    )
    if request.method == "POST" and "nhanh" not in request.POST and form.is_valid():
        try:
            services.add_topics(version, [_said(form)], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("topics:version", version.pk)
    return _form_page(request, form, version, gettext("New topic"), gettext("Add the topic"))


def _said(form: TopicForm) -> dict[str, object]:
    return {**form.cleaned_data, "lecturers": list(form.cleaned_data["lecturers"])}


def _form_page(request: HttpRequest, form: TopicForm, version: ProgramVersion, title: str, submit: str) -> HttpResponse:
    address = reverse("topics:version", args=[version.pk])
    context = {
        "form": form, "title": title, "submit": submit, "back_url": address,
        "crumbs": [(gettext("Programs"), reverse("programs:list")), (version.program.name, address)],
    }  # fmt: skip
    return render(request, "web/form_page.html", context)


def _topic(version: ProgramVersion, topic_pk: int) -> Topic:
    topic = topics_of(version).select_related("version__program", "part", "item").filter(pk=topic_pk).first()
    if topic is None:
        raise Http404(topic_pk)
    return topic


@require_http_methods(["GET", "POST"])
def topic_page(request: HttpRequest, pk: int, topic_pk: int) -> HttpResponse:
    """Sửa chuyên đề; once the program is fixed only who teaches it and when changes."""
    user, version = user_of(request), _version(request, pk)
    topic = _topic(version, topic_pk)
    if not can_write(user, version.program):
        raise Http404
    form = TopicForm(request.POST or None, version=version, lecturers=list(visible_lecturers(user)), topic=topic)
    if version.frozen_at is not None:
        for name in [name for name in form.fields if name not in ("lecturers", *WHEN)]:
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        at, said = timezone.now(), _said(form)
        people = said.pop("lecturers")
        try:
            if version.frozen_at is None:
                services.edit_topic(topic, by=user, at=at, **said)
            else:
                services.set_time(topic, by=user, at=at, **{name: form.cleaned_data[name] for name in WHEN})
            services.set_lecturers(topic, people if isinstance(people, list) else [], by=user, at=at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Written."))
            return redirect("topics:version", version.pk)
    return _form_page(request, form, version, topic.title, gettext("Save"))


@require_POST
def topic_act(request: HttpRequest, pk: int, topic_pk: int) -> HttpResponse:
    """Lên, xuống, bỏ."""
    user, version, at = user_of(request), _version(request, pk), timezone.now()
    topic, name = _topic(version, topic_pk), request.POST.get("viec", "")
    if name == "len":
        services.move_topic(topic, -1, by=user, at=at)
    elif name == "xuong":
        services.move_topic(topic, 1, by=user, at=at)
    elif name == "bo":
        services.remove_topic(topic, by=user, at=at)
    else:
        raise Http404
    return redirect(reverse("topics:version", args=[version.pk]) + (f"#phan-{topic.part_id}" if topic.part_id else ""))


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Chốt, soạn văn bản, lập phiên bản mới."""
    user, version, at = user_of(request), _version(request, pk), timezone.now()
    name = request.POST.get("viec", "")
    if name == "chot":
        program_services.freeze_version(version, by=user, at=at)
        messages.success(request, gettext("The program is fixed."))
    elif name == "soan":
        services.draft_program(version, by=user, at=at, synthetic=settings.DEMO)
        messages.success(request, gettext("The paper waits for a number."))
    elif name == "moi":
        version = program_services.derive_version(version, label=request.POST.get("label", ""), by=user, at=at)
        messages.success(request, gettext("The new version holds the same topics and may be changed."))
    else:
        raise Http404
    return redirect("topics:version", version.pk)


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản Chương trình — PDF."""
    version = _version(request, pk)
    if version.approved_by is None or (version.approved_by.outside and version.approved_by.pdf is None):
        raise Http404
    return pdf_response(preview(version.approved_by), name=f"chuong-trinh-{version.pk}")
