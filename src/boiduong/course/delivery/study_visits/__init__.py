"""Nghiên cứu thực tế — field study."""
