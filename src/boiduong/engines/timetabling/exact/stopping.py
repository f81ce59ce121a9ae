"""Dừng giữa chừng — a call of CP-SAT that ends soon after somebody wishes so, keeping what it has found."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from ortools.sat.python import cp_model

Stop = Callable[[], bool]
EVERY_S = 0.1


def never() -> bool:
    """Không bao giờ dừng — nobody can wish to stop."""
    return False


def solved(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    should_stop: Stop,
    watch: cp_model.CpSolverSolutionCallback | None = None,
) -> cp_model.CpSolverStatus:
    """Giải, nghe lệnh dừng — the status of the model, asking `should_stop` ten times a second meanwhile.

    The solver runs beside, because the one who asks may be bound to the calling thread (a connection of a database).
    A wish that comes before the solver has begun is repeated. Raises whatever `should_stop` or `watch` raises.
    """
    if should_stop is never:
        return solver.solve(model, watch)
    ends: list[cp_model.CpSolverStatus] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            ends.append(solver.solve(model, watch))
        except BaseException as fault:  # noqa: BLE001 - raised again where it is heard
            faults.append(fault)

    beside = Thread(target=run, name="cp-sat", daemon=True)
    beside.start()
    is_wished = False
    try:
        while beside.is_alive():
            beside.join(EVERY_S)
            is_wished = is_wished or should_stop()
            if is_wished:
                solver.stop_search()
    finally:
        while beside.is_alive():
            solver.stop_search()
            beside.join(EVERY_S)
    if faults:
        raise faults[0]
    return ends[0]
