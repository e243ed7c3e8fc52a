"""Whom the time bank helps, as the register of elders knows it."""

from __future__ import annotations

from datetime import date

import pytest

from elderly_visits.care_register import Elders
from elderly_visits.register.models import Elder
from people.persons.models import Person
from timebank.care_registers import entitled, ground_label, in_difficulty, is_in_difficulty

AGES = {"living_alone": 80, "hardship": 60}
MONTH = date(2026, 11, 1)


@pytest.fixture
def make(community):
    def elder(born, *, name="老人", died_on=None, **fields):
        person = Person.objects.create(name=name, birth_date=born, region=community, died_on=died_on)
        defaults = {"region": community, "registered_on": date(2026, 1, 1), "living_alone": True}
        return Elder.objects.create(person=person, **(defaults | fields))

    return elder


def grounds(county):
    return [one.ground for one in Elders().entitled(county.pk, MONTH, AGES)]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1946, 11, 1), ["living_alone"]),  # 80 on the first of the month
        (date(1946, 11, 2), []),  # a day too young
        (date(1926, 1, 1), ["living_alone"]),
        (None, []),
    ],
)
def test_from_eighty_living_alone_is_enough(make, county, born, expected):
    make(born)
    assert grounds(county) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"assistance": "dibao", "disabled": True}, ["hardship"]),
        ({"assistance": "dibao"}, []),
        ({"disabled": True}, []),
        ({"assistance": "dibao", "disabled": True, "living_alone": False}, []),
        ({"assistance": "dibao", "disabled": True, "in_institution": True}, []),
    ],
)
def test_from_sixty_it_takes_all_three(make, county, fields, expected):
    make(date(1960, 1, 1), **fields)
    assert grounds(county) == expected


def test_at_fifty_nine_nothing_helps(make, county):
    make(date(1966, 11, 2), assistance="dibao", disabled=True)
    assert grounds(county) == []


def test_who_left_or_died_or_came_later_or_lives_elsewhere_is_not_among_them(
    make, county, county_next_door, community_far_away
):
    old = date(1930, 1, 1)
    make(old, left_on=date(2026, 10, 31), left_reason="moved")
    make(old, died_on=date(2026, 10, 5))
    make(old, registered_on=date(2026, 11, 2))
    make(old, region=community_far_away)
    assert grounds(county) == []
    assert grounds(county_next_door) == ["living_alone"]


def test_the_time_bank_knows_them(make, county):
    elder = make(date(1930, 1, 1))
    assert [one.person_id for one in entitled(county.pk, MONTH, AGES)] == [elder.person_id]
    assert ground_label("hardship") != "hardship"
    assert is_in_difficulty(elder.person)
    Elder.objects.update(left_on=date(2026, 11, 1), left_reason="moved")
    assert not in_difficulty().exists()
