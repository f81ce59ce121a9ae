"""Địa chỉ của tình huống."""

from django.urls import path

from boiduong.course.delivery.situations.views import answering, public, showing

app_name = "situations"
urlpatterns = [
    path("khoa/<slug:slug>/tinh-huong/", showing.step, name="step"),
    path("khoa/<slug:slug>/tinh-huong/neu/", showing.raise_one, name="raise"),
    path("khoa/<slug:slug>/tinh-huong/tong-hop/", showing.summary, name="summary"),
    path("khoa/<slug:slug>/tinh-huong/<int:pk>/", showing.show, name="situation"),
    path("khoa/<slug:slug>/tinh-huong/tra-loi/<int:pk>/tep/", answering.reply_file, name="reply_file"),
    path("hoi-don-vi/<int:pk>/", answering.body, name="body"),
    path("tinh-huong/", public.public, name="public"),
]
