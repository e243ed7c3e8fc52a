"""What this floor does when an assignment moves. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from service_requests.services.matching import on_accepted, on_declined, on_withdrawn
from service_requests.services.settling import on_checked_out
from volunteers.enums import TaskKind
from volunteers.models import Assignment
from volunteers.signals import (
    assignment_accepted,
    assignment_checked_out,
    assignment_declined,
    assignment_withdrawn,
)


def _is_request(assignment: Assignment) -> bool:
    return assignment.task.kind == TaskKind.REQUEST


@receiver(assignment_accepted, dispatch_uid="request_was_accepted")
def request_was_accepted(sender: Any, assignment: Assignment, actor: Any, **_: Any) -> None:
    if _is_request(assignment):
        on_accepted(assignment, actor)


@receiver(assignment_declined, dispatch_uid="request_was_declined")
def request_was_declined(sender: Any, assignment: Assignment, **_: Any) -> None:
    if _is_request(assignment):
        on_declined(assignment)


@receiver(assignment_withdrawn, dispatch_uid="request_lost_its_volunteer")
def request_lost_its_volunteer(sender: Any, assignment: Assignment, actor: Any, **_: Any) -> None:
    if _is_request(assignment):
        on_withdrawn(assignment, actor)


@receiver(assignment_checked_out, dispatch_uid="request_was_served")
def request_was_served(sender: Any, assignment: Assignment, actor: Any, **_: Any) -> None:
    if _is_request(assignment):
        on_checked_out(assignment, actor)
