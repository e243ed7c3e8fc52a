"""A death that is reported, confirmed by a second person and old enough for its account to be settled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from people.deaths.models import DeathNotice
from people.deaths.services import record_death
from people.persons.models import Person


def confirmed_death(person: Person, *, on: date, actor: Any = None) -> DeathNotice:
    """Reported by nobody in particular (or `actor`), eight days ago, and confirmed."""
    notice = record_death(person=person, on=on, actor=actor)
    DeathNotice.objects.filter(pk=notice.pk).update(
        entered_at=timezone.now() - timedelta(days=8), confirmed_at=timezone.now()
    )
    person.refresh_from_db()
    notice.refresh_from_db()
    return notice
