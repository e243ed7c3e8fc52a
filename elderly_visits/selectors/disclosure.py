"""What a volunteer may know of an elder, and when: community when offered, building when accepted, door and phone
from 24 h before until 2 h after the visit, then nothing (PIPL 28; hours are policy)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.utils import timezone

from elderly_visits import policy_follow_up as policy
from elderly_visits.enums import VisitMethod
from elderly_visits.models import EmergencyContact, Visit
from policies.selectors import PolicyBook, book
from volunteers.enums import AssignmentState
from volunteers.models import Assignment


class Stage(IntEnum):
    """How much is disclosed; each stage includes those before it."""

    NOTHING = 0
    COMMUNITY = 1
    BUILDING = 2
    DOOR = 3


@dataclass(frozen=True)
class Disclosure:
    """What a page may show. Fields that the stage does not reach are empty.

    `opens_at` is when door and phone will appear, `closes_at` until when they are shown; None where there is no such
    moment. For a call by telephone the address is never needed, and never shown.
    """

    stage: Stage
    community: str = ""
    name: str = ""
    address: str = ""
    door: str = ""
    phone: str = ""
    contacts: tuple[EmergencyContact, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def shows_door(self) -> bool:
        return self.stage >= Stage.DOOR


@dataclass(frozen=True)
class Moment:
    """The stage at one moment, and when the stage of the door begins or ends."""

    stage: Stage
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def stage_of(
    assignment: Assignment, *, at: datetime | None = None, rules: PolicyBook | None = None
) -> Moment:
    """The stage that `assignment` has reached.

    Who has said yes sees the building as long as the visit can still take place; the door follows the hour that was
    agreed, or the check-in. A visit that nobody ended is over when its planned time is.
    """
    at = at or timezone.now()
    rules = rules or book()
    region = assignment.task.region_id
    before = timedelta(hours=rules.value(policy.DISCLOSE_BEFORE_HOURS, region))
    after = timedelta(hours=rules.value(policy.DISCLOSE_AFTER_HOURS, region))
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


def disclosed(
    visit: Visit, assignment: Assignment, *, at: datetime | None = None, rules: PolicyBook | None = None
) -> Disclosure:
    """What the volunteer of `assignment` may see of the elder of `visit` now. Two queries at most.

    The surname says whom to ask for once the visit is accepted; the full name appears with the door.
    """
    moment = stage_of(assignment, at=at, rules=rules)
    stage = moment.stage
    elder = visit.elder
    person = elder.person
    at_home = visit.method == VisitMethod.HOME
    return Disclosure(
        stage=stage,
        community=assignment.task.place if stage >= Stage.COMMUNITY else "",
        name=person.name if stage >= Stage.DOOR else person.masked_name if stage >= Stage.BUILDING else "",
        address=elder.address if at_home and stage >= Stage.BUILDING else "",
        door=elder.door if at_home and stage >= Stage.DOOR else "",
        phone=person.phone if stage >= Stage.DOOR else "",
        contacts=tuple(elder.contacts.all()) if stage >= Stage.DOOR else (),
        opens_at=moment.opens_at,
        closes_at=moment.closes_at,
    )
