"""Who may move whose log-in to another number."""

from __future__ import annotations

from people.actors import AnyUser
from people.logins.models import PhoneChange, User
from people.logins.phone_owners import is_own_phone
from people.persons.models import Person
from people.persons.permissions import can_change_person
from people.roles.permissions import is_above


def can_ask_phone_change(actor: AnyUser, person: Person) -> bool:
    """A worker of the person's region, never about her own log-in; about staff only who could end all their roles.

    Whoever looks after the installation (superuser) is moved at the server. Who has no log-in yet gets in with the
    number of the file only where a floor above vouches for that, so that only there another one can be asked for.
    """
    user = person.user
    if user is None:
        return not person.died_on and is_own_phone(person) and can_change_person(actor, person)
    if not user.is_active or user.is_superuser or user.pk == actor.pk:
        return False
    if user.is_worker:
        return is_above(actor, user)
    return can_change_person(actor, person)


def can_decide_phone_change(actor: User, change: PhoneChange) -> bool:
    """Somebody else who could have asked: neither who asked nor whose log-in it is."""
    return actor.pk != change.asked_by_id and can_ask_phone_change(actor, change.person)
