"""Why a step was refused: kind sentences for the person who tried it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError


class TaskError(ValidationError):
    """A step that the rules do not allow. `code` names the rule; the message is for people."""


class NotAllowedNow(TaskError):
    """The assignment or task is in a state from which this step does not lead."""


class NotEligible(TaskError):
    """The volunteer may not do this task. `reasons` lists the codes of volunteers.tasks.eligibility."""

    reasons: Sequence[str] = ()


class CheckInRefused(TaskError):
    """Neither the code nor the position proves presence."""
