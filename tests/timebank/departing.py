"""Somebody whose departure another worker has announced: who settles is the second person."""

from __future__ import annotations

from people.persons.models import Person
from timebank.giving.models.departures import Departure


def departed(person: Person) -> Person:
    Departure.objects.get_or_create(person=person, ended_at=None)
    return person
