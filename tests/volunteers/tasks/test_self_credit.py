"""An honest month: how many of its visits wait for a person, and why."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest

from policies.selectors import PolicyBook
from tests.timebank.conftest import rule
from volunteers.tasks import policy
from volunteers.tasks.enums import WaitsFor
from volunteers.tasks.services.self_credit import Served, counted, waits_for

VISITS = 20_000
# What honest volunteers do in a month in which sheets are in the homes: shares of visits. Assumed, not measured: from
# what workers say of old phones, village buses and old people; each on the careful side.
# No sheet in the home, and no telephone that could be sent a code.
NO_SHEET_AND_NO_PHONE = 0.006
NOT_AT_THE_HOUR, FORGOTTEN_CHECK_OUT = 0.005, 0.03
SENDS_POSITION, POSITION_FAR_OFF, EQUAL_POSITION = 0.25, 0.002, 0.004
HARDLY_A_VISIT, SAYS_LONGER = 0.002, 0.004


def month_of(rng: random.Random) -> list[Served]:
    """The visits of a month as honest people make them."""
    visits = []
    for _visit in range(VISITS):
        planned = 40
        minutes = max(12, round(rng.gauss(43, 12)))
        if rng.random() < FORGOTTEN_CHECK_OUT:
            minutes = rng.randint(90, 600)
        if rng.random() < HARDLY_A_VISIT:
            minutes = rng.randint(3, 9)
        grade = "A"
        if rng.random() < NO_SHEET_AND_NO_PHONE:
            grade = rng.choice("BC")
        found = []
        if rng.random() < NOT_AT_THE_HOUR:
            found.append(WaitsFor.HOUR.value)
        sends = rng.random() < SENDS_POSITION
        if sends and rng.random() < POSITION_FAR_OFF:
            found.append(WaitsFor.FAR.value)
        visits.append(
            Served(
                grade=grade,
                minutes=minutes,
                planned=planned,
                found=found,
                says_longer=minutes > planned and rng.random() < SAYS_LONGER,
                # Wi-Fi gives the same position again, twice as often as three times.
                same_here=0 if not sends or rng.random() > EQUAL_POSITION else rng.choice((2, 2, 3)),
                draw=rng.random(),
            )
        )
    return visits


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_an_honest_month_at_most_one_visit_in_twenty_waits_for_a_person(db, seed, capsys):
    rules, reasons = PolicyBook(date(2026, 11, 1), rows=[]), Counter()
    waiting = 0
    for visit in month_of(random.Random(seed)):
        why = waits_for(visit, rules, None)
        waiting += bool(why)
        reasons.update(why)
    with capsys.disabled():
        shares = ", ".join(f"{reason} {count / VISITS:.2%}" for reason, count in reasons.most_common())
        print(f"\nhonest month, seed {seed}: {waiting / VISITS:.2%} wait ({shares})")
    assert 0.025 < waiting / VISITS <= 0.05


def served(**fields) -> Served:
    return Served(**({"grade": "A", "minutes": 40, "planned": 40} | fields))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"grade": "B"}, WaitsFor.GRADE),
        ({"grade": "C"}, WaitsFor.GRADE),
        ({"minutes": 9}, WaitsFor.SHORT),
        ({"minutes": 41, "says_longer": True}, WaitsFor.LONGER),
        ({"elsewhere": True}, WaitsFor.SAME_POSITION),
        ({"same_here": 3}, WaitsFor.SAME_POSITION),
        ({"at_zero": 3}, WaitsFor.EXACTLY_THERE),
        ({"own_circle": True}, WaitsFor.OWN_CIRCLE),
        ({"draw": 0.0299}, WaitsFor.SAMPLE),
        ({"found": ["hour"]}, WaitsFor.HOUR),
    ],
)
def test_each_reason_alone_makes_a_service_wait(db, fields, reason):
    assert waits_for(served(**fields), PolicyBook(date(2026, 11, 1), rows=[]), None) == [reason]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"minutes": 10},
        {"minutes": 300},
        {"minutes": 40, "says_longer": True},
        {"same_here": 2},
        {"at_zero": 2},
        {"draw": 0.03},
    ],
)
def test_what_is_honest_is_credited_by_itself(db, fields):
    assert waits_for(served(**fields), PolicyBook(date(2026, 11, 1), rows=[]), None) == []


@pytest.mark.parametrize(("minutes", "counts"), [(1, 1), (39, 39), (40, 40), (41, 40), (300, 40)])
def test_at_most_the_plan_counts_by_itself(db, minutes, counts):
    assert counted(served(minutes=minutes), PolicyBook(date(2026, 11, 1), rows=[]), None) == counts


def test_a_city_may_let_half_as_much_again_count(db, county):
    rule(policy.COUNTED_SHARE, 1.5, region=county)
    rules = PolicyBook(date(2026, 11, 1))
    assert counted(served(minutes=300), rules, county) == 60
    assert counted(served(minutes=300), rules, None) == 40
