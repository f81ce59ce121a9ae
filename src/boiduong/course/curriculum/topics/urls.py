"""Địa chỉ của một chương trình và chuyên đề của nó."""

from django.urls import path

from boiduong.course.curriculum.topics import views

app_name = "topics"
urlpatterns = [
    path("chuong-trinh/<int:pk>/", views.version_page, name="version"),
    path("chuong-trinh/<int:pk>/viec/", views.act, name="act"),
    path("chuong-trinh/<int:pk>/van-ban/", views.paper, name="paper"),
    path("chuong-trinh/<int:pk>/chuyen-de/", views.topic_new, name="topic_new"),
    path("chuong-trinh/<int:pk>/chuyen-de/<int:topic_pk>/", views.topic_page, name="topic"),
    path("chuong-trinh/<int:pk>/chuyen-de/<int:topic_pk>/viec/", views.topic_act, name="topic_act"),
]
