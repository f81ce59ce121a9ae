"""Địa chỉ xét công nhận."""

from django.urls import path

from boiduong.course.recognition.awards import views

app_name = "awards"
urlpatterns = [
    path("khoa/<slug:slug>/xet-cong-nhan/", views.step, name="step"),
    path("khoa/<slug:slug>/xet-cong-nhan/<int:pk>/hop/", views.meeting, name="meeting"),
    path("khoa/<slug:slug>/xet-cong-nhan/<int:pk>/du-thao/", views.draft, name="draft"),
    path("khoa/<slug:slug>/xet-cong-nhan/<int:pk>/quyet-dinh/", views.decision, name="decision"),
    path("khoa/<slug:slug>/xet-cong-nhan/<int:pk>/khen-thuong/", views.commendation, name="commendation"),
    path("khoa/<slug:slug>/xet-cong-nhan/hoc-vien/<int:pk>/", views.learner, name="learner"),
]
