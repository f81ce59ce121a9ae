"""Trạng thái được tính — whom a roll expects, who stands on it, and which sessions are over."""

EXPECTED = ("summoned", "confirmed", "attending")
ON_ROLL = ("listed", *EXPECTED)
HELD = ("closed", "confirmed")
