"""Địa chỉ của giảng viên."""

from django.urls import path

from boiduong.course.curriculum.lecturers import views

app_name = "lecturers"
urlpatterns = [
    path("giang-vien/", views.lecturer_list, name="list"),
    path("giang-vien/moi/", views.create, name="create"),
    path("giang-vien/muc-chi/", views.fees, name="fees"),
    path("giang-vien/<int:pk>/", views.lecturer_page, name="lecturer"),
]
