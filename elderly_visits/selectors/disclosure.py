"""What a volunteer may know of an elder, and when: community when offered, building when accepted, door and phone
from 24 h before until 2 h after the visit, then nothing (PIPL 28; hours are policy)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.utils import timezone

from elderly_visits import policy_follow_up as policy
from elderly_visits.models import Visit
from policies.selectors import book
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
    """What a page may show. Fields that the stage does not reach are empty strings.

    `opens_at` is when door and phone will appear; None when that is now, over, or no hour has been agreed yet.
    """

    stage: Stage
    community: str = ""
    name: str = ""
    address: str = ""
    door: str = ""
    phone: str = ""
    opens_at: datetime | None = None


def stage_of(assignment: Assignment, *, at: datetime | None = None) -> tuple[Stage, datetime | None]:
    """The stage that `assignment` has reached, and when door and phone will appear."""
    at = at or timezone.now()
    rules = book()
    before = timedelta(hours=rules[policy.DISCLOSE_BEFORE_HOURS])
    after = timedelta(hours=rules[policy.DISCLOSE_AFTER_HOURS])
    state = assignment.state
    if state == AssignmentState.OFFERED:
        return Stage.COMMUNITY, None
    if state == AssignmentState.CHECKED_IN:
        return Stage.DOOR, None
    if state == AssignmentState.ACCEPTED:
        if assignment.planned_for is None:
            return Stage.BUILDING, None
        opens = assignment.planned_for - before
        closes = assignment.planned_for + timedelta(minutes=assignment.task.minutes) + after
        if at < opens:
            return Stage.BUILDING, opens
        return (Stage.DOOR, None) if at <= closes else (Stage.BUILDING, None)
    if state in (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED) and assignment.checked_out_at:
        return (Stage.DOOR, None) if at <= assignment.checked_out_at + after else (Stage.NOTHING, None)
    return Stage.NOTHING, None


def disclosed(visit: Visit, assignment: Assignment, *, at: datetime | None = None) -> Disclosure:
    """What the volunteer of `assignment` may see of the elder of `visit` now.

    The surname says whom to ask for once the visit is accepted; the full name appears with the door.
    """
    stage, opens_at = stage_of(assignment, at=at)
    elder = visit.elder
    person = elder.person
    return Disclosure(
        stage=stage,
        community=assignment.task.place if stage >= Stage.COMMUNITY else "",
        name=person.name if stage >= Stage.DOOR else person.masked_name if stage >= Stage.BUILDING else "",
        address=elder.address if stage >= Stage.BUILDING else "",
        door=elder.door if stage >= Stage.DOOR else "",
        phone=person.phone if stage >= Stage.DOOR else "",
        opens_at=opens_at,
    )
