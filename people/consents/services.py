"""Consent: given, and taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from people.actors import Actor
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from people.persons.models import Person
from people.signals import consent_withdrawn


@transaction.atomic
def give_consent(
    *,
    person: Person,
    purpose: ConsentPurpose,
    method: ConsentMethod,
    recorded_by: Actor = None,
    given_on: date | None = None,
    given_by: str = "",
) -> Consent:
    """Record a consent; while one is in force it is returned unchanged."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
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
    *, person: Person, purpose: ConsentPurpose, recorded_by: Actor = None, note: str = ""
) -> None:
    """End a consent today and tell the floors above. What had been agreed before stays on record."""
    today = timezone.localdate()
    for consent in Consent.objects.select_for_update().in_force().filter(person=person, purpose=purpose):
        consent.withdrawn_on = max(today, consent.given_on)
        consent.withdrawal_note = note[:200]
        consent.save(update_fields=["withdrawn_on", "withdrawal_note"])
        consent_withdrawn.send(sender=Consent, consent=consent, actor=recorded_by)
