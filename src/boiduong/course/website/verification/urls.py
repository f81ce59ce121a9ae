"""Địa chỉ tra cứu."""

from django.urls import path

from boiduong.course.website.verification import views

app_name = "verification"
urlpatterns = [
    path("tra-cuu/", views.look_up, name="look_up"),
    path("tra-cuu/tep/", views.compare, name="compare"),
    path("tra-cuu/<uuid:uid>/", views.by_mark, name="by_mark"),
    path("tra-cuu/<uuid:uid>", views.by_mark),
    path("tra-cuu/<uuid:uid>/<str:code>/open-badge.json", views.badge, name="badge"),
    path("kiem-tra/khong-mang/", views.page, name="offline"),
    path("kiem-tra/khong-mang/nguoi-giu.js", views.worker, name="worker"),
    path("kiem-tra/khong-mang/so-khoa.json", views.book, name="key_book"),
    path("kiem-tra/khong-mang/thu-hoi.cose", views.revocations, name="revocations"),
    path("noi-cap/<int:pk>/did.json", views.did, name="did"),
    path("noi-cap/<int:pk>/khoa.json", views.keys, name="keys"),
    path("noi-cap/<int:pk>/trang-thai/<int:number>.json", views.states, name="states"),
]
