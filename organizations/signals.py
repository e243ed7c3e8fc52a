"""What happened to organizations, told to the floors above inside the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# An organization was closed. Arguments: organization (SocialOrganization), actor (User).
organization_closed = Signal()

# An organization was suspended from today on. Arguments: organization (SocialOrganization), actor (User), until (date:
# the last day).
organization_suspended = Signal()
