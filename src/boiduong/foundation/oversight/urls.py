"""Địa chỉ của nhật ký."""

from django.urls import path

from boiduong.foundation.oversight import views

app_name = "audit"
urlpatterns = [
    path("nhat-ky/", views.events, name="list"),
    path("nhat-ky/kiem-tra/", views.verify, name="verify"),
]
