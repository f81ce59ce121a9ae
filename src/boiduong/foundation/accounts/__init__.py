"""Tài khoản — who signs in, in which role, over which units."""
