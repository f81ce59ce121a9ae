"""Cơ sở đào tạo, quy chế, nhiệm kỳ — wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Cơ sở đào tạo, quy chế, nhiệm kỳ — the pages over institutions, their rules and committee terms."""

    name = "boiduong.foundation.institutions"
    label = "foundation_institutions"
