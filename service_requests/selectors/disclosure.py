"""What a volunteer may know of the one who is served, and when (volunteers.tasks.disclosure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from policies.selectors import PolicyBook, book
from service_requests import policy
from service_requests.models import ServiceRequest
from volunteers.task_types import Disclosure
from volunteers.tasks.disclosure import HomeDisclosure, Stage, moment_of, shown_at
from volunteers.tasks.models.assignment import Assignment


@dataclass(frozen=True, kw_only=True)
class RequestDisclosure(HomeDisclosure):
    """The wish as it was written appears with the building."""

    wish: str = ""


def disclosed(
    request: ServiceRequest,
    assignment: Assignment,
    *,
    at: datetime | None = None,
    rules: PolicyBook | None = None,
) -> RequestDisclosure:
    """What the volunteer of `assignment` may see now."""
    moment = moment_of(
        assignment, before=policy.DISCLOSE_BEFORE_HOURS, after=policy.DISCLOSE_AFTER_HOURS, at=at, rules=rules
    )
    return RequestDisclosure(
        wish=request.wish if moment.stage >= Stage.BUILDING else "",
        **shown_at(
            moment,
            community=assignment.task.place_label,
            person=request.beneficiary,
            address=request.address,
            door=request.door,
        ),
    )


def disclosed_requests(assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
    """What a list may show of each, by primary key: as much as its own page does, in a fixed number of queries.

    Never the phone, which is on the page of its own, where looking is recorded.
    """
    rows = ServiceRequest.objects.filter(task__in=[row.task_id for row in assignments])
    by_task = {row.task_id: row for row in rows.select_related("beneficiary")}
    rules = book()
    found = {}
    for assignment in assignments:
        if (row := by_task.get(assignment.task_id)) is None:
            continue
        seen = disclosed(row, assignment, rules=rules)
        found[assignment.pk] = Disclosure(
            name=seen.name,
            address=seen.address,
            door=seen.door,
            opens_at=seen.opens_at,
            beneficiary=row.beneficiary,
        )
    return found
