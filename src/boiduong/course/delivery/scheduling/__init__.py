"""Lịch học — timetable versions and entries."""
