"""Tín hiệu của khóa — what later stages hear, and where they say what still stands in the way."""

from django.dispatch import Signal

# Receivers get course=, at= and return sentences (translated) of what must be done first; an empty list lets it pass.
course_starting = Signal()
course_closing = Signal()
course_cancelling = Signal()
# Sent inside the act, with course= or training_class=, by=, at=.
course_created = Signal()
course_closed = Signal()
class_closed = Signal()
class_changed = Signal()
