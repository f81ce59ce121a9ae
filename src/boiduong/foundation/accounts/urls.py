"""Địa chỉ của tài khoản."""

from django.urls import path

from boiduong.foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.login, name="login"),
    path("dang-nhap/dung-thu/", views.demo_login, name="demo_login"),
    path("dang-xuat/", views.logout, name="logout"),
    path("tai-khoan/", views.own, name="own"),
    path("quan-tri/tai-khoan/", views.account_list, name="list"),
    path("quan-tri/tai-khoan/moi/", views.create, name="create"),
    path("quan-tri/tai-khoan/<int:pk>/", views.account, name="account"),
    path("quan-tri/tai-khoan/<int:pk>/vai/<int:grant_pk>/thoi/", views.role_end, name="role_end"),
    path("quan-tri/tai-khoan/<int:pk>/mat-khau/", views.password_reset, name="password_reset"),
    path("quan-tri/tai-khoan/<int:pk>/khoa/", views.active, name="active"),
]
