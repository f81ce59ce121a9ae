"""Địa chỉ của tình huống."""

from django.urls import path

from boiduong.course.delivery.situations import views

app_name = "situations"
urlpatterns = [
    path("khoa/<slug:slug>/tinh-huong/", views.step, name="step"),
    path("khoa/<slug:slug>/tinh-huong/neu/", views.raise_one, name="raise"),
    path("khoa/<slug:slug>/tinh-huong/tong-hop/", views.summary, name="summary"),
    path("khoa/<slug:slug>/tinh-huong/<int:pk>/", views.show, name="situation"),
    path("tinh-huong/", views.public, name="public"),
]
