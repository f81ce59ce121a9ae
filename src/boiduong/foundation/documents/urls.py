"""Địa chỉ của giấy tờ."""

from django.urls import path

from boiduong.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("giay-to/", views.document_list, name="list"),
    path("giay-to/<int:pk>/", views.document_page, name="document"),
    path("giay-to/<int:pk>/cho-so/", views.number, name="number"),
    path("giay-to/<int:pk>/huy/", views.void, name="void"),
    path("giay-to/<int:pk>/ban-da-ky/", views.scan, name="scan"),
    path("giay-to/<int:pk>/pdf/", views.pdf, name="pdf"),
    path("giay-to/<int:pk>/word/", views.word, name="word"),
    path("giay-to/<int:pk>/ban-quet/", views.scan_file, name="scan_file"),
]
