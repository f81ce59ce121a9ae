"""Cửa vào của máy chủ web — the WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from boiduong.terminal import WrongSetting
from boiduong.web.busy import patiently

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boiduong.config.settings")
application = get_wsgi_application()


def _refuse_demo_accounts() -> None:
    """Production never serves with accounts whose password is printed on every screen."""
    from boiduong.foundation.accounts.models import User

    if User.objects.filter(demo=True, is_active=True).exists():
        raise WrongSetting("demo accounts")


if not settings.DEMO:
    patiently(_refuse_demo_accounts, doing="looking for demo accounts")
