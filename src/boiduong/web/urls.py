"""Địa chỉ — of the pages that belong to no stage."""

from django.urls import path

from boiduong.web import views

app_name = "web"
urlpatterns = [
    path("style/", views.style, name="style"),
    path("language/", views.set_language, name="set_language"),
]
