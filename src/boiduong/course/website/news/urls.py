"""Địa chỉ của tin."""

from django.urls import path

from boiduong.course.website.news import views

app_name = "news"
urlpatterns = [
    path("tin/", views.public_list, name="list"),
    path("tin/<int:pk>/", views.public_item, name="item"),
    path("khoa/<slug:slug>/tin/", views.step, name="step"),
    path("khoa/<slug:slug>/tin/soan/", views.draft, name="draft"),
    path("khoa/<slug:slug>/tin/<int:pk>/", views.edit, name="edit"),
    path("khoa/<slug:slug>/tin/<int:pk>/viec/", views.act, name="act"),
]
