"""The secret address of somebody's calendar: made, renewed, ended."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from common.encryption import blind_index
from people.persons.models import Person
from volunteers.days.models.calendar_feed import CalendarFeed

# 24 bytes: nobody finds an address by trying.
_BYTES = 24


@transaction.atomic
def open_calendar(*, person: Person) -> CalendarFeed:
    """The person's calendar address, made if there is none."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    found = CalendarFeed.objects.filter(person=person).first()
    return found or _new(person)


@transaction.atomic
def renew_calendar(*, person: Person) -> CalendarFeed:
    """Another address; the old one leads nowhere from now on."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    CalendarFeed.objects.filter(person=person).delete()
    return _new(person)


def close_calendar(*, person: Person) -> bool:
    """No address any more; whether there was one."""
    deleted, _by_model = CalendarFeed.objects.filter(person=person).delete()
    return deleted > 0


def _new(person: Person) -> CalendarFeed:
    secret = secrets.token_urlsafe(_BYTES)
    return CalendarFeed.objects.create(
        person=person, secret=secret, secret_index=blind_index(secret), created_at=timezone.now()
    )
