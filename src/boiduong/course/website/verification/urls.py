"""Địa chỉ tra cứu."""

from django.urls import path

from boiduong.course.website.verification import views

app_name = "verification"
urlpatterns = [
    path("tra-cuu/", views.look_up, name="look_up"),
    path("tra-cuu/tep/", views.compare, name="compare"),
    path("tra-cuu/<uuid:uid>/", views.by_mark, name="by_mark"),
    path("tra-cuu/<uuid:uid>", views.by_mark),
]
