"""Tín hiệu của chương trình — what the stage of topics hears."""

from django.dispatch import Signal

# A receiver raises a refusal when the version cannot be fixed yet: version=.
version_freezing = Signal()
# Sent inside the act, with version=, by=, at=.
version_frozen = Signal()
# Sent inside the act, with source=, version=, keep= (ids of topics, or None for all),
# parts= and items= (old id -> new row).
version_derived = Signal()
