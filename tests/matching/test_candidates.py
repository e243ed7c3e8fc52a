"""Looking pairs up finds what listing them all would find, wherever on earth people live."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Problem, Weights
from matching.candidates import NOBODY, Candidates, within_reach
from matching.eligibility import Rules
from matching.needs import make_needs, make_pool
from matching.problem import WEEKLY_SLOTS, Ints
from tests.matching.cases import may, random_problem

WEIGHTS = Weights(stability_m=700.0)
PLACES = {
    "a village": (31.2, 107.5, 0.02),
    "the date line": (-17.0, 180.0, 0.05),
    "the north pole": (90.0, 0.0, 0.3),
    "the south pole": (-89.99, 77.0, 0.02),
    "the equator at Greenwich": (0.0, 0.0, 0.02),
    "the whole earth": (0.0, 0.0, 90.0),
    "one point": (31.2, 107.5, 0.0),
}
somewhere = st.sampled_from(sorted(PLACES))
many = settings(max_examples=60, deadline=None, derandomize=True)


def problem_at(place: str, seed: int, visits: int, volunteers: int, **kind: Any) -> Problem:
    """A random problem whose people are scattered around a place, some of them at the very same point."""
    problem = random_problem(seed, visits, volunteers, **kind)
    rng = np.random.default_rng(seed)
    lat, lon, spread = PLACES[place]

    def scatter(number: int) -> tuple[np.ndarray, np.ndarray]:
        off = rng.normal(0, spread / 2, (2, number))
        wide = off[1] / max(0.02, np.cos(np.radians(min(89.0, abs(lat)))))
        return np.clip(lat + off[0], -90, 90), (lon + wide + 180) % 360 - 180

    fields = {name: getattr(problem, name) for name in Problem.__dataclass_fields__}
    home, there = scatter(visits), scatter(volunteers)
    return Problem(
        **{**fields, "visit_lat": home[0], "visit_lon": home[1], "lat": there[0], "lon": there[1],
           "reach_m": rng.choice([0.0, 900.0, 3_000.0, 40_000.0, np.inf], volunteers)}
    )  # fmt: skip


class Listed:
    """All eligible pairs of a problem, in full."""

    def __init__(self, problem: Problem) -> None:
        self.needs, self.pool = make_needs(problem, WEIGHTS), make_pool(problem)
        self.rules = Rules(problem, WEIGHTS, self.needs, self.pool)
        need, member = np.divmod(np.arange(len(self.needs) * len(self.pool)), max(1, len(self.pool)))
        fine = self.rules.eligible(need, member)
        self.need, self.member = need[fine], member[fine]
        here, there = self.needs.place[self.need], self.pool.place[self.member]
        self.away = np.sqrt(((here - there) ** 2).sum(axis=1))

    def __bool__(self) -> bool:
        return len(self.needs) > 0 and len(self.pool) > 0


@many
@given(place=somewhere, seed=st.integers(0, 10_000), settled=st.booleans())
def test_the_rules_are_those_of_the_problem(place: str, seed: int, settled: bool) -> None:
    problem = problem_at(place, seed, 10, 12, settled=settled)
    every = Listed(problem)
    pairs = set(zip(every.need.tolist(), every.member.tolist(), strict=True))
    locked = {tuple(pair) for pair in problem.locked.tolist()}
    for need in range(len(every.needs)):
        for member in range(len(every.pool)):
            visit, volunteer = int(every.needs.visit[need]), int(every.pool.volunteer[member])
            allowed = may(problem, visit, volunteer) and (visit, volunteer) not in locked
            # Somebody without time for a single visit is not asked.
            allowed = allowed and every.pool.units[member] >= every.needs.units[need]
            assert ((need, member) in pairs) == allowed


@many
@given(place=somewhere, seed=st.integers(0, 10_000), wanted=st.integers(0, 9))
def test_the_nearest_are_the_nearest(place: str, seed: int, wanted: int) -> None:
    every = Listed(problem_at(place, seed, 30, 40, offers=True))
    number = np.minimum(wanted + np.arange(len(every.needs)) % 3, 9)
    need, member = Candidates(every.rules).nearest(number)
    assert len(set(zip(need.tolist(), member.tolist(), strict=True))) == len(need)
    assert every.rules.eligible(need, member).all()
    away = np.sqrt(((every.needs.place[need] - every.pool.place[member]) ** 2).sum(axis=1))
    for one in range(len(every.needs)):
        closest = np.sort(every.away[every.need == one])[: number[one]]
        assert np.sort(away[need == one]) == pytest.approx(closest, abs=1e-6)


class Priced:
    """Stands for a network: prices at random, some pairs that are settled, some members whose half-days have prices."""

    def __init__(self, every: Listed, seed: int) -> None:
        rng = np.random.default_rng(seed)
        needs, members = len(every.needs), len(every.pool)
        self.rules, self.scale = every.rules, 1
        self._need_price = rng.choice([0, 10_000, 60_000, 4_000_000, 10**9], needs) + rng.integers(
            0, 20_000, needs
        )
        self._member_price = rng.choice([0, 0, 5_000, 3_000_000], members) + rng.integers(0, 3_000, members)
        self.is_settled = rng.random(len(every.need)) < 0.1
        self._every = every
        told_apart = np.flatnonzero(rng.random(members) < 0.3)
        self.opened = np.full(members, -1, dtype=np.int64)
        self.opened[told_apart] = np.arange(len(told_apart))
        self.columns = rng.integers(0, 3, needs)
        self._extra = rng.choice([0, 500, 20_000], (len(told_apart), WEEKLY_SLOTS, 3)).astype(np.int64)

    def need_price(self) -> Ints:
        return self._need_price

    def member_price(self) -> Ints:
        return self._member_price

    def settled(self) -> tuple[Ints, Ints]:
        return self._every.need[self.is_settled], self._every.member[self.is_settled]

    def slot_prices(self) -> tuple[Ints, Ints]:
        return np.flatnonzero(self.opened >= 0), self._extra

    def room_dm(self, need: int, member: int, slots: list[int]) -> int:
        """What room in the cheapest of the slots costs."""
        if self.opened[member] < 0:
            return 0
        return min(int(self._extra[self.opened[member], slot, self.columns[need]]) for slot in slots)

    def values(self, need: Ints, member: Ints) -> dict[tuple[int, int], int]:
        """How far each pair lies above (or, negative, below) the need's price."""
        cost = self.rules.terms(need, member)[0] + self._member_price[member] - self._need_price[need]
        pairs = zip(need.tolist(), member.tolist(), cost.tolist(), strict=True)
        return {(i, j): value + self.room_dm(i, j, self.shared(i, j)) for i, j, value in pairs}

    def shared(self, *whose: int) -> list[int]:
        """The weekly slots that a need and members have in common."""
        need, *members = whose
        mask = int(self._every.needs.slots[need])
        for member in members:
            mask &= int(self._every.pool.slots[member])
        return [slot for slot in range(WEEKLY_SLOTS) if mask >> slot & 1]


