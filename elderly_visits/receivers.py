"""What this floor does when a floor below changes. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from elderly_visits.services.elders import stop_visits
from elderly_visits.services.reports import require_report, restore_report, void_report
from people.enums import ConsentPurpose
from people.models import Consent
from people.signals import consent_withdrawn
from volunteers.models import Assignment
from volunteers.signals import assignment_checked_out, assignment_rejected, assignment_verified


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
