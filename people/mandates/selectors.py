"""What mandates say about people."""

from __future__ import annotations

from people.logins.phone_owners import is_in_care
from people.mandates.models import Mandate
from people.persons.models import Person


def is_checked_number(person: Person) -> bool:
    """Whether the number in this file was recorded with a mandate in force and called by a second person.

    Then it is the representative's own, and opens this file at the first log-in. Never the file of somebody in care,
    in whose file the number may be a relative's.
    """
    if not person.phone or is_in_care(person):
        return False
    mandates = Mandate.objects.in_force().filter(agent=person, checked_phone=person.phone)
    return mandates.exclude(phone_checked_by=None).exclude(recorded_by=None).exists()
