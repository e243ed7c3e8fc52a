"""What a list of services may show of each: as much as its own page does, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence

from policies.selectors import book
from service_requests.models import ServiceRequest
from service_requests.selectors.disclosure import disclosed
from volunteers.task_types import Disclosure
from volunteers.tasks.models.assignment import Assignment


def disclosed_requests(assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
    """By primary key; never the phone, which is on the page of its own, where looking is recorded."""
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
