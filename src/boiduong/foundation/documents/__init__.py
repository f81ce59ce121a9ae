"""Văn bản — papers, their numbers and their frozen bytes."""
