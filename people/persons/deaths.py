"""That somebody has died."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.persons.models import Person
from people.signals import person_died


@transaction.atomic
def record_death(*, person: Person, on: date, actor: Actor = None) -> Person:
    """Write the day of death into the file and tell the floors above (`person_died`), once.

    A day that is on file already stays; it is corrected in the file. Raises ValidationError for a day to come and for
    one before the birth.
    """
    current = locked(person, key_stays=True)
    if current.died_on is not None:
        return current
    check_death(current, on)
    current.died_on = on
    if actor is not None:
        current._history_user = actor
    current.save(update_fields=["died_on", "updated_at"])
    person_died.send(Person, person=current, actor=actor)
    return current


def check_death(person: Person, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"died_on": _("This day has not come yet.")}, code="future")
    if person.birth_date is not None and on < person.birth_date:
        raise ValidationError({"died_on": _("This date is before the date of birth.")}, code="before_birth")
