"""Địa chỉ — the list of units and the page of one unit."""

from django.urls import path

from boiduong.foundation.organizations import views

app_name = "organizations"
urlpatterns = [
    path("don-vi/", views.unit_list, name="list"),
    path("don-vi/<int:pk>/", views.unit_page, name="unit"),
]
