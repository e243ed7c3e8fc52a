"""Why a step with an organization was refused."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class OrganizationError(ValidationError):
    """A step that the rules do not allow; the message is for people."""
