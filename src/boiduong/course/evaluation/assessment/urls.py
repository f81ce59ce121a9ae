"""Địa chỉ của bài thu hoạch."""

from django.urls import path

from boiduong.course.evaluation.assessment.views import course, people

app_name = "assessment"
urlpatterns = [
    path("khoa/<slug:slug>/bai-thu-hoach/", course.step, name="step"),
    path("khoa/<slug:slug>/bai-thu-hoach/<int:pk>/", course.show, name="assignment"),
    path("khoa/<slug:slug>/bai-thu-hoach/<int:pk>/nhan/", course.take_papers, name="papers"),
    path("khoa/<slug:slug>/bai-thu-hoach/<int:pk>/gia-han/", course.extend, name="extend"),
    path("khoa/<slug:slug>/bai-thu-hoach/<int:pk>/giam-khao/", course.markers, name="markers"),
    path("khoa/<slug:slug>/bai-thu-hoach/<int:pk>/thong-nhat/", course.settle, name="settle"),
    path("khoa/<slug:slug>/bai-thu-hoach/<int:pk>/phieu-cham/", course.slips, name="slips"),
    path("khoa/<slug:slug>/bai-thu-hoach/<int:pk>/bai/<int:report>/", course.report, name="report"),
    path("khoa/<slug:slug>/bai-thu-hoach/bang-diem/<int:pk>/", course.sheet, name="sheet"),
    path("cham-bai/<int:pk>/", people.marking, name="marking"),
    path("bai-cua-toi/", people.mine, name="mine"),
    path("bai-nop/<int:pk>/tep/", people.file, name="file"),
]
