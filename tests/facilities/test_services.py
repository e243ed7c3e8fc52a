"""Storing, checking, closing and reopening a care point."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from facilities.models import Facility
from facilities.services import (
    FacilityError,
    close_facility,
    reopen_facility,
    store_facility,
    verify_facility,
)
from people.logins.models import User
from regions.models import Region
from tests.facilities.conftest import at

Make = Callable[..., Facility]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def history(facility: Facility) -> list[tuple[str, User | None, str | None]]:
    rows = facility.history.order_by("history_id")
    return [(row.history_type, row.history_user, row.history_change_reason) for row in rows]


def test_checking_today_is_recorded_once_with_who_did_it(
    make_facility: Make, worker: User, officer: User
) -> None:
    facility = make_facility()
    with time_machine.travel(at(2026, 1, 5, 23, 30), tick=False):
        verify_facility(facility=facility, actor=worker)
        verify_facility(facility=facility, actor=officer)
    facility.refresh_from_db()
    assert (facility.verified_on, facility.verified_by) == (date(2026, 1, 5), worker)
    assert [user for kind, user, _why in history(facility) if kind == "~"] == [worker]


def test_a_closed_care_point_cannot_be_checked(make_facility: Make, worker: User) -> None:
    facility = make_facility()
    close_facility(facility=facility, actor=worker)
    with pytest.raises(FacilityError):
        verify_facility(facility=facility, actor=worker)


def test_closing_twice_keeps_the_first_day(make_facility: Make, worker: User) -> None:
    facility = make_facility(closed_on=date(2025, 12, 1))
    close_facility(facility=facility, actor=worker)
    facility.refresh_from_db()
    assert facility.closed_on == date(2025, 12, 1)
    assert not Facility.objects.listed().exists()


def test_nothing_closes_before_it_opened(make_facility: Make, worker: User) -> None:
    facility = make_facility(opened_on=date(2026, 1, 1))
    with pytest.raises(FacilityError), time_machine.travel(at(2025, 12, 31, 12, 0), tick=False):
        close_facility(facility=facility, actor=worker)


def test_a_reopened_care_point_is_listed_and_has_to_be_checked_anew(
    make_facility: Make, worker: User
) -> None:
    facility = make_facility(verified_on=date(2026, 1, 1))
    close_facility(facility=facility, actor=worker)
    reopen_facility(facility=facility, actor=worker)
    facility.refresh_from_db()
    assert (facility.closed_on, facility.verified_on) == (None, None)
    assert Facility.objects.listed().get() == facility


def test_without_a_position_it_gets_that_of_its_region_marked_approximate(
    community: Region, worker: User
) -> None:
    facility = store_facility(facility=Facility(name="甲", type="station", region=community), actor=worker)
    assert facility.point == community.point
    assert facility.location_quality == "approximate"
    assert history(facility) == [("+", worker, None)]


def test_without_any_position_it_stays_unknown(community: Region, worker: User) -> None:
    community.lat = community.lon = None
    facility = store_facility(facility=Facility(name="甲", type="station", region=community), actor=worker)
    assert facility.point is None
    assert facility.location_quality == "unknown"


def test_a_twin_is_refused_and_a_closed_twin_is_named(
    make_facility: Make, community: Region, worker: User
) -> None:
    first = make_facility(name="甲", type="station")
    with pytest.raises(ValidationError, match="already"):
        store_facility(facility=Facility(name="甲", type="station", region=community), actor=worker)
    close_facility(facility=first, actor=worker)
    with pytest.raises(ValidationError, match="reopen"):
        store_facility(facility=Facility(name="甲", type="station", region=community), actor=worker)
