"""Địa chỉ hồ sơ đào tạo, bồi dưỡng."""

from django.urls import path

from boiduong.course.recognition.personnel_records import views

app_name = "personnel_records"
urlpatterns = [
    path("khoa/<slug:slug>/ho-so-can-bo/", views.step, name="step"),
    path("khoa/<slug:slug>/ho-so-can-bo/don-vi/", views.sent, name="sent"),
    path("khoa/<slug:slug>/ho-so-can-bo/ghi/", views.write, name="write"),
    path("khoa/<slug:slug>/ho-so-can-bo/gui/", views.send, name="send"),
    path("khoa/<slug:slug>/ho-so-can-bo/bang/", views.export_course, name="export_course"),
    path("ket-qua-can-luu/", views.to_file, name="to_file"),
    path("ket-qua-can-luu/<int:pk>/da-luu/", views.confirm, name="confirm"),
    path("so-tiet-trong-nam/", views.need, name="need"),
    path("so-tiet-trong-nam/don-vi/", views.need_places, name="need_places"),
    path("so-tiet-trong-nam/bang/", views.export_units, name="export_units"),
    path("qua-trinh-boi-duong/phieu-ket-qua/<int:pk>/", views.slip, name="slip"),
    path("qua-trinh-boi-duong/<uuid:uid>/phieu/", views.paper, name="paper"),
    path("qua-trinh-boi-duong/<uuid:uid>/bang/", views.export_person, name="export_person"),
    path("qua-trinh-boi-duong/", views.mine, name="mine"),
    path("qua-trinh-boi-duong/khai/", views.declare_mine, name="declare_mine"),
    path("qua-trinh-boi-duong/cho-xac-nhan/", views.to_confirm, name="to_confirm"),
    path("qua-trinh-boi-duong/khai/<int:pk>/", views.declaration, name="declaration"),
    path("qua-trinh-boi-duong/khai/<int:pk>/minh-chung/", views.evidence, name="evidence"),
    path("qua-trinh-boi-duong/<uuid:uid>/", views.transcript, name="transcript"),
    path("qua-trinh-boi-duong/<uuid:uid>/khai/", views.declare, name="declare"),
]
