"""Services that followed each other faster than anybody travels."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import floor
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation

from regions.geo import distance_m
from tests.timebank.conftest import rule
from timebank.earning.services.corrections import correct_record
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight import policy
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.selectors.suspicions import reason
from timebank.oversight.services.anomaly_search import find_anomalies
from volunteers.tasks.services.assignments import accept, check_in, check_out, offer, verify

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 20, 8, tzinfo=SHANGHAI)
# A hundredth of a degree of latitude is 1.1 km.
KM = 1 / 111.0


@pytest.fixture(autouse=True)
def clock():
    """The day before, so that roles are in force and tasks are open."""
    with time_machine.travel(MORNING - timedelta(days=1)):
        yield


@pytest.fixture
def serve_at(volunteer, worker, make_task):
    """Serve for half an hour from `minute` on, so many kilometres north of the community."""

    def make(minute, km, **fields):
        start = MORNING + timedelta(minutes=minute)
        with time_machine.travel(start, tick=False):
            task = make_task(lat=31.2 + km * KM, **fields)
            row = accept(assignment=offer(task=task, volunteer=volunteer), actor=volunteer.person.user)
            row = check_in(assignment=row, actor=volunteer.person.user, code="123456")
        with time_machine.travel(start + timedelta(minutes=30), tick=False):
            return verify(assignment=check_out(assignment=row, actor=volunteer.person.user), actor=worker)

    return make


def found():
    with time_machine.travel(MORNING + timedelta(hours=8)):
        find_anomalies()
    return list(Suspicion.objects.filter(kind="travel"))


def test_a_way_that_nobody_travels_raises_a_question(serve_at, volunteer, worker):
    serve_at(0, 0)
    serve_at(40, 20)
    (suspicion,) = found()
    with translation.override("en"):
        assert reason(suspicion) == (
            "On Nov. 20, 2026 two services 19.9 km apart were only 10 minutes apart: 120 km/h in a "
            "straight line."
        )
    assert set(suspicion.records.all()) == set(ServiceRecord.objects.all())
    assert list(suspicion.persons.all()) == [volunteer.person]
    assert list(suspicion.workers.all()) == [worker]


@pytest.mark.parametrize(("minute", "raises"), [(49, True), (51, False), (200, False)])
def test_a_way_at_the_speed_of_a_car_raises_none(serve_at, minute, raises):
    # 20 km take 20 minutes at 60 km/h; the first service ends after 30.
    serve_at(0, 0)
    serve_at(minute, 20)
    assert bool(found()) is raises


def test_a_short_way_is_not_looked_at(serve_at):
    serve_at(0, 0)
    serve_at(30, 1.9)
    assert found() == []


def test_without_any_time_for_the_way_it_is_said_so(serve_at):
    serve_at(0, 0)
    serve_at(30, 20)
    with translation.override("en"):
        assert "with no time to travel" in reason(found()[0])


def test_calls_and_places_that_are_only_known_roughly_raise_none(serve_at):
    serve_at(0, 0)
    serve_at(31, 20, on_site=False)
    serve_at(90, 40, location_quality="approximate")
    assert found() == []


def test_the_speed_is_a_rule_of_the_city(serve_at):
    rule(policy.TRAVEL_KMH, 130)
    serve_at(0, 0)
    serve_at(40, 20)
    assert found() == []


@pytest.mark.parametrize(("above", "raises"), [(-1, True), (0, True), (1, False)])
def test_a_way_is_looked_at_from_the_metre_of_the_rule_on(serve_at, above, raises):
    metres = distance_m(31.2, 107.502, 31.2 + 5 * KM, 107.502)
    rule(policy.TRAVEL_LEAST_M, floor(metres) + above)
    serve_at(0, 0)
    serve_at(30, 5)
    assert bool(found()) is raises


@pytest.mark.parametrize(("above", "raises"), [(-1, True), (0, True), (1, False)])
def test_a_way_is_too_fast_above_the_speed_of_the_rule(serve_at, above, raises):
    # Ten minutes for the way: six times its kilometres in an hour.
    kmh = distance_m(31.2, 107.502, 31.2 + 20 * KM, 107.502) / 1000 * 6
    rule(policy.TRAVEL_KMH, floor(kmh) + above)
    serve_at(0, 0)
    serve_at(40, 20)
    assert bool(found()) is raises


TRAVEL_RULES = pytest.mark.parametrize(
    ("key", "strict", "mild"), [(policy.TRAVEL_KMH, 60, 130), (policy.TRAVEL_LEAST_M, 2000, 50_000)]
)


@TRAVEL_RULES
def test_a_countys_own_rule_goes_before_the_citys_and_holds_nowhere_else(
    serve_at, county, county_next_door, key, strict, mild
):
    rule(key, strict)
    rule(key, mild, region=county)
    serve_at(0, 0)
    serve_at(40, 20)
    assert found() == []
    rule(key, strict, valid_from=date(2026, 1, 2), region=county_next_door)
    assert found() == []
    rule(key, mild, valid_from=date(2026, 1, 2))
    rule(key, strict, valid_from=date(2026, 1, 2), region=county)
    assert len(found()) == 1


@TRAVEL_RULES
def test_a_rule_holds_from_the_search_of_its_first_day_on(serve_at, key, strict, mild):
    rule(key, mild)
    rule(key, strict, valid_from=date(2026, 11, 21))
    serve_at(0, 0)
    serve_at(40, 20)
    for moment, many in (("2026-11-20 23:59", 0), ("2026-11-21 00:01", 1)):
        with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)):
            find_anomalies(since=MORNING - timedelta(days=1))
        assert Suspicion.objects.filter(kind="travel").count() == many


def test_a_later_search_finds_only_what_is_new_and_compares_it_with_the_day_before(serve_at):
    serve_at(0, 0)
    assert found() == []
    serve_at(600, 0)
    serve_at(640, 20)
    with time_machine.travel(MORNING + timedelta(hours=14)):
        assert find_anomalies().found["travel"] == 1
    with time_machine.travel(MORNING + timedelta(hours=20)):
        assert find_anomalies().found["travel"] == 0


def test_what_was_corrected_raises_no_question(serve_at):
    serve_at(0, 0)
    second = serve_at(40, 20)
    record = ServiceRecord.objects.get(source_key=f"assignment:{second.uuid}")
    with time_machine.travel(MORNING + timedelta(hours=4)):
        correct_record(record=record, reason="x", minutes=0)
    assert found() == []
