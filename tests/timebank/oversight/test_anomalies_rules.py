"""From where on something raises a question is a dated rule of the place: each edge, the night, a county's own rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.timebank.care import only_register
from tests.timebank.conftest import SHANGHAI, rule
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import transfer
from timebank.oversight import policy
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.services.anomaly_search import find_anomalies

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)


def found(kind: str) -> list[Suspicion]:
    find_anomalies()
    return list(Suspicion.objects.filter(kind=kind).order_by("pk"))


def count(kind: str) -> int:
    return len(found(kind))


@pytest.fixture
def overlapping(serve: Callable[..., Any]) -> Callable[..., None]:
    """Two services of one person that share so many minutes."""

    def make(minutes: int, **fields: Any) -> None:
        serve(60, at="2026-11-05 09:00", **fields)
        serve(60, at=f"2026-11-05 09:{60 - minutes:02d}", **fields)

    return make


@pytest.fixture
def typed(serve: Callable[..., Any], worker: Any) -> Callable[..., None]:
    """So many services of October, typed in on 19 November within so many minutes, one of them a second late."""

    def make(records: int, within: int, *, seconds: int = 0, **fields: Any) -> None:
        first = datetime(2026, 11, 19, 9, tzinfo=SHANGHAI)
        for index in range(records):
            last = index == records - 1
            written = first + timedelta(minutes=within, seconds=seconds) if last else first
            serve(30, at=f"2026-10-{index + 1:02d} 15:00", evidence_grade="C",
                  **{"recorded_by": worker, "recorded_at": written} | fields)  # fmt: skip

    return make


@pytest.fixture
def confirmed(serve: Callable[..., Any], worker: Any, officer: Any) -> Callable[..., None]:
    """Of so many services of one volunteer, so many confirmed by one worker and the others by another."""

    def make(by_one: int, of: int, **fields: Any) -> None:
        for index in range(of):
            serve(30, at=f"2026-10-{index + 1:02d} 09:00", **{"recorded_by": worker if index < by_one else officer}
                  | fields)  # fmt: skip

    return make


@pytest.fixture
def bring(serve: Callable[..., Any], person: Any, other_person: Any, monkeypatch: Any) -> Callable[..., None]:
    """`person` and `other_person` serve each other so many minutes, and others so many more."""
    only_register(monkeypatch, beneficiaries=lambda keys: {"there": other_person.pk, "back": person.pk})

    def make(there: int, back: int, *, else_: int = 0, on: str = "2026-11-05", **fields: Any) -> None:
        serve(there, at=f"{on} 09:00", source_key="there", **fields)
        serve(back, at=f"{on} 09:00", source_key="back", person=other_person, **fields)
        if else_:
            serve(else_, at="2026-11-01 08:00", **fields)

    return make


# --- Each edge: one below, at it, one above ------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "raises"), [(19, 0), (20, 1), (21, 1)])
def test_an_overlap_counts_from_the_minute_of_the_rule_on(overlapping, minutes, raises):
    rule(policy.OVERLAP_MINUTES, 20)
    overlapping(minutes)
    assert count("overlap") == raises


@pytest.mark.parametrize(("minutes", "raises"), [(299, 0), (300, 0), (301, 1)])
def test_a_day_is_long_one_minute_above_the_rule(serve, minutes, raises):
    rule(policy.DAY_MINUTES, 300)
    serve(minutes)
    assert count("day") == raises


@pytest.mark.parametrize(("records", "raises"), [(3, 0), (4, 1), (5, 1)])
def test_entries_are_many_from_the_number_of_the_rule_on(typed, records, raises):
    rule(policy.BULK_RECORDS, 4)
    typed(records, within=10)
    assert count("bulk") == raises


@pytest.mark.parametrize(("within", "seconds", "raises"), [(4, 59, 1), (5, 0, 1), (5, 1, 0)])
def test_entries_lie_close_until_the_minute_of_the_rule(typed, within, seconds, raises):
    rule(policy.BULK_MINUTES, 5)
    typed(10, within, seconds=seconds)
    assert count("bulk") == raises


@pytest.mark.parametrize(("by_one", "raises"), [(4, 0), (5, 1), (6, 1)])
def test_a_worker_must_have_confirmed_as_many_as_the_rule_says(
    confirmed, serve, officer, other_person, by_one, raises
):
    rule(policy.VERIFIER_RECORDS, 5)
    serve(30, at="2026-10-05 09:00", person=other_person, recorded_by=officer)
    confirmed(by_one, by_one)
    assert count("verifier") == raises


@pytest.mark.parametrize(("by_one", "raises"), [(10, 0), (11, 1), (12, 1)])
def test_a_workers_share_is_that_of_the_rule_exactly(confirmed, by_one, raises):
    # 0.55 × 20 is 11.000000000000002 in floating point: eleven of twenty still are 55 %.
    rule(policy.VERIFIER_SHARE, 0.55)
    rule(policy.VERIFIER_RECORDS, 10)
    confirmed(by_one, 20)
    assert count("verifier") == raises


@pytest.mark.parametrize(("back", "raises"), [(1, 0), (2, 1)])
def test_two_workers_are_asked_about_from_the_services_of_the_rule_on(serve, worker, officer, back, raises):
    rule(policy.SWAP_RECORDS, 2)
    for day in range(1, 4):
        serve(60, at=f"2026-11-0{day} 09:00", person=worker.person, recorded_by=officer)
    for day in range(1, back + 1):
        serve(60, at=f"2026-11-0{day} 14:00", person=officer.person, recorded_by=worker)
    assert count("swap") == raises


@pytest.mark.parametrize(("minutes", "raises"), [(99, 0), (100, 1), (101, 1)])
def test_a_pair_is_looked_at_from_the_minutes_of_the_rule_on(bring, minutes, raises):
    rule(policy.PAIR_MINUTES, 100)
    bring(200, minutes)
    assert count("pair") == raises


@pytest.mark.parametrize(("minutes", "raises"), [(449, 0), (450, 1), (451, 1)])
def test_a_pairs_share_is_that_of_the_rule_exactly(bring, minutes, raises):
    rule(policy.PAIR_SHARE, 0.75)
    # Of what the first earns, 150 minutes are thanks to others: 450 of 600 are three quarters.
    bring(minutes, 300, else_=150)
    assert count("pair") == raises


@pytest.mark.parametrize(("on", "raises"), [("2026-11-09", 0), ("2026-11-10", 1), ("2026-11-11", 1)])
def test_services_count_for_a_pair_as_many_days_back_as_the_rule_says(bring, on, raises):
    rule(policy.LOOK_BACK_DAYS, 10)
    bring(300, 300, on=on)
    assert count("pair") == raises


@pytest.mark.parametrize(("today", "raises"), [(date(2026, 11, 30), 1), (date(2026, 12, 1), 0)])
def test_coins_count_for_a_pair_as_many_days_back_as_the_rule_says(
    serve, person, other_person, today, raises
):
    rule(policy.LOOK_BACK_DAYS, 10)
    serve(300, at="2026-01-05 09:00")
    mine, theirs = personal(person), personal(other_person)
    transfer(key="there", debit=mine, credit=theirs, amount=300)
    transfer(key="back", debit=theirs, credit=mine, amount=300)
    with time_machine.travel(datetime(today.year, today.month, today.day, 23, tzinfo=SHANGHAI)):
        assert count("pair") == raises


@pytest.mark.parametrize(("today", "raises"), [(date(2026, 11, 20), 1), (date(2026, 11, 21), 0)])
def test_services_count_for_a_worker_as_many_days_back_as_the_rule_says(
    confirmed, serve, officer, other_person, today, raises
):
    # The first of twenty services was on 1 October: 50 days before 20 November.
    rule(policy.LOOK_BACK_DAYS, 50)
    serve(30, at="2026-10-15 09:00", person=other_person, recorded_by=officer)
    confirmed(20, 20)
    with time_machine.travel(datetime(today.year, today.month, today.day, 23, tzinfo=SHANGHAI)):
        suspicions = found("verifier")
    assert len(suspicions) == raises
    assert all(one.figures["days"] == 50 for one in suspicions)


# --- The night between two rules, and a county's own -----------------------------------------------------------------

# Key, a strict value, a mild one; and what happened, which only the strict one asks about.
RULES: dict[str, tuple[Any, Any, str]] = {
    policy.OVERLAP_MINUTES: (10, 30, "overlap"),
    policy.DAY_MINUTES: (60, 400, "day"),
    policy.BULK_RECORDS: (5, 12, "bulk"),
    policy.BULK_MINUTES: (60, 5, "bulk"),
    policy.VERIFIER_RECORDS: (5, 25, "verifier"),
    policy.VERIFIER_SHARE: (0.8, 1.0, "verifier"),
    policy.PAIR_MINUTES: (100, 500, "pair"),
    policy.PAIR_SHARE: (0.5, 0.9, "pair"),
    policy.LOOK_BACK_DAYS: (90, 5, "pair"),
}
BOTH = pytest.mark.parametrize(("key", "values"), RULES.items(), ids=list(RULES))


@pytest.fixture
def happen(
    serve: Callable[..., Any],
    overlapping: Callable[..., None],
    typed: Callable[..., None],
    confirmed: Callable[..., None],
    bring: Callable[..., None],
) -> Callable[..., None]:
    def make(kind: str, **fields: Any) -> None:
        match kind:
            case "overlap":
                overlapping(20, **fields)
            case "day":
                serve(300, **fields)
            case "bulk":
                typed(10, within=30, **fields)
            case "verifier":
                confirmed(20, 22, **fields)
            case "pair":
                bring(300, 300, else_=100, **fields)

    return make


@BOTH
def test_a_rule_holds_from_the_search_of_its_first_day_on(happen, key, values):
    strict, mild, kind = values
    rule(key, mild)
    rule(key, strict, valid_from=TOMORROW)
    happen(kind)
    with time_machine.travel(datetime(2026, 11, 20, 23, 59, tzinfo=SHANGHAI)):
        assert count(kind) == 0
    with time_machine.travel(datetime(2026, 11, 21, 0, 0, 1, tzinfo=SHANGHAI)):
        # What was looked at before is looked at again only when somebody asks for it.
        find_anomalies(since=datetime(2020, 1, 1, tzinfo=SHANGHAI))
    assert Suspicion.objects.filter(kind=kind).count() == 1


@BOTH
def test_a_countys_own_rule_goes_before_the_citys_stricter(happen, county, key, values):
    strict, mild, kind = values
    rule(key, strict, valid_from=TODAY)
    rule(key, mild, region=county)
    happen(kind)
    assert count(kind) == 0


@BOTH
def test_a_countys_own_rule_goes_before_the_citys_milder(happen, county, key, values):
    strict, mild, kind = values
    rule(key, mild, valid_from=TODAY)
    rule(key, strict, region=county)
    happen(kind)
    assert [one.region.code[:6] for one in found(kind)] == [county.code[:6]]


@BOTH
def test_a_countys_own_rule_holds_for_no_other_county(happen, county, community_far_away, key, values):
    strict, mild, kind = values
    rule(key, mild, valid_from=TODAY)
    rule(key, strict, region=county)
    happen(kind, region=community_far_away)
    assert count(kind) == 0
