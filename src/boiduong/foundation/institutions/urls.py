"""Địa chỉ của cơ sở đào tạo, quy chế và nhiệm kỳ."""

from django.urls import path

from boiduong.foundation.institutions import views

app_name = "institutions"
urlpatterns = [
    path("co-so/", views.institution_list, name="list"),
    path("co-so/them/", views.institution_new, name="new"),
    path("co-so/nhiem-ky/", views.term_list, name="terms"),
    path("co-so/<int:pk>/", views.institution_page, name="institution"),
    path("co-so/<int:pk>/quy-che/", views.rules_new, name="rules_new"),
]
