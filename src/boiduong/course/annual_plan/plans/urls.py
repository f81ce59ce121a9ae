"""Địa chỉ của kế hoạch năm."""

from django.urls import path

from boiduong.course.annual_plan.plans import views

app_name = "plans"
urlpatterns = [
    path("ke-hoach-nam/", views.plan_list, name="list"),
    path("ke-hoach-nam/moi/", views.create, name="create"),
    path("ke-hoach-nam/<int:pk>/", views.plan_page, name="plan"),
    path("ke-hoach-nam/<int:pk>/viec/", views.act, name="act"),
    path("ke-hoach-nam/<int:pk>/dong/", views.line_new, name="line_new"),
    path("ke-hoach-nam/<int:pk>/dong/<int:line_pk>/", views.line_page, name="line"),
    path("ke-hoach-nam/<int:pk>/soan/", views.draft, name="draft"),
    path("ke-hoach-nam/<int:pk>/khao-sat/", views.survey, name="survey"),
    path("ke-hoach-nam/<int:pk>/van-ban/", views.paper, name="paper"),
]
