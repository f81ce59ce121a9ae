"""Bộ máy — plain Python, no Django, engines that do not know one another."""
