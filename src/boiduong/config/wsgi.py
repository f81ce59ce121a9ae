"""Cửa vào của máy chủ web — the WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boiduong.config.settings")
application = get_wsgi_application()
