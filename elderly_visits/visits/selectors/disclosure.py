"""What a volunteer may know of an elder, and when: community when offered, building when accepted, door and phone
from 24 h before until 2 h after the visit, then nothing (PIPL 28; hours are policy)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from elderly_visits.register.models import EmergencyContact
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.models.visit import Visit
from policies.selectors import PolicyBook, book
from volunteers.tasks.disclosure import Moment, Stage, stage_at
from volunteers.tasks.models.assignment import Assignment


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


def stage_of(
    assignment: Assignment, *, at: datetime | None = None, rules: PolicyBook | None = None
) -> Moment:
    """The stage that a visit's `assignment` has reached by the hours in force."""
    rules = rules or book()
    region = assignment.task.region_id
    return stage_at(
        assignment,
        at=at or timezone.now(),
        before=timedelta(hours=rules.value(policy.DISCLOSE_BEFORE_HOURS, region)),
        after=timedelta(hours=rules.value(policy.DISCLOSE_AFTER_HOURS, region)),
    )


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
