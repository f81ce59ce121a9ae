"""Chiêu sinh — call, nomination, review, opening and summons."""
