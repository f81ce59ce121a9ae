"""Địa chỉ của con người."""

from django.urls import path

from boiduong.foundation.people import views

app_name = "people"
urlpatterns = [
    path("con-nguoi/", views.person_list, name="list"),
    path("con-nguoi/moi/", views.create, name="create"),
    path("con-nguoi/<uuid:uid>/", views.person_page, name="person"),
    path("con-nguoi/<uuid:uid>/sua/", views.edit, name="edit"),
    path("con-nguoi/<uuid:uid>/chuc-vu/", views.post_new, name="post_new"),
    path("con-nguoi/<uuid:uid>/chuc-vu/<int:pk>/thoi/", views.post_end, name="post_end"),
    path("con-nguoi/<uuid:uid>/xem-so/", views.secret, name="secret"),
]
