"""What tests of matching again share."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from visit_planning.repair.models import Repair
from visit_planning.repair.services.run import run_repair
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments


def run_all(*, new_elders: bool = False) -> list[Repair]:
    """Carry out what waits, as the worker process would, in order; returns the repairs that were done.

    Every elder who agrees starts a repair; only tests about that carry those out.
    """
    waiting = Repair.objects.filter(state="waiting")
    waiting = waiting.filter(cause="new_elder") if new_elders else waiting.exclude(cause="new_elder")
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    return [done for key in keys if (done := run_repair(pk=key)) is not None]


def holders(visit: Visit) -> list[str]:
    """Names of those who hold a visit, with how far they have come."""
    rows = Assignment.objects.active().filter(task=visit.task_id).select_related("volunteer__person")
    return [f"{row.volunteer.person.name} {row.state}" for row in rows.order_by("pk")]


def changes(repair: Repair) -> list[tuple[str, str, str, str]]:
    """(elder, before, after, what became of it) of each visit in a repair."""
    rows = repair.visits.select_related("visit__elder__person", "before__person", "after__person").order_by(
        "pk"
    )
    return [
        (
            row.visit.elder.person.name,
            row.before.person.name if row.before else "",
            row.after.person.name if row.after else "",
            row.fate,
        )
        for row in rows
    ]


def asked(visit: Visit, volunteer: Volunteer, **how: Any) -> Assignment:
    """The planner has asked the volunteer."""
    return assignments.offer(task=visit.task, volunteer=volunteer, origin="matched", **how)


def agreed(visit: Visit, volunteer: Volunteer) -> Assignment:
    """The volunteer has said yes, the hour left open."""
    return assignments.accept(assignment=asked(visit, volunteer), actor=volunteer.person.user)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def long_visit(make_visit: Callable[..., Visit], elder: Elder, **fields: Any) -> Visit:
    """A visit with so many days left that one offer is enough."""
    return make_visit(elder, **({"ends_on": in_days(15)} | fields))


def at_once(jobs: list[Callable[[], Any]]) -> list[str]:
    """Run the jobs in a thread each, started together; how each ended ("ok" or the code of the error)."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> str:
        start.wait(timeout=30)
        try:
            job()
        except ValidationError as error:
            return str(getattr(error, "code", "") or type(error).__name__)
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sorted(pool.map(run, jobs))
