"""One step of an assignment: the check of the transition, the write and the record of who did it, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actors import Actor
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import (
    ACTIVE_STATES,
    ASSIGNMENT_TRANSITIONS,
    GIVEN_BACK,
    AssignmentState,
    TaskState,
)
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task

# What a volunteer may still be let go from.
NOT_BEGUN = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)


def lock_tasks(tasks: QuerySet[Task]) -> None:
    """Lock many tasks until the transaction ends, in the order of their keys: two who do so do not wait for each other.

    Rows are locked in one order everywhere (docs/conventions.md): volunteers, tasks, assignments.
    """
    list(tasks.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def locked_assignment(assignment: Assignment) -> Assignment:
    """The assignment as it is now, with its task and itself locked: the task first, always in that order."""
    Task.objects.select_for_update(no_key=True).get(pk=assignment.task_id)
    # Joined and not read after: who waits has waited for the task.
    return (
        Assignment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("task__project", "volunteer__person")
        .get(pk=assignment.pk)
    )


def locked_with_volunteer(assignment: Assignment) -> Assignment:
    """The same with the volunteer's row locked first: what must not fit into two tasks at once is asked under it."""
    Volunteer.objects.select_for_update(no_key=True).get(pk=assignment.volunteer_id)
    return locked_assignment(assignment)


def locked_not_begun(volunteer: Volunteer) -> QuerySet[Assignment]:
    """What a volunteer, whom the caller has locked, was asked for or agreed to and has not begun: locked with its task.

    Nothing is agreed to meanwhile, which needs the volunteer's row; what is offered meanwhile is not among them.
    """
    held = Assignment.objects.filter(volunteer=volunteer, state__in=NOT_BEGUN)
    keys = list(held.order_by("pk").values_list("pk", flat=True))
    lock_tasks(Task.objects.filter(pk__in=Assignment.objects.filter(pk__in=keys).values("task")))
    rows = Assignment.objects.filter(pk__in=keys, state__in=NOT_BEGUN)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return rows


def require(assignment: Assignment, target: AssignmentState) -> None:
    """Raise NotAllowedNow unless the assignment's state leads to `target`."""
    if target not in ASSIGNMENT_TRANSITIONS[AssignmentState(assignment.state)]:
        raise NotAllowedNow(
            _("This is no longer possible: the assignment is “%(state)s”.")
            % {"state": assignment.get_state_display()},
            code="state",
        )


def require_day(task: Task, moment: datetime) -> None:
    """Raise TaskError unless the moment lies on one of the task's days."""
    if not task.starts_on <= timezone.localdate(moment) <= task.ends_on:
        raise TaskError(
            _("Please choose a day from %(from)s to %(until)s.")
            % {"from": task.starts_on, "until": task.ends_on},
            code="window",
        )


def note_vacancy(task: Task) -> None:
    """Keep `task.unmatched_reason` true after somebody has come or gone: empty exactly while no place is free.

    What the planner found stays. The caller has locked the task.
    """
    taken = task.assignments.filter(state__in=ACTIVE_STATES).count()
    free = task.state == TaskState.OPEN and taken < task.persons_needed
    reason = task.unmatched_reason or GIVEN_BACK if free else ""
    if task.unmatched_reason != reason:
        task.unmatched_reason = reason
        Task.objects.filter(pk=task.pk).update(unmatched_reason=reason)


def note_vacancies(assignment_ids: Sequence[int]) -> None:
    """The same for many assignments that were just taken back: their open tasks with a free place say so. One query."""
    holding = (
        Assignment.objects.filter(task=OuterRef("pk"), state__in=ACTIVE_STATES).order_by().values("task")
    )
    Task.objects.open().filter(assignments__in=assignment_ids, unmatched_reason="").annotate(
        held=Coalesce(Subquery(holding.annotate(count=Count("pk")).values("count")), 0)
    ).filter(held__lt=F("persons_needed")).update(unmatched_reason=GIVEN_BACK)


def step(
    assignment: Assignment, target: AssignmentState, *, actor: Actor, note: str = "", **changes: Any
) -> Assignment:
    """Move a locked assignment to `target`, store `changes` with it, and write the event."""
    require(assignment, target)
    before = assignment.state
    assignment.state = target
    if note:
        assignment.note = note[:300]
    for name, value in changes.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=["state", "note", *changes])
    AssignmentEvent.objects.create(
        assignment=assignment, actor=actor, from_state=before, to_state=target, note=note[:300]
    )
    # Who cancels ends the task as well.
    if (before in ACTIVE_STATES) != (target in ACTIVE_STATES) and target != AssignmentState.CANCELLED:
        note_vacancy(assignment.task)
    return assignment
