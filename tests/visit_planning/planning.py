"""What tests of the planner share: short questions about what a plan came to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from policies.models import PolicyRow
from regions.models import Region
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services.run import plan_month
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import TaskState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task

MakeElder = Callable[..., Elder]
MakeVolunteer = Callable[..., Volunteer]
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def plan(region: Region, month: date = DECEMBER, **how: Any) -> VisitPlan:
    return plan_month(month=month, region=region, **how)


def visits(elder: Elder, month: date = DECEMBER) -> list[Visit]:
    """The elder's visits of a month that have not been cancelled."""
    rows = Visit.objects.filter(elder=elder, month=month).exclude(task__state=TaskState.CANCELLED)
    return list(rows.select_related("task").order_by("ordinal"))


def the_visit(elder: Elder) -> Visit:
    (visit,) = visits(elder)
    return visit


def holder(elder: Elder) -> Volunteer | None:
    """Who holds the elder's only visit."""
    row = Assignment.objects.active().filter(task=the_visit(elder).task).first()
    return row.volunteer if row else None


def reason(elder: Elder) -> str:
    """Why nobody does."""
    return the_visit(elder).task.unmatched_reason


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows that a plan writes."""
    models = (Visit, Task, Assignment, AssignmentEvent, VisitPlan, Task.dialects.through)
    return {model.__name__: sorted(model.objects.order_by().values_list(), key=repr) for model in models}


def set_policy(key: str, value: Any) -> None:
    """The rule as a city would have decided it before anything here happened."""
    PolicyRow.objects.filter(key=key).delete()
    PolicyRow.objects.create(
        key=key, value=value, valid_from=date(2001, 1, 1), source_kind="choice", source="a test"
    )
