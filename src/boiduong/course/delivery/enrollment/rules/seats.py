"""Chỉ tiêu — the arithmetic of seats and reserve places of a unit."""

from __future__ import annotations

from dataclasses import dataclass

from boiduong.refusals import Refusal, gettext_noop


class QuotaFull(Refusal):
    """Hết chỉ tiêu — every seat of the unit is taken."""

    text = gettext_noop(
        "%(unit)s has no seat left: %(held)d of %(seats)d taken. Another person goes on the reserve list."
    )


class ReservesFull(Refusal):
    """Hết chỗ dự bị — seats and reserve places of the unit are taken."""

    text = gettext_noop(
        "%(unit)s has no reserve place left: %(held)d of %(reserves)d taken. Withdraw a person first, "
        "or ask the training officer for more seats."
    )


class QuotaBelowHeld(Refusal):
    """Chỉ tiêu thấp hơn số đã nhận — seats cannot be taken from people who hold them."""

    text = gettext_noop("%(unit)s already holds %(held)d seats, so its quota cannot be set to %(seats)d.")


@dataclass
class Room:
    """Chỗ của một đơn vị — seats and reserve places of one quota row, and how many are held."""

    unit: str
    seats: int
    reserves: int
    held: int = 0
    waiting: int = 0
    last_rank: int = 0

    @property
    def left(self) -> int:
        """Số chỗ còn lại — never below zero, also where a quota was cut."""
        return max(self.seats - self.held, 0)

    def take_seat(self) -> None:
        """Lấy một chỗ — raises QuotaFull."""
        if self.held >= self.seats:
            raise QuotaFull(unit=self.unit, held=self.held, seats=self.seats)
        self.held += 1

    def take_reserve(self) -> int:
        """Vào dự bị — the rank in the published order, from 1; raises ReservesFull."""
        if self.waiting >= self.reserves:
            raise ReservesFull(unit=self.unit, held=self.waiting, reserves=self.reserves)
        self.waiting += 1
        self.last_rank += 1
        return self.last_rank

    def check_cut(self, seats: int) -> None:
        """Giảm chỉ tiêu — raises QuotaBelowHeld when more seats are held than would be left."""
        if seats < self.held:
            raise QuotaBelowHeld(unit=self.unit, held=self.held, seats=seats)
