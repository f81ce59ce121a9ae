"""Chuyên đề — topics and who can teach them."""
