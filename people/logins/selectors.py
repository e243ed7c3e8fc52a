"""Reads about people."""

from __future__ import annotations

from django.db.models import QuerySet

from people.logins.enums import PhoneChangeState
from people.logins.models import KnownDevice, PhoneChange, User
from people.persons.models import Person


def unproven_logins() -> QuerySet[User]:
    """Log-ins somebody asked for and nobody ever entered, to which nothing belongs."""
    return User.objects.filter(
        phone_verified=False, last_login=None, person=None, role_grants=None, is_superuser=False
    )


def proven_login(phone: str) -> User | None:
    """The log-in that owns a phone number (E.164); one that was only asked for owns nothing."""
    return User.objects.filter(phone=phone).exclude(pk__in=unproven_logins().values("pk")).first()


def knows_device(phone: str, token_hash: str) -> bool:
    """Whether the owner of a phone number has logged in from this device before."""
    return bool(token_hash) and KnownDevice.objects.filter(user__phone=phone, token_hash=token_hash).exists()


def was_replaced_alone(person: Person) -> bool:
    """Whether somebody typed the phone in this file over another one, without a second person who agreed to it.

    Whoever logs in with it would become this person: a worker could move a volunteer to a number of her own.
    """
    if not person.history.exclude(phone__in=["", person.phone]).exists():
        return False
    return not PhoneChange.objects.filter(
        person=person, new_phone=person.phone, state=PhoneChangeState.APPROVED
    ).exists()
