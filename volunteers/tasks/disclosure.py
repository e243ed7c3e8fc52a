"""How much of somebody's home a volunteer may know, and when: community when offered, building when accepted, door and
phone from some hours before until some hours after the service, then nothing (PIPL 28).

The stages are the same for a visit and for a service that somebody asked for; how many hours is the policy of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from django.utils import timezone

from volunteers.tasks.enums import AssignmentState

if TYPE_CHECKING:
    from volunteers.tasks.models.assignment import Assignment


class Stage(IntEnum):
    """How much is disclosed; each stage includes those before it."""

    NOTHING = 0
    COMMUNITY = 1
    BUILDING = 2
    DOOR = 3


@dataclass(frozen=True)
class Moment:
    """The stage at one moment, and when the stage of the door begins or ends."""

    stage: Stage
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def stage_at(assignment: Assignment, *, at: datetime, before: timedelta, after: timedelta) -> Moment:
    """The stage that `assignment` has reached; the door is shown from `before` until `after` the agreed time.

    Who has said yes sees the building as long as the service can still take place; the door follows the hour that was
    agreed, or the check-in. A service that nobody ended is over when its planned time is.
    """
    planned = timedelta(minutes=assignment.task.minutes)
    state = assignment.state
    possible = timezone.localtime(at).date() <= assignment.task.ends_on
    if state == AssignmentState.OFFERED:
        return Moment(Stage.COMMUNITY if possible else Stage.NOTHING)
    if state == AssignmentState.ACCEPTED:
        rest = Stage.BUILDING if possible else Stage.NOTHING
        if assignment.planned_for is None:
            return Moment(rest)
        return _door_between(
            assignment.planned_for - before, assignment.planned_for + planned + after, at, rest
        )
    if state == AssignmentState.CHECKED_IN and assignment.checked_in_at:
        return _door_between(None, assignment.checked_in_at + planned + after, at, Stage.BUILDING)
    if state in (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED) and assignment.checked_out_at:
        return _door_between(None, assignment.checked_out_at + after, at, Stage.NOTHING)
    return Moment(Stage.NOTHING)


def _door_between(opens: datetime | None, closes: datetime, at: datetime, rest: Stage) -> Moment:
    """The stage of the door from `opens` (already open when None) until `closes`, both included; else `rest`."""
    if opens is not None and at < opens:
        return Moment(rest, opens_at=opens)
    return Moment(Stage.DOOR, closes_at=closes) if at <= closes else Moment(rest)
