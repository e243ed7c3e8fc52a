"""Why a step with an elder's file was refused."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class ElderError(ValidationError):
    """Something about an elder's file that the rules do not allow."""
