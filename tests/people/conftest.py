"""What tests of people share."""

from __future__ import annotations

from datetime import date

import pytest

from people.persons.id_numbers import check_digit
from people.persons.models import Person
from regions.models import Region


def id_number(born: date = date(1948, 3, 2), serial: int = 123, area: str = "511702") -> str:
    """A valid ID number of nobody: odd serials are male."""
    first = f"{area}{born:%Y%m%d}{serial:03}"
    return first + check_digit(first)


@pytest.fixture
def neighbour(community: Region) -> Person:
    """Somebody who lives in `community` and has an ID number and a phone."""
    person = Person(name="张桂芳", phone="+8613800138001", region=community)
    person.set_id_number(id_number(serial=122))
    person.save()
    return person
