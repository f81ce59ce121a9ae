"""Chặng là một ứng dụng Django — the wiring that every stage shares."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class StageConfig(AppConfig):
    """Cấu hình của một chặng — loads what registers itself: receivers, the menu, jobs."""

    def ready(self) -> None:
        """Load receivers, menu entries and kinds of jobs, where a stage has some."""
        for name in ("receivers", "menu", "tasks"):
            if find_spec(f"{self.name}.{name}"):
                import_module(f"{self.name}.{name}")
