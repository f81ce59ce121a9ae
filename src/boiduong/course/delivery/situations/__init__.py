"""Tình huống — questions from practice and their answers."""
