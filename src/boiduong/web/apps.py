"""Giao diện — wiring."""

from django.apps import AppConfig


class Config(AppConfig):
    """Giao diện — base templates, components, form fields and page helpers."""

    name = "boiduong.web"
    label = "web"
