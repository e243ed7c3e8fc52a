"""Who is close to whom: relatives, a mandate between them, the same phone. For what a second person has to look at."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from people.kinship.models import Kinship
from people.logins.models import User
from people.persons.models import Person

# What floors above know: the same home, being whom to call in an emergency.
_CHECKS: dict[str, Callable[[Person, Person], bool]] = {}


def register(name: str, check: Callable[[Person, Person], bool]) -> None:
    """Add a sign of being close; called once from an `AppConfig.ready()`."""
    _CHECKS[name] = check


def are_close(user: User, person: Person) -> bool:
    """Whether `person` is the user, or somebody close to the user as far as the files tell. A hint, not a proof."""
    own = Person.objects.filter(user=user).first()
    if own is None:
        return False
    if own.pk == person.pk:
        return True
    numbers = {own.phone, user.phone} - {"", None}
    if person.phone in numbers:
        return True
    # Also what only one of the two has said: nobody names a stranger.
    if Kinship.objects.of(own).of(person).filter(ended_at=None).exists():
        return True
    between = Q(mandates_given__agent=own) | Q(mandates_held__principal=own)
    if Person.objects.filter(between, pk=person.pk).exists():
        return True
    return any(check(own, person) for check in _CHECKS.values())
