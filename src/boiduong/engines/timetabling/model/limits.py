"""Giới hạn kích thước — what a timetabling file may hold at most, so that a hostile file costs little."""

TEXT = 20_000_000
LIST = 20_000
NAME = 120
NUMBER = 1_000_000
DAYS = 400
CLASSES = 300
TOPICS = 300
SESSIONS = 12_000
HALF_DAYS = 10
KINDS = {str: "a text", int: "a whole number", bool: "true or false"}
