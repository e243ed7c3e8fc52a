"""What this floor does when a floor below changes. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from elderly_visits.register.models import Elder
from elderly_visits.register.signals import visits_due_changed
from people.actors import Actor
from visit_planning.jobs import run_repair_task
from visit_planning.repair.enums import RepairCause
from visit_planning.repair.models import Repair
from visit_planning.repair.services.requests import request_after_loss, request_for_elder
from visit_planning.repair.signals import repair_requested
from visit_planning.stand_ins.models import StandInSearch
from visit_planning.stand_ins.services.searching import advance_search_of
from volunteers.task_types import TaskKind
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.signals import (
    assignment_accepted,
    assignment_declined,
    assignment_released,
    assignment_withdrawn,
)


def advance_search(assignment: Assignment) -> None:
    if StandInSearch.objects.asking().filter(visit__task=assignment.task_id).exists():
        advance_search_of(task=assignment.task)


@receiver(assignment_accepted, sender=TaskKind.VISIT, dispatch_uid="stand_in_said_yes")
def assignment_accepted_advance_search(sender: Any, assignment: Assignment, **_: Any) -> None:
    advance_search(assignment)


@receiver(assignment_declined, sender=TaskKind.VISIT, dispatch_uid="declined_visit_goes_to_others")
def assignment_declined_request_repair(sender: Any, assignment: Assignment, actor: Actor, **_: Any) -> None:
    advance_search(assignment)
    request_after_loss(assignment=assignment, cause=RepairCause.DECLINED, actor=actor)


@receiver(assignment_withdrawn, sender=TaskKind.VISIT, dispatch_uid="withdrawn_visit_goes_to_others")
def assignment_withdrawn_request_repair(sender: Any, assignment: Assignment, actor: Actor, **_: Any) -> None:
    advance_search(assignment)
    request_after_loss(assignment=assignment, cause=RepairCause.WITHDRAWN, actor=actor)


@receiver(assignment_released, sender=TaskKind.VISIT, dispatch_uid="released_visit_goes_to_others")
def assignment_released_request_repair(sender: Any, assignment: Assignment, actor: Actor, **_: Any) -> None:
    advance_search(assignment)
    request_after_loss(assignment=assignment, cause=RepairCause.LEFT, actor=actor)


@receiver(repair_requested, dispatch_uid="repair_is_nudged")
def repair_requested_run_repair(sender: Any, repair: Repair, **_: Any) -> None:
    # A broker that does not answer is no reason to fail: the sweep comes by.
    transaction.on_commit(lambda: run_repair_task.delay(repair.pk), robust=True)


@receiver(visits_due_changed, dispatch_uid="visits_due_changed_request_repair")
def visits_due_changed_request_repair(sender: Any, elder: Elder, actor: Actor, **_: Any) -> None:
    request_for_elder(elder=elder, actor=actor)
