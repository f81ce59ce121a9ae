"""Bồi dưỡng — runs training courses for public-sector leaders, from the yearly plan to the personnel file."""

__version__ = "0.1.0"
