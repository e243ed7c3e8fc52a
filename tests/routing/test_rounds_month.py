"""Which half-day for which service: near ones together, nobody sent out twice a day, what was agreed left alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from routing.rounds import Infeasibility, Mover, Stop
from routing.rounds_month import Month, Wish, spread

PARTS = ((480, 720), (720, 1080), (1080, 1260))
HOME = {"lat": 31.21, "lon": 107.50}
MONDAY, TUESDAY, WEDNESDAY = 739_580, 739_581, 739_582
MORNINGS = ((MONDAY, 0), (TUESDAY, 0), (WEDNESDAY, 0))
EAST, WEST = (31.21, 107.56), (31.21, 107.44)


def month(*wishes: Wish, **fields: object) -> Month:
    defaults = {
        "mover": Mover("她", (), **HOME, rest=15, step=10),
        "parts": PARTS,
        "most": 4,
        "outing_minutes": 30,
    }
    return Month(wishes=wishes, **(defaults | fields))  # type: ignore[arg-type]  # keyword by keyword as declared


def wish(key: str, place: tuple[float, float] = EAST, halves=MORNINGS, minutes: int = 40, **fields) -> Wish:
    return Wish(Stop(key, minutes, (), *place), halves, **fields)


def test_neighbours_are_served_on_one_half_day_and_others_on_another() -> None:
    near_by = [(lat, lon + shift) for lat, lon in (EAST, WEST) for shift in (0, 0.001)]
    found = spread(month(*(wish(str(number), place) for number, place in enumerate(near_by))))
    days = {key: day for key, (day, _minute) in found.times.items()}
    assert days["0"] == days["1"] != days["2"] == days["3"]


def test_the_first_half_day_that_is_as_good_as_any_is_taken() -> None:
    assert spread(month(wish("a"))).times == {"a": (MONDAY, 480)}


def test_no_more_are_put_on_a_half_day_than_the_city_allows() -> None:
    found = spread(month(*(wish(str(number)) for number in range(5)), most=2))
    days = [day for day, _minute in found.times.values()]
    assert sorted(days.count(day) for day in set(days)) == [1, 2, 2]


def test_what_was_agreed_counts_and_is_left_alone() -> None:
    agreed = Stop("b", 40, ((600, 640),), *EAST, agreed=True)
    found = spread(month(wish("a", halves=((MONDAY, 0),)), agreed={MONDAY: (agreed,)}))
    _day, begins = found.times["a"]
    assert begins + 40 + 15 <= 600 or begins >= 640 + 15
    full = spread(month(wish("a", halves=((MONDAY, 0),)), agreed={MONDAY: (agreed,)}, most=1))
    assert full.infeasible == {"a": Infeasibility.CROWDED}


def test_nobody_goes_out_in_the_morning_and_the_afternoon_where_another_day_suits() -> None:
    halves = ((MONDAY, 0), (MONDAY, 1), (TUESDAY, 0))
    found = spread(month(*(wish(str(number), halves=halves) for number in range(2)), most=1))
    assert {day for day, _minute in found.times.values()} == {MONDAY, TUESDAY}


def test_one_person_is_not_served_twice_on_a_day_nor_on_the_day_after() -> None:
    found = spread(month(wish("a", served="老人甲"), wish("b", served="老人甲")))
    assert {day for day, _minute in found.times.values()} == {MONDAY, WEDNESDAY}
    again = spread(month(wish("a", served="老人甲"), visited={"老人甲": (MONDAY,)}))
    assert again.times["a"][0] == WEDNESDAY


def test_a_visit_for_two_is_put_where_the_companion_has_time() -> None:
    busy = Stop("x", 235, ((480, 715),), *EAST, agreed=True)
    found = spread(
        month(
            wish("a", companions=("乙",)),
            companions={"乙": Mover("乙", (), **HOME, rest=15, step=10)},
            companions_agreed={("乙", MONDAY): (busy,)},
        )
    )
    assert found.times["a"] == (TUESDAY, 480)
    only = wish("a", halves=((MONDAY, 0),), companions=("乙",))
    nowhere = spread(replace(month(only), companions={"乙": Mover("乙", (), **HOME, rest=15, step=10)},
                             companions_agreed={("乙", MONDAY): (busy,)}))  # fmt: skip
    assert nowhere.infeasible == {"a": Infeasibility.COMPANION}


def test_today_begins_where_the_clock_stands() -> None:
    found = spread(month(wish("a", EAST, ((MONDAY, 0),)), ready={MONDAY: 600}))
    assert found.times["a"][1] >= 600
    assert spread(month(wish("a", halves=((MONDAY, 0),)), ready={MONDAY: 700})).infeasible == {
        "a": Infeasibility.PASSED
    }


def test_without_a_half_day_there_is_no_time() -> None:
    assert spread(month(wish("a", halves=()))).infeasible == {"a": Infeasibility.NO_WINDOW}


@pytest.mark.parametrize("seed", range(40))
def test_small_months_are_as_good_as_trying_every_half_day_or_nearly(seed: int) -> None:
    """Beside every way to put four services on three mornings: all that can be are served, at most a tenth dearer."""
    rng = Random(seed)
    wishes = [
        wish(str(number), (31.2 + rng.random() * 0.05, 107.5 + rng.random() * 0.05)) for number in range(4)
    ]
    found = spread(month(*wishes))
    costs = []
    for chosen in product(MORNINGS, repeat=4):
        fixed = [replace(one, halves=(half,)) for one, half in zip(wishes, chosen, strict=True)]
        tried = spread(month(*fixed))
        if not tried.infeasible:
            costs.append(cost_of(wishes, {key: day for key, (day, _m) in tried.times.items()}))
    assert not found.infeasible
    mine = cost_of(wishes, {key: day for key, (day, _minute) in found.times.items()})
    assert min(costs) <= mine <= min(costs) * 1.1 + 1


def cost_of(wishes: list[Wish], days: dict) -> int:
    """Minutes on the way of the best round of each day, and half an hour for each day on which one leaves home."""
    from routing.rounds import plan_round

    total = 0
    for day in set(days.values()):
        stops = tuple(replace(one.stop, windows=(PARTS[0],)) for one in wishes if days[one.stop.key] == day)
        total += plan_round(Mover("她", stops, **HOME, rest=15, step=10)).travel_minutes + 30
    return total


def test_the_same_month_gives_the_same_times() -> None:
    rng = Random(7)
    wishes = [
        wish(str(number), (31.2 + rng.random() * 0.05, 107.5 + rng.random() * 0.05)) for number in range(8)
    ]
    assert spread(month(*wishes)) == spread(month(*reversed(wishes)))
