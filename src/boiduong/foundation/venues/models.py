"""Bảng địa điểm — where a class is held, where its learners sleep, and how long the way between two places is."""

from __future__ import annotations

from django.db import models


class Venue(models.Model):
    """Địa điểm — a school, a hall, a range, a commune house; `beds` are those of its dormitory."""

    name = models.CharField(max_length=300)
    owner = models.ForeignKey(
        "foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="venues"
    )
    place_text = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, default="hall")
    beds = models.PositiveIntegerField(default=0)

    class Meta:
        """One name once for an owner."""

        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="venue_owner_name"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Room(models.Model):
    """Phòng, hội trường — a place with seats."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=200)
    seats = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, default="hall")

    class Meta:
        """One name once in a venue."""

        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="room_venue_name")]

    def __str__(self) -> str:
        """The name."""
        return self.name


class TravelTime(models.Model):
    """Thời gian đi lại — minutes between two venues, the same there and back; `one` has the smaller id."""

    one = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        """One row a pair."""

        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="travel_time_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="travel_time_order"),
        ]
