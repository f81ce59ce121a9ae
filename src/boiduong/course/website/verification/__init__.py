"""Tra cứu — public verification of a paper."""
