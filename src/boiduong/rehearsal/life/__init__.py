"""Đời một khóa — the acts of a rehearsal, a module a phase, in the order of time."""
