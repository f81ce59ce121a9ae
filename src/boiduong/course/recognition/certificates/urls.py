"""Địa chỉ chứng chỉ."""

from django.urls import path

from boiduong.course.recognition.certificates import views

app_name = "certificates"
urlpatterns = [
    path("giay-cua-toi/", views.mine, name="mine"),
    path("noi-cap/", views.issuers, name="issuers"),
    path("noi-cap/<int:pk>/", views.issuer, name="issuer"),
    path("noi-cap/<int:pk>/hien-ten/", views.name_shown, name="name_shown"),
    path("noi-cap/<int:pk>/khoa/ghi/", views.enter_key, name="enter_key"),
    path("noi-cap/<int:pk>/khoa/<slug:number>/", views.key_end, name="key_end"),
    path("noi-cap/<int:pk>/phoi/nhap/", views.receive, name="receive"),
    path("noi-cap/<int:pk>/phoi/<slug:kind>/", views.blanks, name="blanks"),
    path("noi-cap/<int:pk>/so/<int:register>/pdf/", views.whole_book, name="whole_book"),
    path("khoa/<slug:slug>/chung-chi/", views.step, name="step"),
    path("khoa/<slug:slug>/chung-chi/loai-moi/", views.new_kind, name="new_kind"),
    path("khoa/<slug:slug>/chung-chi/trao/", views.hand, name="hand"),
    path("khoa/<slug:slug>/chung-chi/loai/<int:pk>/cap/", views.issue, name="issue"),
    path("khoa/<slug:slug>/chung-chi/loai/<int:pk>/tien-do/<int:job>/", views.issue_progress, name="issuing"),
    path("khoa/<slug:slug>/chung-chi/so/<int:pk>/", views.register, name="register"),
    path("khoa/<slug:slug>/chung-chi/so/<int:pk>/pdf/", views.register_pdf, name="register_pdf"),
    path("khoa/<slug:slug>/chung-chi/so/<int:pk>/vao-ho-so/", views.file_register, name="file_register"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/", views.credential, name="credential"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/pdf/", views.credential_pdf, name="credential_pdf"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/chua-trao/", views.not_handed, name="not_handed"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/thu-hoi/", views.revoke, name="revoke"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/cap-thay/", views.replace, name="replace"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/xac-nhan/", views.confirm, name="confirm"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/doi-phoi/", views.change_blank, name="change_blank"),
    path("khoa/<slug:slug>/chung-chi/to/<uuid:uid>/ban-in/", views.blank_print, name="blank_print"),
]
