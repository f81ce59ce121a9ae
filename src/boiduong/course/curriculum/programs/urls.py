"""Địa chỉ của chương trình."""

from django.urls import path

from boiduong.course.curriculum.programs import views

app_name = "programs"
urlpatterns = [
    path("chuong-trinh/", views.program_list, name="list"),
    path("chuong-trinh/moi/", views.create, name="create"),
    path("chuong-trinh/<int:pk>/phan/", views.part_form, name="part_new"),
    path("chuong-trinh/<int:pk>/phan/<int:part_pk>/", views.part_form, name="part"),
    path("chuong-trinh/<int:pk>/danh-gia/", views.item_form, name="item_new"),
    path("chuong-trinh/<int:pk>/danh-gia/<int:item_pk>/", views.item_form, name="item"),
]
