"""Tín hiệu chứng chỉ — what later stages hear."""

from django.dispatch import Signal

# Sent inside the act, with credentials= (a list), by=, at=.
credentials_issued = Signal()
# Sent inside the act, with credential=, by=, at=.
credential_revoked = Signal()
credential_replaced = Signal()
