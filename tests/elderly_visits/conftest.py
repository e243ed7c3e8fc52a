"""Elders of the small city."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from people.persons.enums import Sex
from people.persons.id_numbers import check_digit
from regions.models import Region
from tests.door import next_line
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import create_task


def id_number(birth_date: date = date(1950, 3, 4), serial: int = 12, sex: str = Sex.FEMALE) -> str:
    """A well-formed ID number of somebody born that day; `serial` tells people of one day and sex apart."""
    order = 2 * serial + (sex == Sex.MALE)
    first17 = f"511702{birth_date:%Y%m%d}{order:03d}"
    return first17 + check_digit(first17)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """It is a Tuesday in November. Sentences are read in English."""
    with time_machine.travel("2026-11-10 09:00+08:00", tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def make_elder(community: Region) -> Callable[..., Elder]:
    """An elder of `community` at its point who lives alone and agreed to visits, born 1950 unless told otherwise."""
    from elderly_visits.register.services.elders import ElderDetails, PersonDetails, register_elder

    serial = count(1)

    def make(name: str = "老人甲", *, consent: Any = True, **fields: Any) -> Elder:
        defaults: dict[str, Any] = {
            "region": community,
            "flags": {"living_alone"},
            "birth_date": date(1950, 3, 4),
            "sex": "F",
            "phone": f"+86100100{next(serial):05d}",
            "address": "达州市通川区朝阳中路12号3栋2单元502室",
            "lat": 31.212,
            "lon": 107.502,
        }
        agreed = {"method": "oral"} if consent is True else consent or None
        details = {"name": name} | defaults | fields

        def taken(kind: type) -> dict[str, Any]:
            return {
                field.name: details.pop(field.name)
                for field in dataclasses.fields(kind)
                if field.name in details
            }

        who = PersonDetails(**taken(PersonDetails))
        known = details.pop("person", None)
        entry = ElderDetails(person=who, **taken(ElderDetails))
        return register_elder(details=entry, person=known, consent=agreed, **details)

    return make


@pytest.fixture
def elder(make_elder: Callable[..., Elder]) -> Elder:
    return make_elder()


# What a visitor found when all was well.
ALL_WELL = {
    "method": "home", "contact_made": True, "health": "good", "mood": "good", "living": "none", "support": "good",
    "water": "safe", "gas": "safe", "electricity": "safe", "fire": "safe", "falls": "safe", "hygiene": "good",
}  # fmt: skip
NOBODY_AT_HOME = {"method": "home", "contact_made": False, "no_contact_reason": "not_at_home"}


@pytest.fixture
def make_visit(make_elder: Callable[..., Elder]) -> Callable[..., Visit]:
    """A planned visit of this month at an elder's home, for a week from today; the code on the card is the elder's."""

    def make(elder: Elder | None = None, *, method: str = "home", ordinal: int = 1, **fields: Any) -> Visit:
        elder = elder or make_elder()
        today = timezone.localdate()
        task = create_task(
            **{
                "kind": "visit", "category": "visit", "title": f"{elder.region.name}探访", "region": elder.region,
                "place": elder.region.name, "lat": elder.lat, "lon": elder.lon,
                "location_quality": elder.location_quality, "starts_on": today,
                "ends_on": today + timedelta(days=6), "minutes": 40, "on_site": method == "home",
                "organiser": f"{elder.region.name}居民委员会", "check_in_code": elder.door_code,
            } | fields
        )  # fmt: skip
        return Visit.objects.create(
            elder=elder,
            task=task,
            month=today.replace(day=1),
            ordinal=ordinal,
            tier=elder.risk_tier,
            method=method,
        )

    return make


@pytest.fixture
def visit(make_visit: Callable[..., Visit]) -> Visit:
    return make_visit()


@pytest.fixture
def offered(visit: Visit, volunteer: Any) -> Assignment:
    """The volunteer has been asked to make the visit."""
    return assignments.offer(task=visit.task, volunteer=volunteer, distance_m=320)


@pytest.fixture
def accepted(offered: Assignment, volunteer: Any) -> Assignment:
    """The volunteer said yes, for this very hour."""
    return agree(offered)


@pytest.fixture
def checked_in(accepted: Assignment, visit: Visit) -> Assignment:
    """The volunteer is at the door, with a line of the sheet."""
    return arrive(accepted, visit.elder)


def agree(assignment: Assignment, planned_for: datetime | None = None) -> Assignment:
    """The volunteer of an assignment says yes, for now unless told otherwise."""
    actor = assignment.volunteer.person.user
    return assignments.accept(assignment=assignment, actor=actor, planned_for=planned_for or timezone.now())


def arrive(assignment: Assignment, elder: Elder) -> Assignment:
    """The volunteer checks in with the next line of the sheet in the elder's home."""
    actor = assignment.volunteer.person.user
    return assignments.check_in(assignment=assignment, actor=actor, code=next_line(assignment.task))
