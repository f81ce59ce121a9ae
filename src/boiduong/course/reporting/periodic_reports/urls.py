"""Địa chỉ của báo cáo."""

from django.urls import path

from boiduong.course.reporting.periodic_reports import views

app_name = "periodic_reports"
urlpatterns = [
    path("bao-cao/", views.year, name="list"),
    path("khoa/<slug:slug>/bao-cao/", views.step, name="step"),
    path("khoa/<slug:slug>/bao-cao/ban-hanh/<int:pk>/", views.issue, name="issue"),
    path("khoa/<slug:slug>/bao-cao/xem/<int:pk>/", views.paper, name="paper"),
]
