"""Reads about persons."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from common.encryption import blind_index
from common.phones import normalise_phone
from people.actors import AnyUser
from people.persons.id_numbers import normalise_id_number
from people.persons.models import Person


def find_by_number(user: AnyUser, number: str) -> list[Person]:
    """Whose ID number or phone this is; what is neither finds nobody."""
    rows = Person.objects.visible_to(user).select_related("region")
    try:
        return list(rows.filter(id_number_index=blind_index(normalise_id_number(number))))
    except ValidationError:
        pass  # Then it is meant as a phone number.
    try:
        return list(rows.filter(phone=normalise_phone(number))[:50])
    except ValidationError:
        return []
