"""What happened to people, told to the floors above inside the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# A consent ended. Arguments: consent (Consent, withdrawn), actor (User or None).
consent_withdrawn = Signal()

# Somebody acted under a mandate. Arguments: use (MandateUse), link (str: the page of what was done, or "").
mandate_used = Signal()
