"""What the application takes with it when it starts."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("ortools", "numba", "numpy", "pyhanko")
START = f"""
import sys
import django
django.setup()
import boiduong.config.urls, boiduong.rehearsal.runner
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_solver_and_signing_are_imported_where_they_work() -> None:
    """Each takes a second and up to a hundred megabytes of every process that serves pages."""
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
