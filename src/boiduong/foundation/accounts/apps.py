"""Tài khoản — who signs in, in which role, over which units: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Tài khoản — who signs in, in which role, over which units."""

    name = "boiduong.foundation.accounts"
    label = "foundation_accounts"
