"""Địa chỉ của lịch học."""

from django.urls import path

from boiduong.course.delivery.scheduling import views

app_name = "scheduling"
urlpatterns = [
    path("lich-va-phong/", views.week, name="list"),
    path("lich-va-phong/nam/", views.year, name="year"),
    path("lich-va-phong/ngay-nghi/", views.holidays, name="holidays"),
    path("lich-va-phong/lop-gap/", views.urgent, name="urgent"),
    path("g/<str:token>/", views.personal, name="personal"),
    path("g/<str:token>/buoi-ban/", views.personal_days, name="personal_days"),
    path("g/<str:token>/loi-moi/<int:pk>/", views.personal_answer, name="personal_answer"),
    path("g/<str:token>/lich-moi/", views.personal_calendar, name="personal_calendar"),
    path("lich/<str:kind>/<int:number>/", views.calendar, name="calendar"),
    path("lich/<str:kind>/<int:number>/dia-chi-moi/", views.calendar_new, name="calendar_new"),
    path("lich/<str:kind>/<int:number>/<str:secret>.ics", views.feed, name="feed"),
    path("khoa/<slug:slug>/lich-hoc/", views.step, name="step"),
    path("khoa/<slug:slug>/lich-hoc/ban-moi/", views.begin, name="begin"),
    path("khoa/<slug:slug>/lich-hoc/xep-nhap/", views.fill, name="fill"),
    path("khoa/<slug:slug>/lich-hoc/dat/", views.put, name="put"),
    path("khoa/<slug:slug>/lich-hoc/hoat-dong/", views.activity, name="activity"),
    path("khoa/<slug:slug>/lich-hoc/buoi/<int:pk>/", views.entry, name="entry"),
    path("khoa/<slug:slug>/lich-hoc/buoi/<int:pk>/khoa/", views.lock, name="lock"),
    path("khoa/<slug:slug>/lich-hoc/hoan-tac/", views.undo, name="undo"),
    path("khoa/<slug:slug>/lich-hoc/theo-nguoi/", views.by_lecturer, name="by_lecturer"),
    path("khoa/<slug:slug>/lich-hoc/buoi/<int:pk>/bo/", views.drop, name="drop"),
    path("khoa/<slug:slug>/lich-hoc/may-xep/", views.machine, name="machine"),
    path("khoa/<slug:slug>/lich-hoc/may-xep/tien-do/", views.machine_state, name="machine_state"),
    path("khoa/<slug:slug>/lich-hoc/may-xep/viec/", views.machine_act, name="machine_act"),
    path("khoa/<slug:slug>/lich-hoc/sua/", views.repair, name="repair"),
    path("khoa/<slug:slug>/lich-hoc/sua/tien-do/", views.repair_state, name="repair_state"),
    path("khoa/<slug:slug>/lich-hoc/sua/viec/", views.repair_act, name="repair_act"),
    path("khoa/<slug:slug>/lich-hoc/moi-giang/", views.asking, name="asking"),
    path("khoa/<slug:slug>/lich-hoc/moi-giang/viec/", views.asking_act, name="asking_act"),
    path("khoa/<slug:slug>/lich-hoc/so-sanh/<int:number>/", views.compare, name="compare"),
    path("khoa/<slug:slug>/lich-hoc/quy-tac/", views.rules, name="rules"),
    path("khoa/<slug:slug>/lich-hoc/cho-o/", views.lodging, name="lodging"),
    path("khoa/<slug:slug>/lich-hoc/diem-cau/", views.sites, name="sites"),
    path("khoa/<slug:slug>/lich-hoc/phat-hanh/", views.release, name="release"),
    path("khoa/<slug:slug>/lich-hoc/dieu-chinh/", views.revise, name="revise"),
    path("khoa/<slug:slug>/lich-hoc/bo-ban-nhap/", views.discard, name="discard"),
]