@many
@given(place=somewhere, seed=st.integers(0, 10_000), most=st.integers(1, 6), offers=st.booleans())
def test_whoever_undercuts_is_found(place: str, seed: int, most: int, offers: bool) -> None:
    every = Listed(problem_at(place, seed, 30, 40, offers=offers))
    priced = Priced(every, seed)
    network: Any = priced
    need, member = Candidates(every.rules).undercutting(network, np.full(len(every.needs), most))
    found = priced.values(need, member)
    open_to = priced.values(every.need[~priced.is_settled], every.member[~priced.is_settled])
    assert found.items() <= open_to.items()
    assert max(found.values(), default=-1) < 0
    # Familiar pairs are in every list from the start, so that nobody need look for them.
    friends = set(zip(*(part.tolist() for part in every.rules.familiar()), strict=True))
    for one in range(len(every.needs)):
        ours = [value for pair, value in found.items() if pair[0] == one]
        assert len(ours) <= most
        bar = max(ours) if len(ours) == most else 0
        cheaper = {pair for pair, value in open_to.items() if pair[0] == one and value < bar}
        assert cheaper - friends <= set(found)


@many
@given(place=somewhere, seed=st.integers(0, 10_000))
def test_the_cheapest_couple_is_found_for_every_slot(place: str, seed: int) -> None:
    every = Listed(problem_at(place, seed, 9, 14, pairs=True))
    if not every:
        return
    priced = Priced(every, seed)
    network: Any = priced
    needs = np.flatnonzero(every.needs.persons == 2)
    least = Candidates(every.rules).couples(network, needs, every.needs.slots[needs])
    cost = every.rules.terms(every.need, every.member)[0] + priced.member_price()[every.member]
    for at, need in enumerate(needs.tolist()):
        units = int(every.needs.units[need])
        able = [(int(j), int(c)) for i, j, c in zip(every.need, every.member, cost, strict=True) if i == need]
        for slot in range(WEEKLY_SLOTS):
            here = sorted(
                units * (value + priced.room_dm(need, member, [slot]))
                for member, value in able
                if slot in priced.shared(need, member)
            )
            assert least[at, slot] == (sum(here[:2]) if len(here) > 1 else NOBODY)


@many
@given(place=somewhere, seed=st.integers(0, 10_000))
def test_everybody_within_reach_is_listed(place: str, seed: int) -> None:
    every = Listed(problem_at(place, seed, 20, 30))
    if not every:
        return
    rng = np.random.default_rng(seed)
    some: Ints = np.flatnonzero(rng.random(len(every.needs)) < 0.6)
    people: Ints = np.flatnonzero(rng.random(len(every.pool)) < 0.6)
    need, member = within_reach(every.rules, some, people)
    inside = np.isin(every.need, some) & np.isin(every.member, people)
    assert set(zip(need.tolist(), member.tolist(), strict=True)) == set(
        zip(every.need[inside].tolist(), every.member[inside].tolist(), strict=True)
    )
