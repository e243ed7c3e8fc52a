"""What changes people: one function per change, each atomic and recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from people.enums import AccessAction, AccessOutcome, ConsentMethod, ConsentPurpose
from people.models import AccessLog, Consent, Person
from people.scopes import common_region

if TYPE_CHECKING:
    from django.http import HttpRequest


def log_access(
    *,
    actor: Any,
    action: AccessAction,
    subject: Person | None = None,
    region_id: str | None = None,
    detail: str = "",
    count: int = 1,
    request: HttpRequest | None = None,
    outcome: AccessOutcome = AccessOutcome.ALLOWED,
) -> AccessLog:
    """Record that `actor` saw something about `subject`, or about `count` people when it was a list.

    A list lies in the region given, else in the smallest that holds all of the actor's regions: there the manager and
    the auditor find it.
    """
    return AccessLog.objects.create(
        actor=actor if getattr(actor, "is_authenticated", False) else None,
        action=action,
        subject=subject,
        region_id=region_id or (subject.region_id if subject else common_region(actor)),
        detail=detail[:200],
        count=count,
        address=request.META.get("REMOTE_ADDR") or None if request else None,
        outcome=outcome,
    )


@transaction.atomic
def give_consent(
    *,
    person: Person,
    purpose: ConsentPurpose,
    method: ConsentMethod,
    recorded_by: Any = None,
    given_on: date | None = None,
    given_by: str = "",
) -> Consent:
    """Record a consent; while one is in force it is returned unchanged."""
    Person.objects.select_for_update().get(pk=person.pk)
    if existing := Consent.objects.in_force().filter(person=person, purpose=purpose).first():
        return existing
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        method=method,
        given_on=given_on or timezone.localdate(),
        given_by=given_by,
        recorded_by=recorded_by,
    )


@transaction.atomic
def withdraw_consent(
    *, person: Person, purpose: ConsentPurpose, recorded_by: Any = None, note: str = ""
) -> None:
    """End a consent today. What had been agreed before stays on record."""
    today = timezone.localdate()
    for consent in Consent.objects.select_for_update().in_force().filter(person=person, purpose=purpose):
        consent.withdrawn_on = max(today, consent.given_on)
        consent.withdrawal_note = note
        consent.save(update_fields=["withdrawn_on", "withdrawal_note"])
