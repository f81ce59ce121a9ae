"""Trao đổi — files of other programs: iCalendar, FET, and the public .ectt instances."""
