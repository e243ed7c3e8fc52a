"""What visits do when an assignment moves. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from elderly_visits.visits.services.reports import require_report, restore_report, void_report
from elderly_visits.visits.services.stopping import stop_visits
from people.actors import Actor
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.signals import consent_withdrawn
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.signals import (
    assignment_checked_out,
    assignment_rejected,
    assignment_verified,
)


@receiver(assignment_checked_out, dispatch_uid="visit_needs_its_report")
def require_report_on_check_out(sender: Any, assignment: Assignment, **_: Any) -> None:
    require_report(assignment)


@receiver(assignment_rejected, dispatch_uid="rejected_visit_does_not_count")
def void_report_on_rejection(sender: Any, assignment: Assignment, **_: Any) -> None:
    void_report(assignment=assignment)


@receiver(assignment_verified, dispatch_uid="verified_visit_counts")
def restore_report_on_verification(sender: Any, assignment: Assignment, **_: Any) -> None:
    restore_report(assignment=assignment)


@receiver(consent_withdrawn, dispatch_uid="nobody_visits_without_consent")
def stop_visits_on_consent_withdrawal(sender: Any, consent: Consent, actor: Actor, **_: Any) -> None:
    if consent.purpose == ConsentPurpose.VISITS:
        stop_visits(person=consent.person, actor=actor)
