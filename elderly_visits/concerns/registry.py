"""What a concern can become in one step, told by floors above: a visit within a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from elderly_visits.register.models import Elder
from people.logins.models import User


class Taken(NamedTuple):
    """What came of a step: `note` for the concern's history, `address` where it goes on."""

    note: str
    address: str


@dataclass(frozen=True)
class NextStep:
    """`do` is called in the transaction that writes the step down; it may raise ValidationError, and twice is once."""

    key: str
    label: str | Promise
    do: Callable[[Elder, User], Taken]


_STEPS: dict[str, NextStep] = {}


def register(step: NextStep) -> None:
    """Add a step. Raises ValueError for a key that is taken."""
    if step.key in _STEPS:
        raise ValueError(f"Step {step.key!r} is registered twice.")
    _STEPS[step.key] = step


def next_steps() -> list[NextStep]:
    return list(_STEPS.values())


def step_of(key: str) -> NextStep | None:
    return _STEPS.get(key)
