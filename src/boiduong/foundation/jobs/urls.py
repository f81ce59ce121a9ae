"""Địa chỉ của việc nền."""

from django.urls import path

from boiduong.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("quan-tri/viec-nen/", views.job_list, name="list"),
    path("quan-tri/viec-nen/<int:pk>/", views.job_page, name="job"),
    path("quan-tri/viec-nen/<int:pk>/viec/", views.act, name="act"),
]
