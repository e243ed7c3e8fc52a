"""One person's day and days that meet: agreement with brute force on random days, and what holds on any day."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, permutations, product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.rounds import EXACT, Infeasibility, Mover, Pace, Round, Stop, plan_round, plan_together
from routing.rounds_day import Prepared

MORNING, AFTERNOON, EVENING = (480, 720), (720, 1080), (1080, 1260)
PACE = Pace()


def stop(key: int | str, rng: Random, *, agreed: float = 0.2) -> Stop:
    """A stop somewhere in a town of 5 km."""
    lat, lon = 31.2 + rng.random() * 0.05, 107.5 + rng.random() * 0.05
    minutes = rng.choice([15, 40, 60, 90])
    if rng.random() < agreed:
        at = rng.randrange(480, 1200)
        return Stop(key, minutes, ((at, at + minutes),), lat, lon, agreed=True)
    windows = tuple(part for part in (MORNING, AFTERNOON, EVENING) if rng.random() < 0.5)
    return Stop(key, minutes, windows, lat, lon)


def day(rng: Random, size: int, name: str = "她", extra: Sequence[Stop] = ()) -> Mover:
    own = [stop(f"{name}{number}", rng) for number in range(size)]
    return Mover(
        name, (*own, *extra), 31.2 + rng.random() * 0.05, 107.5 + rng.random() * 0.05,
        ready=rng.choice([0, 0, 600]), rest=rng.choice([0, 15]), step=rng.choice([1, 5]),
    )  # fmt: skip


# The same rules a second time, written plainly.


@lru_cache(maxsize=8)
def way(mover: Mover) -> np.ndarray:
    return Prepared(mover).way


def earliest(service: Stop, arrival: int, step: int, least: int = 0) -> int | None:
    """The first minute from `arrival` and `least` on at which the service may begin."""
    found = []
    for opens, closes in service.windows:
        last = closes - service.minutes
        if opens == last and max(arrival, least) <= opens:
            found.append(opens)
        elif opens < last and (begin := math.ceil(max(arrival, opens, least) / step) * step) <= last:
            found.append(begin)
    return min(found, default=None)


def kept(mover: Mover, order: Sequence[int], least: dict[object, int]) -> dict[object, int] | None:
    """When each stop begins in this order, none before `least` says; None if the order cannot be kept."""
    minutes = way(mover)
    time, here, begins = mover.ready, len(mover.stops), {}
    for index in order:
        service = mover.stops[index]
        arrival = time + max(minutes[here, index], mover.rest if begins else 0)
        begin = earliest(service, arrival, mover.step, least.get(service.key, 0))
        if begin is None:
            return None
        begins[service.key] = begin
        time, here = begin + service.minutes, index
    return begins


def orders(mover: Mover) -> Iterator[tuple[int, ...]]:
    for size in range(len(mover.stops) + 1):
        yield from permutations(range(len(mover.stops)), size)


def value(mover: Mover, order: Sequence[int]) -> tuple[int, int, int]:
    """Agreed stops lost, stops lost, minutes on the way: all to be small."""
    minutes, places = way(mover), [len(mover.stops), *order, len(mover.stops)]
    lost = [service for index, service in enumerate(mover.stops) if index not in order]
    return (
        sum(service.agreed for service in lost),
        sum(not service.agreed for service in lost),
        sum(int(minutes[a, b]) for a, b in pairwise(places)),
    )


def value_of(mover: Mover, planned: Round) -> tuple[int, int, int]:
    place = {service.key: index for index, service in enumerate(mover.stops)}
    return value(mover, [place[leg.key] for leg in planned.legs])


def meet(movers: Sequence[Mover], chosen: Sequence[Sequence[int]]) -> bool:
    """Whether these orders can be kept with every shared stop begun at the same minute: wait until nobody has to."""
    least: dict[object, int] = {}
    while True:
        days = [kept(mover, order, least) for mover, order in zip(movers, chosen, strict=True)]
        if any(begins is None for begins in days):
            return False
        latest: dict[object, int] = {}
        for begins in days:
            for key, begin in (begins or {}).items():
                latest[key] = max(latest.get(key, 0), begin)
        holders = {key: sum(any(s.key == key for s in mover.stops) for mover in movers) for key in latest}
        served = {key: sum(key in (begins or {}) for begins in days) for key in latest}
        if any(served[key] != holders[key] for key in latest):
            return False
        if all((begins or {})[key] == latest[key] for begins in days for key in begins or {}):
            return True
        least = {key: max(latest[key], least.get(key, 0)) for key in latest}


def is_right(mover: Mover, planned: Round) -> None:
    """Windows, lengths, rest and way are kept; everything is either served once or left out with a reason."""
    assert {leg.key for leg in planned.legs} | {key for key, _why in planned.left_out} == {
        service.key for service in mover.stops
    }
    assert len(planned.legs) + len(planned.left_out) == len(mover.stops)
    place = {service.key: index for index, service in enumerate(mover.stops)}
    minutes, time, here = way(mover), mover.ready, len(mover.stops)
    for number, leg in enumerate(planned.legs):
        service = mover.stops[place[leg.key]]
        assert leg.ends - leg.begins == service.minutes
        assert any(opens <= leg.begins and leg.ends <= closes for opens, closes in service.windows)
        assert leg.travel_minutes == minutes[here, place[leg.key]]
        assert leg.begins >= time + max(leg.travel_minutes, mover.rest if number else 0)
        time, here = leg.ends, place[leg.key]


# Brute force


@pytest.mark.parametrize("seed", range(300))
def test_one_day_is_as_good_as_trying_everything(seed: int) -> None:
    rng = Random(seed)
    mover = day(rng, rng.randrange(1, 6))
    planned = plan_round(mover)
    is_right(mover, planned)
    best = min(value(mover, order) for order in orders(mover) if kept(mover, order, {}) is not None)
    assert value_of(mover, planned) == best
    assert planned.exact


@pytest.mark.parametrize("seed", range(300))
def test_days_that_meet_are_as_good_as_trying_everything(seed: int) -> None:
    rng = Random(1000 + seed)
    shared = [stop(f"同{number}", rng, agreed=0.1) for number in range(rng.randrange(1, 3))]
    one, other = day(rng, rng.randrange(0, 3), "甲", shared), day(rng, rng.randrange(0, 3), "乙", shared)
    together = plan_together([one, other])
    for mover, planned in zip((one, other), together.rounds, strict=True):
        is_right(mover, planned)
    best = min(
        tuple(sum(parts) for parts in zip(value(one, first), value(other, second), strict=True))
        for first, second in product(orders(one), orders(other))
        if meet([one, other], [first, second])
    )
    values = (value_of(one, together.rounds[0]), value_of(other, together.rounds[1]))
    assert together.proven
    assert tuple(sum(parts) for parts in zip(*values, strict=True)) == best


@pytest.mark.parametrize("seed", range(20))
def test_three_in_a_ring_meet_as_well_as_can_be(seed: int) -> None:
    rng = Random(5000 + seed)
    ab, bc, ca = (stop(name, rng, agreed=0) for name in ("甲乙", "乙丙", "丙甲"))
    movers = [day(rng, 0, "甲", [ab, ca]), day(rng, 1, "乙", [ab, bc]), day(rng, 0, "丙", [bc, ca])]
    together = plan_together(movers)
    best = min(
        tuple(sum(parts) for parts in zip(*map(value, movers, chosen), strict=True))
        for chosen in product(*map(orders, movers))
        if meet(movers, chosen)
    )
    values = map(value_of, movers, together.rounds)
    assert together.proven
    assert tuple(sum(parts) for parts in zip(*values, strict=True)) == best


# What holds on any day

services = st.builds(
    Stop,
    key=st.integers(0, 10_000),
    minutes=st.integers(1, 300),
    windows=st.lists(
        st.sampled_from([MORNING, AFTERNOON, EVENING, (480, 1080), (600, 600), (900, 800)]), max_size=3
    ).map(tuple),
    lat=st.none() | st.floats(31.1, 31.3),
    lon=st.none() | st.floats(107.4, 107.6),
    agreed=st.booleans(),
)  # fmt: skip
lists = st.lists(services, max_size=7, unique_by=lambda service: service.key).map(tuple)
rests = st.integers(0, 60)
steps = st.sampled_from([1, 5, 10, 30])


@settings(deadline=None, max_examples=150)
@given(stops=lists, rest=rests, step=steps, ready=st.integers(0, 1300))
def test_windows_lengths_rest_and_way_are_always_kept(
    stops: tuple[Stop, ...], rest: int, step: int, ready: int
) -> None:
    mover = Mover("她", stops, 31.2, 107.5, ready=ready, rest=rest, step=step)
    is_right(mover, plan_round(mover))


@settings(deadline=None, max_examples=100)
@given(mine=lists, yours=lists, ours=lists, rest=rests, step=steps)
def test_companions_begin_together_or_not_at_all(
    mine: tuple[Stop, ...], yours: tuple[Stop, ...], ours: tuple[Stop, ...], rest: int, step: int
) -> None:
    def named(stops: tuple[Stop, ...], prefix: str) -> tuple[Stop, ...]:
        return tuple(
            Stop(f"{prefix}{s.key}", s.minutes, s.windows, s.lat, s.lon, s.agreed) for s in stops[:4]
        )

    shared = named(ours, "同")[:2]
    movers = [
        Mover("甲", (*named(mine, "甲"), *shared), 31.2, 107.5, rest=rest, step=step),
        Mover("乙", (*named(yours, "乙"), *shared), 31.22, 107.52, rest=rest, step=step),
    ]
    together = plan_together(movers)
    for mover, planned in zip(movers, together.rounds, strict=True):
        is_right(mover, planned)
    begins = [{leg.key: leg.begins for leg in planned.legs} for planned in together.rounds]
    for service in shared:
        assert begins[0].get(service.key) == begins[1].get(service.key)


# A long list, and the reasons


@pytest.mark.parametrize("seed", range(5))
def test_a_list_beyond_the_exact_is_still_a_day_that_can_be_kept_and_says_so(seed: int) -> None:
    rng = Random(seed)
    mover = day(rng, EXACT + 6)
    planned = plan_round(mover)
    is_right(mover, planned)
    assert not planned.exact
    assert plan_round(mover) == planned


def test_a_long_list_is_served_nearly_as_well_as_by_the_exact_search() -> None:
    """Where both can be had: within one stop, and the way within a few percent where they serve as many."""
    from routing import rounds_search

    ways = [0, 0]
    for seed in range(30):
        prepared = Prepared(day(Random(seed), 10))
        arrays = (
            prepared.way, prepared.length, prepared.first, prepared.last, prepared.weight,
            prepared.ready, prepared.rest, prepared.step,
        )  # fmt: skip
        best = prepared.value(tuple(rounds_search.exact(*arrays)))
        found = prepared.value(tuple(rounds_search.near(*arrays, 200)))
        assert best[0] <= found[0] <= best[0] + 1
        if best[0] == found[0]:
            assert found[1] >= best[1]
            ways[0] += best[1]
            ways[1] += found[1]
    assert ways[1] <= ways[0] * 1.03


HERE = {"lat": 31.21, "lon": 107.51}
FAR = {"lat": 32.4, "lon": 109.0}


def reason(planned: Round, key: str) -> Infeasibility:
    return dict(planned.left_out)[key]


def test_a_stop_without_a_window_is_left_out_for_that_reason() -> None:
    planned = plan_round(Mover("她", (Stop("a", 40, (), **HERE), Stop("b", 40, (MORNING,), **HERE))))
    assert reason(planned, "a") == Infeasibility.NO_WINDOW
    assert [leg.key for leg in planned.legs] == ["b"]


def test_a_service_longer_than_its_half_day_is_too_long() -> None:
    assert (
        reason(plan_round(Mover("她", (Stop("a", 241, (MORNING,), **HERE),))), "a") == Infeasibility.TOO_LONG
    )


def test_what_has_gone_by_today_is_passed() -> None:
    mover = Mover("她", (Stop("a", 40, (MORNING,), **HERE),), ready=700)
    assert reason(plan_round(mover), "a") == Infeasibility.PASSED


def test_a_place_that_cannot_be_reached_in_time_is_too_far() -> None:
    mover = Mover("她", (Stop("a", 40, (MORNING,), **FAR),), **HERE, ready=480)
    assert reason(plan_round(mover), "a") == Infeasibility.TOO_FAR


def test_what_fits_alone_but_not_beside_an_agreed_visit_is_crowded() -> None:
    agreed = Stop("b", 40, ((500, 540),), **HERE, agreed=True)
    planned = plan_round(Mover("她", (Stop("a", 200, (MORNING,), **HERE), agreed), **HERE, rest=15))
    assert reason(planned, "a") == Infeasibility.CROWDED
    assert [leg.key for leg in planned.legs] == ["b"]


def test_what_only_the_companion_cannot_do_is_left_out_because_of_the_companion() -> None:
    shared = Stop("同", 40, (MORNING,), **HERE)
    busy = Stop("b", 235, ((480, 715),), **HERE, agreed=True)
    one, other = plan_together([Mover("甲", (shared,), **HERE), Mover("乙", (shared, busy), **HERE)]).rounds
    assert reason(one, "同") == Infeasibility.COMPANION
    assert reason(other, "同") == Infeasibility.CROWDED


def test_the_later_of_two_waits_for_nobody_the_earlier_does() -> None:
    shared = Stop("同", 40, (MORNING,), **HERE)
    before = Stop("b", 60, ((480, 540),), **HERE, agreed=True)
    together = plan_together([Mover("甲", (shared,), **HERE), Mover("乙", (shared, before), **HERE, rest=15)])
    assert [planned.legs[-1].begins for planned in together.rounds] == [555, 555]


def test_an_unknown_place_costs_no_way_and_says_so() -> None:
    nowhere = Stop("a", 40, (MORNING,), math.nan, None)
    (leg,) = plan_round(Mover("她", (nowhere,), **HERE)).legs
    assert (leg.metres, leg.travel_minutes, leg.begins) == (None, 0, 480)


def test_no_stops_are_no_round() -> None:
    planned = plan_round(Mover("她", ()))
    assert (planned.legs, planned.left_out, planned.travel_minutes, planned.ends) == ((), (), 0, None)
    assert plan_together([]).rounds == ()


def test_a_key_that_stands_twice_is_served_once() -> None:
    twice = Stop("a", 40, (MORNING,), **HERE)
    assert len(plan_round(Mover("她", (twice, twice), **HERE)).legs) == 1


def test_one_rides_where_that_is_quicker() -> None:
    on_foot, riding = (int(minutes) for minutes in PACE.minutes(np.array([300.0, 5000.0])))
    assert on_foot == math.ceil(300 * 1.3 / 4000 * 60)
    assert riding == math.ceil(8 + 5000 * 1.3 / 15000 * 60)


@given(st.lists(st.floats(0, 50_000), min_size=2, max_size=2).map(sorted))
def test_farther_is_never_quicker(metres: list[float]) -> None:
    near, far = PACE.minutes(np.array(metres))
    assert near <= far


def test_a_pace_of_nought_and_no_known_distance_are_answered_with_a_number() -> None:
    assert Pace(0, 0, 0, 1.3).minutes(np.array([math.nan, 0.0, 1000.0, math.inf])).tolist() == [
        0,
        0,
        1440,
        1440,
    ]
