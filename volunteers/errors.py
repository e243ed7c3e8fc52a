"""Why a step was refused: kind sentences for the person who tried it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from volunteers.tasks.eligibility import Refusal


class TaskError(ValidationError):
    """A step that the rules do not allow. `code` names the rule; the message is for people."""


class NotAllowedNow(TaskError):
    """The assignment or task is in a state from which this step does not lead."""


class NotEligible(TaskError):
    """The volunteer may not do this task. `reasons` lists the codes of volunteers.tasks.eligibility, at least one.

    `sentences` tell them; without any each reason tells itself.
    """

    def __init__(self, reasons: Sequence[Refusal], sentences: Iterable[str] = ()) -> None:
        told = list(sentences) or [str(reason.label) for reason in reasons]
        super().__init__(" ".join(told), code=reasons[0].value)
        self.reasons = reasons


class CheckInRefused(TaskError):
    """Neither the code nor the position proves presence."""
