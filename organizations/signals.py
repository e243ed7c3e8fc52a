"""What happened to organizations, told to the floors above inside the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# An organization was closed. Arguments: organization (SocialOrganization), actor (User).
organization_closed = Signal()
