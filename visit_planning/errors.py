"""Why a month cannot be planned as asked."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class PlanningError(ValidationError):
    """A month that cannot be planned as asked."""


class PlanInProgress(PlanningError):
    """The same month is being planned at this moment."""
