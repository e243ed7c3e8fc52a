"""What a volunteer may know of an elder, and when: community when offered, building when accepted, door and phone
from 24 h before until 2 h after the visit, then nothing (PIPL 28; hours are policy)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from elderly_visits.register.models import EmergencyContact
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.models.visit import Visit
from elderly_visits.wording import spoken_phone
from policies.selectors import PolicyBook, book
from volunteers.task_types import Disclosure
from volunteers.tasks.disclosure import HomeDisclosure, Moment, Stage, moment_of, shown_at
from volunteers.tasks.models.assignment import Assignment


@dataclass(frozen=True, kw_only=True)
class VisitDisclosure(HomeDisclosure):
    """For a call by telephone the address is never needed, and never shown."""

    contacts: Iterable[EmergencyContact] = ()


def stage_of(
    assignment: Assignment, *, at: datetime | None = None, rules: PolicyBook | None = None
) -> Moment:
    """The stage that a visit's `assignment` has reached by the hours in force."""
    return moment_of(
        assignment, before=policy.DISCLOSE_BEFORE_HOURS, after=policy.DISCLOSE_AFTER_HOURS, at=at, rules=rules
    )


def disclosed(
    visit: Visit, assignment: Assignment, *, at: datetime | None = None, rules: PolicyBook | None = None
) -> VisitDisclosure:
    """What the volunteer of `assignment` may see of the elder of `visit` now. Two queries at most."""
    moment = stage_of(assignment, at=at, rules=rules)
    elder, at_home = visit.elder, visit.method == VisitMethod.HOME
    return VisitDisclosure(
        # Read when they are shown: a list of visits does without.
        contacts=elder.contacts.all() if moment.stage >= Stage.DOOR else (),
        **shown_at(
            moment,
            community=assignment.task.place,
            person=elder.person,
            address=elder.address if at_home else "",
            door=elder.door if at_home else "",
        ),
    )


def disclosed_visits(assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
    """What a list may show of each, by primary key: as much as its own page does, in a fixed number of queries.

    Never the phone, which is on the page of its own, where looking is recorded.
    """
    visits = Visit.objects.filter(task__in=[row.task_id for row in assignments]).select_related(
        "elder__person", "elder__worker__person"
    )
    by_task = {visit.task_id: visit for visit in visits}
    rules = book()
    found = {}
    for row in assignments:
        if (visit := by_task.get(row.task_id)) is None:
            continue
        seen, worker = disclosed(visit, row, rules=rules), visit.elder.worker
        found[row.pk] = Disclosure(
            name=seen.name,
            address=seen.address,
            door=seen.door,
            opens_at=seen.opens_at,
            beneficiary=visit.elder.person,
            worker=f"{worker.display_name} {spoken_phone(worker.phone or '')}".strip() if worker else "",
        )
    return found
