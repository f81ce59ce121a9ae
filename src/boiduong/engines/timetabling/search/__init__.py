"""Tìm kiếm cục bộ — arrays, incremental costs, moves and annealing, compiled by numba or run as plain Python."""

from boiduong.engines.timetabling.search.jit import COMPILED
from boiduong.engines.timetabling.search.walk import Walk, warm_up

__all__ = ["COMPILED", "Walk", "warm_up"]
