"""Đọc phân vai — the questions about roles that pages ask; the rights themselves ask the same ones."""

from boiduong.foundation.accounts.permissions import live_grants, roles_of, scopes_of

__all__ = ["live_grants", "roles_of", "scopes_of"]
