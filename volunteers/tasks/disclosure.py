"""How much of somebody's home a volunteer may know, and when: community when offered, building when accepted, door and
phone from some hours before until some hours after the service, then nothing (PIPL 28).

The stages are the same for a visit and for a service that somebody asked for; how many hours is the policy of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from policies.selectors import PolicyBook, book
from volunteers.tasks.enums import AssignmentState

if TYPE_CHECKING:
    from people.persons.models import Person
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


def moment_of(
    assignment: Assignment,
    *,
    before: str,
    after: str,
    at: datetime | None = None,
    rules: PolicyBook | None = None,
) -> Moment:
    """`stage_at` by the hours in force: `before` and `after` are keys of policy. Now, unless `at` says otherwise."""
    rules, region = rules or book(), assignment.task.region_id
    return stage_at(
        assignment,
        at=at or timezone.now(),
        before=timedelta(hours=rules.value(before, region)),
        after=timedelta(hours=rules.value(after, region)),
    )


@dataclass(frozen=True, kw_only=True)
class HomeDisclosure:
    """What the page of one service may show. Fields that the stage does not reach are empty.

    `opens_at` is when door and phone will appear, `closes_at` until when they are shown; None without such a moment.
    """

    stage: Stage
    community: str = ""
    name: str = ""
    address: str = ""
    door: str = ""
    phone: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def shows_door(self) -> bool:
        return self.stage >= Stage.DOOR


def shown_at(moment: Moment, *, community: str, person: Person, address: str, door: str) -> dict[str, Any]:
    """The fields of a `HomeDisclosure` that the moment's stage reaches.

    The surname says whom to ask for once the service is accepted; the full name appears with the door.
    """
    stage = moment.stage
    return {
        "stage": stage,
        "community": community if stage >= Stage.COMMUNITY else "",
        "name": person.name if stage >= Stage.DOOR else person.masked_name if stage >= Stage.BUILDING else "",
        "address": address if stage >= Stage.BUILDING else "",
        "door": door if stage >= Stage.DOOR else "",
        "phone": person.phone if stage >= Stage.DOOR else "",
        "opens_at": moment.opens_at,
        "closes_at": moment.closes_at,
    }


def _door_between(opens: datetime | None, closes: datetime, at: datetime, rest: Stage) -> Moment:
    """The stage of the door from `opens` (already open when None) until `closes`, both included; else `rest`."""
    if opens is not None and at < opens:
        return Moment(rest, opens_at=opens)
    return Moment(Stage.DOOR, closes_at=closes) if at <= closes else Moment(rest)
