"""Địa chỉ của giấy tờ."""

from django.urls import path

from boiduong.foundation.documents.views import papers, scans, sending, series, wording

app_name = "documents"
urlpatterns = [
    path("giay-to/", papers.document_list, name="list"),
    path("giay-to/day-so/", series.series, name="series"),
    path("giay-to/ban-da-ky/", scans.batch, name="scans"),
    path("giay-to/ban-da-ky/<int:pk>/", scans.unfiled, name="unfiled"),
    path("giay-to/ban-da-ky/<int:pk>/tep/", scans.unfiled_file, name="unfiled_file"),
    path("giay-to/ban-da-ky/<int:pk>/bo/", scans.aside, name="aside"),
    path("giay-to/mau/", wording.templates, name="templates"),
    path("giay-to/mau/<int:pk>/", wording.template, name="template"),
    path("giay-to/mau/<int:pk>/xem-thu/", wording.template_preview, name="template_preview"),
    path("giay-to/mau/<int:pk>/tep/", wording.template_file, name="template_file"),
    path("giay-to/mau/<int:pk>/dung/", wording.template_use, name="template_use"),
    path("giay-to/<int:pk>/", papers.document_page, name="document"),
    path("giay-to/<int:pk>/nguoi-ky/", papers.signer, name="signer"),
    path("giay-to/<int:pk>/cho-so/", papers.number, name="number"),
    path("giay-to/<int:pk>/huy/", papers.void, name="void"),
    path("giay-to/<int:pk>/bo-ban-thao/", papers.discard, name="discard"),
    path("giay-to/<int:pk>/ban-da-ky/", papers.scan, name="scan"),
    path("giay-to/<int:pk>/pdf/", sending.pdf, name="pdf"),
    path("giay-to/<int:pk>/word/", sending.word, name="word"),
    path("giay-to/<int:pk>/ban-quet/", sending.scan_file, name="scan_file"),
]
