"""Địa chỉ của phòng, hội trường."""

from django.urls import path

from boiduong.foundation.venues import views

app_name = "venues"
urlpatterns = [
    path("phong/", views.room_list, name="list"),
    path("phong/moi/", views.create, name="create"),
    path("phong/<int:pk>/", views.room, name="room"),
    path("phong/<int:pk>/sua/", views.edit, name="edit"),
    path("dia-diem/<int:pk>/", views.venue, name="venue"),
]
