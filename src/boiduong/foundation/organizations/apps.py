"""Tổ chức — units in time: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Tổ chức — units in time."""

    name = "boiduong.foundation.organizations"
    label = "foundation_organizations"
