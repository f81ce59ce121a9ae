"""Trang tin — the items of a course for those who write them, and the public page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.queries import course_for, course_frame, papers_in
from boiduong.course.website.news import queries, services
from boiduong.course.website.news.forms import NewsForm
from boiduong.course.website.news.models import NewsItem
from boiduong.course.website.news.permissions import can_publish, can_write_news
from boiduong.course.website.news.rules import NEWS
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước tin bài — the items of the course, in every state."""
    user, now = user_of(request), timezone.now()
    course = course_for(user, slug)
    may_write, may_publish = can_write_news(user, course), can_publish(user, course)
    items = queries.news_of(course)
    if not (may_write or may_publish):
        items = items.filter(state="published")
    context = {
        **course_frame(course, user=user, step="news", at=now),
        "items": [(item, gettext(NEWS.states[item.state])) for item in items],
        "papers": [row.document for row in papers_in(course, "news_item").exclude(document__state="discarded")],
        "may_write": may_write,
        "may_publish": may_publish,
    }
    return render(request, "news/step.html", context)


@require_POST
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Soạn tin từ số liệu của khóa."""
    user = user_of(request)
    course = course_for(user, slug)
    item = services.draft_news(course, by=user, at=timezone.now())
    messages.success(request, gettext("The item is drafted from the numbers of today. Read it before you publish it."))
    return redirect("news:edit", slug, item.pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Xem, sửa một tin."""
    user, now = user_of(request), timezone.now()
    course = course_for(user, slug)
    item = queries.news_for(course, pk)
    may_write, may_publish = can_write_news(user, course), can_publish(user, course)
    if not (may_write or may_publish):
        raise Http404
    form = NewsForm(request.POST or None, initial={"title": item.title, "text": item.text})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_news(item, **form.cleaned_data, by=user, at=now)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The item is kept."))
            return redirect("news:edit", slug, pk)
    context = {
        **course_frame(course, user=user, step="news", at=now),
        "item": item,
        "state": gettext(NEWS.states[item.state]),
        "paragraphs": _paragraphs(item),
        "form": form if may_write and NEWS.allows(item.state, "edit") else None,
        "may_write": may_write,
        "may_publish": may_publish,
        "may_withdraw": may_publish and NEWS.allows(item.state, "withdraw"),
    }
    return render(request, "news/edit.html", context)


@require_POST
def act(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Đăng, gỡ, hoặc soạn bản in."""
    user, now = user_of(request), timezone.now()
    item = queries.news_for(course_for(user, slug), pk)
    name = request.POST.get("viec", "")
    if name == "publish":
        services.publish_news(item, by=user, at=now)
        messages.success(request, gettext("The item stands on the public page."))
    elif name == "withdraw":
        services.withdraw_news(item, reason=request.POST.get("ly_do", ""), by=user, at=now)
        messages.success(request, gettext("The item has left the public page."))
    elif name == "paper":
        services.draft_news_paper(item, by=user, at=now)
        messages.success(request, gettext("The paper waits for a number."))
    else:
        raise Http404
    return redirect("news:edit", slug, pk)


def _paragraphs(item: NewsItem) -> list[str]:
    return [text.strip() for text in item.text.split("\n\n") if text.strip()]


@login_not_required
@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """Tin — published items, newest first."""
    page: ListPage[NewsItem] = ListPage(queries.published(), params=request.GET, per_page=queries.FRONT_PAGE)
    rows = page.rows
    context = {
        "page": page,
        "rows": [(item, next(iter(_paragraphs(item)), "")) for item in rows],
        "synthetic": any(item.course.synthetic for item in rows),
    }
    return render(request, "news/public_list.html", context)


@login_not_required
@require_GET
def public_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Một tin đã đăng."""
    item = queries.published_item(pk)
    context = {
        "item": item,
        "paragraphs": _paragraphs(item),
        "organizer": name_on(item.course.institution.unit, timezone.localdate(item.published_at)),
        "synthetic": item.course.synthetic,
        "crumbs": [(gettext("News"), reverse("news:list"))],
    }
    return render(request, "news/public_item.html", context)
