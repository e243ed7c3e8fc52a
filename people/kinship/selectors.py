"""Who is close to whom: what separates who serves, who is served, and who decides about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from people.kinship.models import Kinship
from people.logins.models import User
from people.persons.models import Person

# Who ended a tie goes on being close for a year: else it would be ended before a decision and stated again after it.
ENDED_TIES_COUNT = timedelta(days=365)


def counting_ties() -> QuerySet[Kinship]:
    """Confirmed ties, those ended not long ago included."""
    ended = Q(ended_at=None) | Q(ended_at__gt=timezone.now() - ENDED_TIES_COUNT)
    return Kinship.objects.filter(ended, verified_at__isnull=False, relative__isnull=False)


def ties_between(one: Any, other: Any) -> QuerySet[Kinship]:
    """The ties of two people, given by key or by a reference into an outer query."""
    return counting_ties().filter(Q(person=one, relative=other) | Q(person=other, relative=one))


def close_to_each(people: Collection[Person]) -> dict[int, set[int]]:
    """For each person the keys of the confirmed relatives and of who uses the same phone number. Two queries."""
    close: dict[int, set[int]] = {person.pk: set() for person in people}
    ties = counting_ties().filter(Q(person__in=close) | Q(relative__in=close))
    for one, other in ties.values_list("person_id", "relative_id"):
        for this, that in ((one, other), (other, one)):
            if this in close:
                close[this].add(that)
    phones: dict[str, set[int]] = {}
    asked = {person.phone for person in people if person.phone}
    for pk, phone in Person.objects.filter(phone__in=asked).values_list("pk", "phone"):
        phones.setdefault(phone, set()).add(pk)
    for person in people:
        close[person.pk] |= phones.get(person.phone, set()) - {person.pk}
    return close


def close_to(person: Person | None) -> set[int]:
    """The keys of who is close to `person`, never the person's own."""
    return set() if person is None else close_to_each([person])[person.pk]


@dataclass(frozen=True)
class Circle:
    """The keys of the log-ins, and the phone numbers, of some people and of whoever is close to one of them."""

    logins: frozenset[int | None]
    phones: frozenset[str]


def circle_of(user: User, *others: Person) -> Circle:
    """Who is no second person where `user` and `others` had a part. Five queries, however many they are."""
    own = Person.objects.filter(user=user).first()
    people = [*others, *([own] if own else [])]
    close = {pk for some in close_to_each(people).values() for pk in some}
    everybody = {person.pk for person in people} | close
    phones = set(Person.objects.filter(pk__in=everybody).values_list("phone", flat=True))
    logins = dict(User.objects.filter(Q(pk=user.pk) | Q(person__in=everybody)).values_list("pk", "phone"))
    numbers = phones | {phone for phone in logins.values() if phone}
    return Circle(frozenset(logins), frozenset(numbers - {""}))
