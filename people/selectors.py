"""Reads about people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from people.crypto import blind_index
from people.id_numbers import normalise_id_number
from people.models import Person, User
from people.phones import normalise_phone


def unproven_logins() -> QuerySet[User]:
    """Log-ins somebody asked for and nobody ever entered, to which nothing belongs."""
    return User.objects.filter(
        phone_verified=False, last_login=None, person=None, role_grants=None, is_superuser=False
    )


def proven_login(phone: str) -> User | None:
    """The log-in that owns a phone number (E.164); one that was only asked for owns nothing."""
    return User.objects.filter(phone=phone).exclude(pk__in=unproven_logins().values("pk")).first()


def people_with(user: Any, number: str) -> list[Person]:
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
