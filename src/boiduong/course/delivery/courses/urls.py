"""Địa chỉ của khóa — home, the list, and every page of one course."""

from django.urls import URLPattern, URLResolver, include, path

from boiduong.course.delivery.courses.views import (
    classes,
    describing,
    dossier,
    home,
    listing,
    printing,
    steps,
    workbench,
)

COURSES = [
    path("khoa-boi-duong/", listing.course_list, name="list"),
    path("khoa-boi-duong/moi/", listing.create, name="create"),
    path("khoa/<slug:slug>/", workbench.course_page, name="course"),
    path("khoa/<slug:slug>/viec/", workbench.act, name="act"),
    path("khoa/<slug:slug>/sua/", workbench.edit, name="edit"),
    path("khoa/<slug:slug>/ghi-chu/<int:pk>/", workbench.note_settled, name="note_settled"),
    path("khoa/<slug:slug>/lop/", classes.class_list, name="classes"),
    path("khoa/<slug:slug>/lop/<int:pk>/", classes.class_page, name="training_class"),
    path("khoa/<slug:slug>/lop/<int:pk>/viec/", classes.class_act, name="class_act"),
    path("khoa/<slug:slug>/phan-viec/", describing.duties, name="duties"),
    path("khoa/<slug:slug>/phan-viec/<int:pk>/bo/", describing.duty_off, name="duty_off"),
    path("khoa/<slug:slug>/doi-tuong/", describing.groups, name="groups"),
    path("khoa/<slug:slug>/ho-so/", describing.papers, name="papers"),
    path("khoa/<slug:slug>/ho-so/tron-bo/", dossier.dossier, name="dossier"),
    path("khoa/<slug:slug>/ho-so/tron-bo/<slug:ending>/", dossier.dossier_download, name="dossier_file"),
    path("khoa/<slug:slug>/ho-so/<int:pk>/", describing.paper, name="paper"),
    path("khoa/<slug:slug>/giay-in/<slug:key>/", printing.sheet, name="sheet"),
    path("khoa/<slug:slug>/ke-hoach/", steps.plan_step, name="plan"),
    path("khoa/<slug:slug>/chuong-trinh/", steps.program_step, name="program"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("", include((COURSES, "courses"))),
]
