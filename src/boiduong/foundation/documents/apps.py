"""Văn bản — papers, their numbers and their frozen bytes: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Văn bản — papers, their numbers and their frozen bytes."""

    name = "boiduong.foundation.documents"
    label = "foundation_documents"
