"""Địa chỉ — every address of the application; each stage brings its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from boiduong.config.stages import INSTALLED, PHASES
from boiduong.web import registry

registry.use_phases(PHASES)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{app}.urls")) for app in INSTALLED if find_spec(f"{app}.urls") is not None
]
handler400 = "boiduong.web.views.bad_request"
handler403 = "boiduong.web.views.forbidden"
handler404 = "boiduong.web.views.not_found"
handler500 = "boiduong.web.views.failure"
