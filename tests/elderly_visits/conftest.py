"""Elders of the small city."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest

from elderly_visits.models import Elder
from people.enums import Sex
from people.id_numbers import check_digit
from regions.models import Region


def id_number(birth_date: date = date(1950, 3, 4), serial: int = 12, sex: str = Sex.FEMALE) -> str:
    """A well-formed ID number of somebody born that day; `serial` tells people of one day and sex apart."""
    order = 2 * serial + (sex == Sex.MALE)
    first17 = f"511702{birth_date:%Y%m%d}{order:03d}"
    return first17 + check_digit(first17)


@pytest.fixture
def make_elder(community: Region) -> Callable[..., Elder]:
    """An elder of `community` at its point who lives alone and agreed to visits, born 1950 unless told otherwise."""
    from elderly_visits.services.elders import register_elder

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
        return register_elder(name=name, consent=agreed, **(defaults | fields))

    return make


@pytest.fixture
def elder(make_elder: Callable[..., Elder]) -> Elder:
    return make_elder()
