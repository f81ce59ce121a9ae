"""Giảng viên — lecturers and reporters, asked for as person, post or body."""
