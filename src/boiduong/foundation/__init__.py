"""Nền móng — what every stage of a course stands on."""
