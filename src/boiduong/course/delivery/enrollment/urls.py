"""Địa chỉ các trang chiêu sinh."""

from django.urls import path

from boiduong.course.delivery.enrollment.views import (
    calls,
    learners,
    opening,
    public,
    reminding,
    reviewing,
    sites,
    units,
)

app_name = "enrollment"
_NOMINATIONS = "khoa/<slug:slug>/chieu-sinh/"
_OPENING = "khoa/<slug:slug>/mo-lop/"
_UNIT = f"{_NOMINATIONS}don-vi/<int:unit>/"
urlpatterns = [
    path(_NOMINATIONS, calls.step, name="nominations"),
    path(f"{_NOMINATIONS}viec/", calls.call_act, name="call_act"),
    path(f"{_NOMINATIONS}chi-tieu/", calls.quota, name="quota"),
    path(f"{_NOMINATIONS}xet/", reviewing.review, name="review"),
    path(f"{_NOMINATIONS}nguoi/<int:pk>/", reviewing.nomination, name="nomination"),
    path(f"{_NOMINATIONS}nguoi/<int:pk>/viec/", reviewing.nomination_act, name="nomination_act"),
    path(_UNIT, units.unit_list, name="unit"),
    path(f"{_UNIT}cu/", units.nominate, name="nominate"),
    path(f"{_UNIT}gui/", units.send, name="send"),
    path(f"{_UNIT}van-ban/", units.paper, name="unit_paper"),
    path(f"{_UNIT}cong-van/", units.letter, name="unit_letter"),
    path(f"{_UNIT}mau/", units.template, name="template"),
    path(f"{_UNIT}tep/", units.upload, name="upload"),
    path(f"{_UNIT}tep/<str:token>/", units.preview, name="preview"),
    path(_OPENING, opening.step, name="opening"),
    path(f"{_OPENING}chia-lop/", opening.forming, name="forming"),
    path(f"{_OPENING}chua-xac-nhan/", reminding.unconfirmed, name="unconfirmed"),
    path(f"{_OPENING}chua-xac-nhan/danh-sach/", reminding.call_list, name="call_list"),
    path(f"{_OPENING}lop/<int:pk>/", learners.class_page, name="class"),
    path(f"{_OPENING}lop/<int:pk>/viec/", opening.class_act, name="class_act"),
    path(f"{_OPENING}lop/<int:pk>/diem-cau/", sites.sites, name="sites"),
    path(f"{_OPENING}lop/<int:pk>/dien-thoai/<int:enrollment>/", learners.phone, name="phone"),
    path("chieu-sinh/", calls.my_calls, name="my_calls"),
    path("trieu-tap/<int:pk>/", learners.own_answer, name="own"),
    path("xac-nhan/", public.entry, name="code"),
    path("xac-nhan/<str:code>/", public.confirm, name="confirm"),
]
