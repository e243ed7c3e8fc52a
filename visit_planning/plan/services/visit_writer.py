"""Writing the month's visits: in batches, each a transaction of its own, so that an interrupted run goes on later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from common.bulk import insert, parts, refresh_statistics, reserve, write_parts
from common.languages import in_house
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.services.stopping import remove_from_plan
from people.actors import Actor
from timebank.ledger.enums import ServiceCategory
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services.due import Differences, NewVisit
from visit_planning.plan.services.register import TASK_FIELDS, StandingVisit
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.tasks import check_in_index

# Rows of a transaction: what a killed run loses at most.
CHUNK = 10_000
_ROWS = 1000
# From so many new rows on the database should know of them before it is asked again.
_MANY = 1000
_BEGUN = (AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)


def write_visits(
    *, plan: VisitPlan | None, month: date, found: Differences, actor: Actor, progress: Callable[[int], None]
) -> None:
    """Make the register of visits what `found` says. `progress` is told how many visits were written."""
    write_parts(
        lambda part: _create(plan, month, part),
        parts(found.create, CHUNK),
        done=lambda part: progress(len(part)),
    )
    if len(found.create) >= _MANY:
        refresh_statistics(Task, Visit)
    for changed in parts(found.update, CHUNK):
        _update(changed)
    for tasks in parts(sorted(found.dialects.items()), CHUNK):
        _set_dialects(tasks)
    for keys in parts(found.drop, CHUNK):
        _drop(keys, actor)


@transaction.atomic
def _create(plan: VisitPlan | None, month: date, wanted: Sequence[NewVisit]) -> None:
    """Tasks and visits together: a visit without its task, or the other way round, never exists."""
    codes = dict(
        Elder.objects.filter(pk__among={new.elder.pk for new in wanted}).values_list("pk", "door_code")
    )
    indexes = {pk: check_in_index(code) for pk, code in codes.items()}
    elders, ordinals, methods, fields, dialects = zip(*wanted, strict=True)
    keys = [elder.pk for elder in elders]
    tasks, visits = reserve(Task, len(wanted)), reserve(Visit, len(wanted))
    insert(
        Task,
        {
            "id": tasks,
            "check_in_index": [indexes.get(key, "") for key in keys],
            **dict(zip(TASK_FIELDS, zip(*fields, strict=True), strict=True)),
        },
        kind=TaskKind.VISIT,
        category=ServiceCategory.VISIT,
    )
    insert(
        Visit,
        {
            "id": visits,
            "elder_id": keys,
            "task_id": tasks,
            "ordinal": ordinals,
            "tier": [elder.tier for elder in elders],
            "method": methods,
        },
        month=month,
    )
    if plan is not None:
        insert(VisitPlan.visits.through, {"visit_id": visits}, visitplan_id=plan.pk)
    _insert_dialects(zip(tasks, dialects, strict=True))


@transaction.atomic
def _update(changed: Sequence[tuple[StandingVisit, dict[str, Any], dict[str, Any]]]) -> None:
    """Bring tasks and visits up to date; only those that are still open."""
    tasks = {row.task_id: fields for row, fields, _on_visit in changed if fields}
    open_tasks = list(
        Task.objects.select_for_update(no_key=True).open().filter(pk__among=tasks).order_by("pk")
    )
    for task in open_tasks:
        for name, content in tasks[task.pk].items():
            setattr(task, name, content)
    touched = sorted({name for fields in tasks.values() for name in fields}, key=TASK_FIELDS.index)
    if open_tasks:
        Task.objects.bulk_update(open_tasks, touched, batch_size=_ROWS)
    visits = {row.visit_id: fields for row, _fields, fields in changed if fields}
    rows = list(Visit.objects.filter(pk__among=visits))
    for visit in rows:
        for name, content in visits[visit.pk].items():
            setattr(visit, name, content)
    if rows:
        Visit.objects.bulk_update(rows, ["tier", "method"], batch_size=_ROWS)


@transaction.atomic
def _set_dialects(tasks: Sequence[tuple[int, frozenset[int]]]) -> None:
    Task.dialects.through.objects.filter(task__pk__among=[task for task, _dialects in tasks]).delete()
    _insert_dialects(tasks)


def _insert_dialects(tasks: Any) -> None:
    pairs = [(task, dialect) for task, dialects in tasks for dialect in sorted(dialects)]
    if pairs:
        task_ids, dialect_ids = zip(*pairs, strict=True)
        insert(Task.dialects.through, {"task_id": task_ids, "dialect_id": dialect_ids})


@transaction.atomic
def _drop(keys: Sequence[int], actor: Actor) -> None:
    visits = Visit.objects.filter(pk__among=keys, task__state=TaskState.OPEN).select_related("task")
    visits = visits.order_by("task_id")
    why = in_house(gettext_lazy("The visit is no longer needed."))
    remove_from_plan(visits=visits.exclude(task__assignments__state__in=_BEGUN), actor=actor, note=why)
