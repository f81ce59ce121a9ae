"""Chặng là một ứng dụng Django — the wiring that every stage shares."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class StageConfig(AppConfig):
    """Cấu hình của một chặng — loads what registers itself: receivers and the menu."""

    def ready(self) -> None:
        """Load receivers and menu entries, where a stage has some."""
        for name in ("receivers", "menu"):
            if find_spec(f"{self.name}.{name}"):
                import_module(f"{self.name}.{name}")
