"""What happened to people, told to the floors above inside the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# A consent ended. Arguments: consent (Consent, withdrawn), actor (User or None).
consent_withdrawn = Signal()

# Somebody acted under a mandate. Arguments: use (MandateUse), link (str: the page of what was done, or "").
mandate_used = Signal()

# Both sides of a mandate are to hear of it. Arguments: mandate (Mandate), news (people.mandates.enums.MandateNews).
mandate_news = Signal()

# Somebody named a relative who has a file here. Arguments: kinship (Kinship, with its relative).
kinship_proposed = Signal()

# Two people are relatives from now on. Arguments: kinship (Kinship), actor (User or None).
kinship_verified = Signal()

# Two people no longer count as relatives. Arguments: kinship (Kinship, ended), actor (User or None).
kinship_ended = Signal()

# A worker asked that a log-in be moved to another number. Arguments: change (PhoneChange, waiting).
phone_change_asked = Signal()

# A log-in has moved to another number, and its other sessions ended. Arguments: change (PhoneChange).
phone_changed = Signal()
