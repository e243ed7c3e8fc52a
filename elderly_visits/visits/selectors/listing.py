"""What a list of a volunteer's visits may show of each: as much as its own page does, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence

from common.phone_lists import phone_links
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.disclosure import stage_of
from policies.selectors import book
from volunteers.task_types import Disclosure
from volunteers.tasks.disclosure import Stage
from volunteers.tasks.models.assignment import Assignment


def disclosed_visits(assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
    """By primary key; never the phone, which is on the page of its own, where looking is recorded."""
    visits = Visit.objects.filter(task__in=[row.task_id for row in assignments]).select_related(
        "elder__person", "elder__worker__person"
    )
    by_task = {visit.task_id: visit for visit in visits}
    rules = book()
    found = {}
    for row in assignments:
        if (visit := by_task.get(row.task_id)) is None:
            continue
        moment = stage_of(row, rules=rules)
        stage, person, at_home = moment.stage, visit.elder.person, visit.method == VisitMethod.HOME
        worker = visit.elder.worker
        found[row.pk] = Disclosure(
            name=person.name
            if stage >= Stage.DOOR
            else person.masked_name
            if stage >= Stage.BUILDING
            else "",
            address=visit.elder.address if at_home and stage >= Stage.BUILDING else "",
            door=visit.elder.door if at_home and stage >= Stage.DOOR else "",
            opens_at=moment.opens_at,
            beneficiary=person,
            worker=f"{worker.display_name} {_spoken(worker.phone)}".strip() if worker else "",
        )
    return found


def _spoken(number: str | None) -> str:
    """A stored number as people write it; nothing for none."""
    found = phone_links(number) if number else ()
    return found[0].label if found else number or ""
