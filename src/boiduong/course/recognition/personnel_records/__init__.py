"""Hồ sơ cán bộ — training records and their transfer."""
