"""Who counts as 'a person in difficulty'. Known on a floor above, which fills this in from its `AppConfig.ready()`.

Nothing about the difficulty itself comes down here: only who, and only when a worker asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from people.persons.models import Person, PersonQuerySet

_KNOWN: dict[str, Callable[[], Q]] = {}


def register(name: str, people: Callable[[], Q]) -> None:
    """Register, once, a condition on `people.Person` that holds for those in difficulty today."""
    _KNOWN[name] = people


def in_difficulty() -> PersonQuerySet:
    """Everybody who counts, living people only. Nobody while no floor above knows anybody."""
    from people.persons.models import Person

    if not _KNOWN:
        return Person.objects.none()
    condition = Q()
    for people in _KNOWN.values():
        condition |= people()
    return Person.objects.filter(condition, died_on=None)


def is_in_difficulty(person: Person) -> bool:
    return in_difficulty().filter(pk=person.pk).exists()
