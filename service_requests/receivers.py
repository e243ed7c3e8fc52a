"""What this floor does when an assignment moves. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from people.actors import Actor
from people.persons.models import Person
from people.signals import person_died
from service_requests.services.leaving import call_off_all
from service_requests.services.matching import on_accepted, on_declined, on_withdrawn
from service_requests.services.settling import on_checked_out
from timebank.giving.signals import account_settling
from volunteers.task_types import TaskKind
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.signals import (
    assignment_accepted,
    assignment_checked_out,
    assignment_declined,
    assignment_withdrawn,
)


def _is_request(assignment: Assignment) -> bool:
    return assignment.task.kind == TaskKind.REQUEST


@receiver(assignment_accepted, dispatch_uid="request_was_accepted")
def request_was_accepted(sender: Any, assignment: Assignment, actor: Actor, **_more: Any) -> None:
    if _is_request(assignment):
        on_accepted(assignment, actor)


@receiver(assignment_declined, dispatch_uid="request_was_declined")
def request_was_declined(sender: Any, assignment: Assignment, **_more: Any) -> None:
    if _is_request(assignment):
        on_declined(assignment)


@receiver(assignment_withdrawn, dispatch_uid="request_lost_its_volunteer")
def request_lost_its_volunteer(sender: Any, assignment: Assignment, actor: Actor, **_more: Any) -> None:
    if _is_request(assignment):
        on_withdrawn(assignment, actor)


@receiver(assignment_checked_out, dispatch_uid="request_was_served")
def request_was_served(sender: Any, assignment: Assignment, actor: Actor, **_more: Any) -> None:
    if _is_request(assignment):
        on_checked_out(assignment, actor)


@receiver(person_died, dispatch_uid="request_lost_a_person")
def nobody_is_sent_to_a_house_in_mourning(sender: Any, person: Person, actor: Actor, **_more: Any) -> None:
    call_off_all(person=person, actor=actor, reason=lambda: _("It is no longer needed."))


@receiver(account_settling, dispatch_uid="request_of_a_settled_account")
def requests_end_before_the_account(sender: Any, person: Person, actor: Actor, **_more: Any) -> None:
    call_off_all(person=person, actor=actor, reason=lambda: _("The account was settled."))
