"""Why a step was refused: kind sentences for the person who tried it."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class VisitError(ValidationError):
    """A step with a visit, its report or a concern that the rules do not allow."""


class ReportIncomplete(VisitError):
    """Answers are missing; the message dictionary has a sentence per field."""
