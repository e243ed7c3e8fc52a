"""What this floor does when a floor below changes. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from elderly_visits.enums import RepairCause
from elderly_visits.models import Repair, StandInSearch
from elderly_visits.services.elders import stop_visits
from elderly_visits.services.repair.requests import after_losing
from elderly_visits.services.reports import require_report, restore_report, void_report
from elderly_visits.services.stand_ins.searching import advance_search_of
from elderly_visits.signals import repair_requested
from elderly_visits.tasks import run_repair_task
from people.enums import ConsentPurpose
from people.models import Consent
from people.signals import consent_withdrawn
from volunteers.enums import TaskKind
from volunteers.models import Assignment
from volunteers.signals import (
    assignment_accepted,
    assignment_checked_out,
    assignment_declined,
    assignment_rejected,
    assignment_released,
    assignment_verified,
    assignment_withdrawn,
)


@receiver(assignment_checked_out, dispatch_uid="visit_needs_its_report")
def visit_needs_its_report(sender: Any, assignment: Assignment, **_: Any) -> None:
    require_report(assignment)


@receiver(assignment_rejected, dispatch_uid="rejected_visit_does_not_count")
def rejected_visit_does_not_count(sender: Any, assignment: Assignment, **_: Any) -> None:
    void_report(assignment=assignment)


@receiver(assignment_verified, dispatch_uid="verified_visit_counts")
def verified_visit_counts(sender: Any, assignment: Assignment, **_: Any) -> None:
    restore_report(assignment=assignment)


@receiver(consent_withdrawn, dispatch_uid="nobody_visits_without_consent")
def nobody_visits_without_consent(sender: Any, consent: Consent, actor: Any, **_: Any) -> None:
    if consent.purpose == ConsentPurpose.VISITS:
        stop_visits(person=consent.person, actor=actor)


def _search_goes_on(assignment: Assignment) -> None:
    if assignment.task.kind == TaskKind.VISIT and StandInSearch.objects.asking().filter(
        visit__task=assignment.task_id
    ).exists():  # fmt: skip
        advance_search_of(task=assignment.task)


@receiver(assignment_accepted, dispatch_uid="stand_in_said_yes")
def stand_in_said_yes(sender: Any, assignment: Assignment, **_: Any) -> None:
    _search_goes_on(assignment)


@receiver(assignment_declined, dispatch_uid="declined_visit_goes_to_others")
def declined_visit_goes_to_others(sender: Any, assignment: Assignment, actor: Any, **_: Any) -> None:
    _search_goes_on(assignment)
    after_losing(assignment=assignment, cause=RepairCause.DECLINED, actor=actor)


@receiver(assignment_withdrawn, dispatch_uid="withdrawn_visit_goes_to_others")
def withdrawn_visit_goes_to_others(sender: Any, assignment: Assignment, actor: Any, **_: Any) -> None:
    _search_goes_on(assignment)
    after_losing(assignment=assignment, cause=RepairCause.WITHDRAWN, actor=actor)


@receiver(assignment_released, dispatch_uid="released_visit_goes_to_others")
def released_visit_goes_to_others(sender: Any, assignment: Assignment, actor: Any, **_: Any) -> None:
    _search_goes_on(assignment)
    after_losing(assignment=assignment, cause=RepairCause.LEFT, actor=actor)


@receiver(repair_requested, dispatch_uid="repair_is_nudged")
def repair_is_nudged(sender: Any, repair: Repair, **_: Any) -> None:
    # A broker that does not answer is no reason to fail: the sweep comes by.
    transaction.on_commit(lambda: run_repair_task.delay(repair.pk), robust=True)
