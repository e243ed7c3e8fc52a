"""Reads about persons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

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


def same_person(*people: Person | int) -> QuerySet[Person, dict[str, Any]]:
    """The keys of these people's files and of those merged into them, for `person__in`: no query of its own."""
    return files_of(getattr(one, "pk", one) for one in people)


def files_of(keys: Iterable[int]) -> QuerySet[Person, dict[str, Any]]:
    """As `same_person`, for many keys."""
    wanted = list(keys)
    return Person.objects.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted)).order_by().values("pk")
