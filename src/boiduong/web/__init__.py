"""Giao diện — the shell, the components and the words that every page shares."""
