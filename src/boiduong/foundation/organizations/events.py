"""Việc đã xảy ra — what later apps may hear from organizations."""

from django.dispatch import Signal

# Sent with unit=Unit, at=datetime, after a version, an end or a succession was written.
unit_changed = Signal()
# Sent with rule_set=RuleSet, at=datetime.
rule_set_adopted = Signal()
