"""A volunteer takes a task from the list of what is open near: the first yes counts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from common.locking import locked
from people.actors import Actor
from volunteers.errors import NotEligible
from volunteers.now.tasks_for_volunteer import judge_task
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import type_of
from volunteers.tasks.eligibility import Refusal
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import accept


@transaction.atomic
def claim_task(
    *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None = None
) -> Assignment:
    """The place is the volunteer's. Who takes it twice has it once; of two at the same moment one has it.

    What holds for the list holds here, asked again under the lock: nobody takes by its address what the list would not
    show them. Raises NotEligible with the reasons, TaskError or the error of the floor above.
    """
    volunteer = locked(volunteer, "person", key_stays=True)
    task = locked(task, key_stays=True)
    held = task.assignments.filter(volunteer=volunteer, state__in=ACTIVE_STATES).first()
    if held is not None:
        return (
            accept(assignment=held, actor=actor, planned_for=planned_for) if held.state == "offered" else held
        )
    reasons = judge_task(volunteer, task)
    if reasons:
        raise NotEligible(reasons)
    return type_of(task.kind).claim(task=task, volunteer=volunteer, actor=actor, planned_for=planned_for)


def was_claimed(error: NotEligible) -> bool:
    """Whether somebody was faster, or the task is over: nothing the volunteer could mend."""
    return bool({Refusal.FULL, Refusal.TASK_CLOSED, Refusal.OVER} & set(error.reasons))
