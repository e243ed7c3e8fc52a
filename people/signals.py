"""What happened to people, told to the floors above inside the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# A consent ended. Arguments: consent (Consent, withdrawn), actor (User or None).
consent_withdrawn = Signal()
