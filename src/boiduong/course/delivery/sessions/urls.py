"""Địa chỉ của buổi học và điểm danh."""

from django.urls import path

from boiduong.course.delivery.sessions.views import absences, alone, learners, making_up, rolls, showing

app_name = "sessions"
urlpatterns = [
    path("khoa/<slug:slug>/buoi-hoc/", showing.step, name="step"),
    path("khoa/<slug:slug>/buoi-hoc/<int:pk>/", rolls.session, name="session"),
    path("khoa/<slug:slug>/buoi-hoc/<int:pk>/mo/", rolls.open_roll, name="open"),
    path("khoa/<slug:slug>/buoi-hoc/<int:pk>/ghi/", rolls.mark, name="mark"),
    path("khoa/<slug:slug>/buoi-hoc/<int:pk>/so-dau-bai/", rolls.log, name="log"),
    path("khoa/<slug:slug>/buoi-hoc/<int:pk>/xac-nhan/", rolls.confirm, name="confirm"),
    path("khoa/<slug:slug>/buoi-hoc/<int:pk>/sua/<int:enrollment>/", rolls.correct, name="correct"),
    path("khoa/<slug:slug>/diem-danh/<int:pk>/", showing.class_roll, name="class_roll"),
    path("khoa/<slug:slug>/diem-danh/<int:pk>/so/", showing.book, name="book"),
    path("khoa/<slug:slug>/tu-hoc/<int:pk>/", alone.alone, name="alone"),
    path("khoa/<slug:slug>/tu-hoc/rut/<int:pk>/", alone.take_back, name="alone_back"),
    path("khoa/<slug:slug>/don-nghi/", absences.leaves, name="leaves"),
    path("khoa/<slug:slug>/don-nghi/<int:pk>/", absences.decide, name="decide"),
    path("khoa/<slug:slug>/don-nghi/<int:pk>/don-vi/", absences.confirm_unit, name="confirm_unit"),
    path("khoa/<slug:slug>/hoc-bu/<int:enrollment>/<int:pk>/", making_up.book_make_up, name="make_up"),
    path("khoa/<slug:slug>/hoc-bu/<int:enrollment>/<int:pk>/nhan/", making_up.take, name="make_up_take"),
    path("khoa/<slug:slug>/hoc-bu/<int:pk>/xong/", making_up.finish_make_up, name="make_up_done"),
    path("khoa/<slug:slug>/hoc-bu/<int:pk>/tra/", making_up.give_back, name="make_up_back"),
    path("khoa/<slug:slug>/chuyen-can/<int:enrollment>/", learners.own, name="own"),
    path("khoa/<slug:slug>/chuyen-can/<int:enrollment>/xin-nghi/", learners.ask, name="ask"),
    path("khoa/<slug:slug>/don-nghi/<int:pk>/rut/", learners.withdraw, name="withdraw"),
    path("lich-cua-toi/", learners.my_timetable, name="my_timetable"),
]
