"""People in care, as registers on floors above know them: whom a service was for, who is in difficulty, whom a public
pool helps, where somebody lives.

The time bank knows none of this. Nothing about a difficulty comes down here: only who, and only when a worker asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.utils.functional import Promise

from people.actors import AnyUser
from people.persons.models import Person, PersonQuerySet
from regions.geo import Point


@dataclass(frozen=True)
class Entitled:
    """Somebody the pool of a county helps. `ground` is a key of the register's `grounds`; nothing else is told."""

    person_id: int
    region_id: str
    ground: str


@dataclass(frozen=True)
class Home:
    """`address` leads to the building, `door` is the rest; `point` WGS-84 when it is known exactly."""

    address: str
    door: str
    point: Point | None = None


class CareRegister(Protocol):
    """What one register knows. One that inherits leaves out what it does not know.

    `grounds`: what the grounds for the pool's help are called.
    """

    grounds: Mapping[str, str | Promise] = {}

    def beneficiaries(self, source_keys: Sequence[str]) -> Mapping[str, int]:
        """The key of the person served, for those `source_key`s of service records it knows."""
        return {}

    def hands(self, source_keys: Sequence[str]) -> Mapping[str, set[int]]:
        """The logins of others than the volunteer that had a part in a service, for those it knows."""
        return {}

    def page_of(self, source_key: str, viewer: AnyUser) -> str:
        """Where staff read about the service behind a record; '' for one it does not know, or not to be seen."""
        return ""

    def in_difficulty(self) -> Q:
        """A condition on `people.Person` that holds for those in difficulty today."""
        return Q(pk__in=())

    def entitled(self, county: str, month: date, ages: Mapping[str, Any]) -> Iterable[Entitled]:
        """Whom the pool of a county helps in the month of that first day, by the ages ({ground: age}) in force."""
        return ()

    def home_of(self, person: Person) -> Home | None:
        """Where somebody lives, which saves them from saying it again."""
        return None


_REGISTERS: list[CareRegister] = []
_CHUNK = 1000


def register(care_register: CareRegister) -> None:
    """Add a register; called once from an `AppConfig.ready()`. Raises ImproperlyConfigured for the same one again."""
    if any(type(one) is type(care_register) for one in _REGISTERS):
        raise ImproperlyConfigured(f"{type(care_register).__name__} is registered already.")
    _REGISTERS.append(care_register)


def beneficiaries_of(source_keys: Iterable[str]) -> dict[str, int]:
    """The person served by source key; what nobody knows is missing. A query a register and thousand keys."""
    found: dict[str, int] = {}
    keys = list(source_keys)
    for start in range(0, len(keys), _CHUNK):
        some: Sequence[str] = keys[start : start + _CHUNK]
        for one in _REGISTERS:
            found |= one.beneficiaries(some)
            some = [key for key in some if key not in found]
            if not some:
                break
    return found


def hands_in(source_keys: Iterable[str]) -> set[int]:
    """The logins that had a part in one of these services: asked for it, checked in, entered it, put it up."""
    keys = list(source_keys)
    return {
        login
        for start in range(0, len(keys), _CHUNK)
        for one in _REGISTERS
        for logins in one.hands(keys[start : start + _CHUNK]).values()
        for login in logins
    }


def page_behind(source_key: str, viewer: AnyUser) -> str:
    """Where `viewer` reads about the service behind a record; '' where there is nothing to read for them."""
    return next((url for one in _REGISTERS if (url := one.page_of(source_key, viewer))), "")


def in_difficulty() -> PersonQuerySet:
    """Everybody who counts, living people only."""
    condition = reduce(or_, (one.in_difficulty() for one in _REGISTERS), Q(pk__in=()))
    return Person.objects.filter(condition, died_on=None)


def is_in_difficulty(person: Person) -> bool:
    return in_difficulty().filter(pk=person.pk).exists()


def entitled(county: str, month: date, ages: Mapping[str, Any]) -> list[Entitled]:
    """Everybody whom the pool of `county` helps in `month`, each once, by person."""
    found: dict[int, Entitled] = {}
    for one in _REGISTERS:
        for entry in one.entitled(county, month, ages):
            found.setdefault(entry.person_id, entry)
    return [found[pk] for pk in sorted(found)]


def ground_label(ground: str) -> str:
    return next((str(one.grounds[ground]) for one in _REGISTERS if ground in one.grounds), ground)


def home_of(person: Person) -> Home | None:
    """The first that any register knows."""
    return next((home for one in _REGISTERS if (home := one.home_of(person)) is not None), None)
