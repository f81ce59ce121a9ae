"""Địa chỉ của nghiên cứu thực tế."""

from django.urls import path

from boiduong.course.delivery.study_visits import views

app_name = "study_visits"
urlpatterns = [
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/", views.step, name="step"),
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/moi/", views.plan, name="plan"),
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/<int:pk>/", views.visit, name="visit"),
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/<int:pk>/doan/", views.members, name="members"),
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/<int:pk>/nhan-loi/", views.confirm, name="confirm"),
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/<int:pk>/ke-hoach/", views.paper, name="paper"),
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/<int:pk>/ket-qua/", views.finding, name="finding"),
    path("khoa/<slug:slug>/nghien-cuu-thuc-te/<int:pk>/bao-cao/", views.report, name="report"),
]
