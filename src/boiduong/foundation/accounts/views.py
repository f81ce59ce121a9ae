"""Trang tài khoản — signing in and out, the own account, and the accounts for the administrator."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.foundation.accounts import queries, services
from boiduong.foundation.accounts.forms import AccountForm, NewPasswordForm, PasswordForm, RoleForm, SignInForm
from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.permissions import can_administer
from boiduong.foundation.accounts.queries import Account, user_of
from boiduong.foundation.accounts.rules import ROLE_LABELS, Role
from boiduong.foundation.accounts.signing_in import check_sign_in
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _administrator(request: HttpRequest) -> User:
    """The administrator; everybody else learns nothing of these pages."""
    user = user_of(request)
    if not can_administer(user):
        raise Http404
    return user


def _way_on(request: HttpRequest) -> str:
    """Where to go after signing in: the page that was asked for when it is ours, else home."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return resolve_url("/")


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    auth.login(request, user, backend=BACKEND)
    services.record_sign_in(user, at=timezone.now())
    return redirect(_way_on(request))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Đăng nhập — a demonstration lists its accounts; a wrong attempt is answered in one general sentence."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect(_way_on(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            user = check_sign_in(request, username=said["username"], password=said["password"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _enter(request, user)
    next_url = request.POST.get("next", request.GET.get("next", ""))
    context = {"form": form, "next_url": next_url, "demo_users": queries.demo_users()}
    return render(request, "accounts/login.html", context, status=200 if request.method == "GET" else 401)


@login_not_required
@never_cache
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Vào bằng tài khoản dùng thử — without a password, on a demonstration server only."""
    chosen = next((one for one in queries.demo_users() if one.username == request.POST.get("username")), None)
    if chosen is None:
        raise Http404
    return _enter(request, chosen)


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Đăng xuất."""
    auth.logout(request)
    messages.info(request, gettext("You have signed out of this machine."))
    return redirect("accounts:login")


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Tài khoản của tôi — roles, units, and a new password."""
    user = user_of(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.change_password(user, old=said["old"], new=said["new"], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            auth.update_session_auth_hash(request, user)
            messages.success(request, gettext("The new password holds from now on; other machines must sign in again."))
            return redirect("accounts:own")
    lines = [line for line in queries.grants_of(user) if line.live]
    context = {"account": user, "lines": lines, "form": form}
    return render(request, "accounts/own.html", context)


def _holds(role: Role) -> Callable[[Account], bool]:
    def keep(row: Account) -> bool:
        return any(line.grant.role == role.value for line in row.grants)

    return keep


@require_GET
def account_list(request: HttpRequest) -> HttpResponse:
    """Các tài khoản — by role, searched by name, sign-in name or unit."""
    _administrator(request)
    page: ListPage[Account] = ListPage(
        queries.accounts(),
        params=request.GET,
        search=lambda row: row.words,
        search_label=gettext("Search by name, sign-in name or unit"),
        pills=[
            Pill("tat-ca", gettext("All"), lambda row: row.user.is_active),
            *(Pill(role.value, gettext(ROLE_LABELS[role]), _holds(role)) for role in Role),
            Pill("khong-vai", gettext("Without a role"), lambda row: row.user.is_active and not row.grants),
            Pill("sap-het", gettext("Role ends soon"), lambda row: row.user.is_active and row.ends_soon),
            Pill("da-khoa", gettext("Closed"), lambda row: not row.user.is_active),
        ],
    )
    rows = [
        (row.user, [(gettext(ROLE_LABELS[line.grant.role]), line.unit) for line in row.grants]) for row in page.rows
    ]
    return render(request, "accounts/list.html", {"page": page, "rows": rows})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Tạo tài khoản."""
    user = _administrator(request)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_user(**form.cleaned_data, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The account is made. Give it a role now."))
            return redirect("accounts:account", made.pk)
    context = {
        "form": form,
        "title": gettext("New account"),
        "submit": gettext("Make the account"),
        "back_url": reverse("accounts:list"),
        "crumbs": [(gettext("Accounts"), reverse("accounts:list"))],
    }
    return render(request, "web/form_page.html", context)


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Một tài khoản — its roles, a further role, password, closing."""
    user = _administrator(request)
    shown = queries.user_for(pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["unit"]
        try:
            services.grant_role(
                user=shown,
                role=Role(form.cleaned_data["role"]),
                scope=unit.unit if unit else None,
                last_day=form.cleaned_data["last_day"],
                by=user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The role is given."))
            return redirect("accounts:account", pk)
    context = {
        "shown": shown,
        "lines": [(line, gettext(ROLE_LABELS[line.grant.role])) for line in queries.grants_of(shown)],
        "form": form,
        "crumbs": [(gettext("Accounts"), reverse("accounts:list"))],
    }
    return render(request, "accounts/account.html", context)


@require_POST
def role_end(request: HttpRequest, pk: int, grant_pk: int) -> HttpResponse:
    """Thôi vai."""
    user = _administrator(request)
    grant = RoleGrant.objects.filter(pk=grant_pk, user=pk).select_related("user").first()
    if grant is None:
        raise Http404
    services.end_role(grant=grant, by=user, at=timezone.now())
    messages.success(request, gettext("The role has ended. The line stays."))
    return redirect("accounts:account", pk)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def password_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Đặt lại mật khẩu cho một người."""
    user = _administrator(request)
    shown = queries.user_for(pk)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_password(shown, form.cleaned_data["password"], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The new password is set. Tell it to the person, not by e-mail."))
            return redirect("accounts:account", pk)
    context = {
        "form": form,
        "title": gettext("New password for %(name)s") % {"name": shown.display_name},
        "submit": gettext("Set the password"),
        "back_url": reverse("accounts:account", args=[pk]),
        "crumbs": [(gettext("Accounts"), reverse("accounts:list"))],
    }
    return render(request, "web/form_page.html", context)


@require_POST
def active(request: HttpRequest, pk: int) -> HttpResponse:
    """Khóa hoặc mở tài khoản."""
    user = _administrator(request)
    shown = queries.user_for(pk)
    services.set_active(shown, active=request.POST.get("mo") == "1", by=user, at=timezone.now())
    said = gettext("The account is open.") if shown.is_active else gettext("The account is closed.")
    messages.success(request, said)
    return redirect("accounts:account", pk)
