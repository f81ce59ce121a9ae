"""Trạng thái — transition tables: which act leads from which state to which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from boiduong.refusals import Label, Refusal, gettext_noop


class Forbidden(Refusal):
    """Việc không hợp trạng thái — the thing is in a state that does not take this act."""

    text = gettext_noop("%(thing)s is “%(state)s”, so this cannot be done now: %(act)s.")


@dataclass(frozen=True)
class Machine:
    """Bảng trạng thái — the states of one kind of thing; labels are msgids."""

    name: str
    label: str
    states: Mapping[str, str]
    acts: Mapping[str, str]
    table: Mapping[tuple[str, str], str]

    def allows(self, state: str, act: str) -> bool:
        """Có được không — whether `act` may be done in `state`."""
        return (state, act) in self.table

    def after(self, state: str, act: str) -> str:
        """Trạng thái sau — the state that `act` leads to; raises Forbidden with a sentence."""
        try:
            return self.table[state, act]
        except KeyError:
            raise Forbidden(
                thing=Label(self.label),
                state=Label(self.states.get(state, state)),
                act=Label(self.acts.get(act, act)),
            ) from None

    @cached_property
    def names(self) -> list[str]:
        """Tên các trạng thái — for the database check."""
        return sorted(self.states)
