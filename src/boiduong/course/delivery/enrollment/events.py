"""Tín hiệu của chiêu sinh — sent inside the act, so that receivers share its transaction."""

from django.dispatch import Signal

# training_class, document, by, at
class_opened = Signal()
# training_class, enrollments, document, by, at
learners_summoned = Signal()
# enrollments, at: sent before they leave their class; a later stage that must keep them raises a Refusal
learners_leaving = Signal()
