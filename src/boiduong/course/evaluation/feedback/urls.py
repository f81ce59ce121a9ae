"""Địa chỉ của phiếu đánh giá."""

from django.urls import path

from boiduong.course.evaluation.feedback import views

app_name = "feedback"
urlpatterns = [
    path("khoa/<slug:slug>/phieu-danh-gia/", views.step, name="step"),
    path("khoa/<slug:slug>/phieu-danh-gia/bao-cao/", views.report, name="report"),
    path("khoa/<slug:slug>/phieu-danh-gia/<int:pk>/", views.show, name="poll"),
    path("khoa/<slug:slug>/phieu-danh-gia/<int:pk>/phieu-giay/", views.paper_forms, name="paper_forms"),
    path("phieu-danh-gia/<int:pk>/", views.answer, name="answer"),
]
