"""A cost that no plan can undercut: weak duality of the flow in `network`'s docstring, computed apart from it.

Whatever the prices, no plan costs less than

    Σ persons·units·price(visit)
  - Σ what the way over "nobody comes" would gain at these prices
  - Σ what a volunteer's time, and room in a weekly slot, would gain
  - Σ what any eligible pair would gain

so good prices prove a plan optimal, and wrong ones only prove less. The last sum runs over *all* eligible pairs: for
every visit over all volunteers, sorted by latitude, in whose band it lies. A visit for two is worth to the bound the
cheapest two who share a slot, or nobody, whichever is less: half a visit is none. Only the definition of costs
(`costs`) and positions (`places`) is shared with the solver.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching import costs
from matching.compiled import compiled
from matching.half_days import Room
from matching.places import FARTHEST_M, bent_m, chord_m, earth_centred
from matching.plan import Prices
from matching.problem import WEEKLY_SLOTS, Bools, Floats, Ints, Masks, Problem, SlotMasks, Weights

# Fewer metres than a degree of latitude has anywhere.
_DEGREE_M = 110_500.0
_FAR = 2**62


def bound_dm(problem: Problem, weights: Weights, prices: Prices) -> int:
    """The bound from prices of any quality, decimetres."""
    unit, scale = prices.unit_minutes, prices.scale
    taken = np.bincount(problem.locked[:, 0], minlength=problem.visits)
    left = problem.visit_persons - taken
    located = ~np.isnan(problem.visit_lat) & ~np.isnan(problem.visit_lon)
    wanted = np.flatnonzero((left > 0) & located)
    units = problem.visit_minutes[wanted] // unit
    supply = left[wanted] * units
    price = prices.visit[wanted]
    unfilled = costs.unfilled_dm(problem, weights)[wanted]
    elders, elder = np.unique(problem.visit_elder[wanted], return_inverse=True)
    # One elder, one price, even if somebody hands in several.
    worth = np.zeros(len(elders), dtype=np.int64)
    worth[elder] = prices.elder[wanted]
    whole = taken >= problem.visit_persons
    alone = ~np.isin(elders, np.concatenate((problem.visit_elder[whole], problem.covered)))
    best = _best(problem, weights, prices, wanted, left[wanted])
    single = left[wanted] == 1
    # One person: the price, less what nobody or the best volunteer would gain at it.
    value = supply * (price - np.maximum(0, price - unfilled * scale // supply - worth[elder]))
    value -= units * np.maximum(0, price - best)
    couple = np.minimum(unfilled * scale + supply * worth[elder], best)
    total = int(np.where(single, value, couple).sum())
    total -= _elder_gain(weights, scale, elder, supply, worth, alone)
    total -= _time_gain(problem, weights, prices)
    fixed = costs.objective_dm(problem, weights, problem.locked[:, 0], problem.locked[:, 1])
    fixed -= int(unfilled.sum()) + int(alone.sum()) * costs.uncovered_dm(weights)
    return fixed - (-total // scale)


def _elder_gain(weights: Weights, scale: int, elder: Ints, supply: Ints, worth: Ints, alone: Bools) -> int:
    """What sending everybody's visits over "nobody comes" would gain; `worth` is the price of each elder."""
    every = np.bincount(elder, supply, len(alone)).astype(np.int64)
    last = np.full(len(alone), np.iinfo(np.int64).max)
    np.minimum.at(last, elder, supply)
    last = np.where(alone, last, 0)
    uncovered = costs.uncovered_dm(weights) * scale // np.maximum(1, last)
    gain = (every - last) * np.maximum(0, worth) + last * np.maximum(0, worth - uncovered)
    return int(gain.sum())


def _free_units(problem: Problem, unit: int) -> tuple[Ints, Ints]:
    """(units of room, minutes locked) of every volunteer."""
    visit, volunteer = problem.locked[:, 0], problem.locked[:, 1]
    base = np.bincount(volunteer, problem.visit_minutes[visit], problem.volunteers).astype(np.int64)
    return np.maximum(0, problem.cap_minutes - base) // unit, base


def _time_gain(problem: Problem, weights: Weights, prices: Prices) -> int:
    """What selling volunteers' time and slots at their prices would gain beyond the cost of fairness."""
    room, base = _free_units(problem, prices.unit_minutes)
    cap = np.maximum(0, problem.cap_minutes)
    at_base = costs.fairness_dm(weights, base, cap)
    best = np.zeros(problem.volunteers, dtype=np.int64)
    # Cost rises in straight stretches: the best load is at an end of one.
    ends = [room]
    for step in (cap // 3, 2 * cap // 3):
        below = (step - base) // prices.unit_minutes
        ends += [np.clip(below, 0, room), np.clip(below + 1, 0, room)]
    for load in ends:
        paid = costs.fairness_dm(weights, base + load * prices.unit_minutes, cap) - at_base
        best = np.maximum(best, prices.volunteer * load - paid * prices.scale)
    tight = prices.slots
    who, largest = tight.volunteer, int((problem.visit_minutes // prices.unit_minutes).max(initial=1))
    # Slots are sold by the visit, counted in units of the longest; accepted visits buy theirs where all of them fit.
    rooms = int((tight.slot.sum(axis=1) * problem.slot_total[who]).sum())
    rooms += int((tight.half_day.sum(axis=(1, 2)) * problem.slot_visits[who]).sum())
    return int(best.sum()) + rooms * largest - _accepted(problem, prices)


def _accepted(problem: Problem, prices: Prices) -> int:
    """The least that accepted visits pay for room in half-days."""
    tight, room = prices.slots, Room(problem)
    row = np.full(problem.volunteers, -1, dtype=np.int64)
    row[tight.volunteer] = np.arange(len(tight.volunteer))
    outside = problem.locked[room.limited[problem.locked[:, 1]] & (room.locked_slot < 0), 1]
    row[outside] = -1
    paid = 0
    for at, (visit, who) in enumerate(problem.locked.tolist()):
        if row[who] < 0 or room.together[at]:
            continue
        price = tight.slot[row[who]].copy()
        column = np.flatnonzero(tight.windows == problem.visit_window[visit])
        if len(column):
            price += tight.half_day[row[who], :, column[0]]
        common = int(problem.visit_slots[visit] & problem.slots[who])
        for other in problem.locked[problem.locked[:, 0] == visit, 1].tolist():
            common &= int(problem.slots[other])
        suits = [int(price[slot]) for slot in range(WEEKLY_SLOTS) if common >> slot & 1]
        paid += min(suits, default=0) * int(problem.visit_minutes[visit] // prices.unit_minutes)
    return paid


class _Side(NamedTuple):
    """Visits or volunteers as the loop reads them. `key` is the visit's elder or the volunteer's own number."""

    x: Floats
    y: Floats
    z: Floats
    lat: Floats
    slots: SlotMasks
    gender: Ints
    skills: Masks
    dialects: Masks
    adult: Bools
    key: Ints
    units: Ints


class _Terms(NamedTuple):
    """What a pair is charged, and who is friends with whom (sorted keys elder·m + volunteer, visit·m + volunteer)."""

    scale: int
    per_metre: float
    discontinuity: int
    stability: int
    stride: int
    friends: Ints
    offered: Ints
    asked: Bools
    barred: Ints


def _best(problem: Problem, weights: Weights, prices: Prices, wanted: Ints, left: Ints) -> Ints:
    """For each visit the least that anybody eligible costs: for one person per unit (scaled decimetres, own price and
    time price included), for two the visit as a whole. `_FAR` when nobody (or no two in one slot) may."""
    room, _ = _free_units(problem, prices.unit_minutes)
    people = np.flatnonzero((room > 0) & ~np.isnan(problem.lat + problem.lon) & (problem.reach_m >= 0))
    if not len(people) or not len(wanted):
        return np.full(len(wanted), _FAR)
    people = people[np.argsort(problem.lat[people], kind="stable")]
    here = earth_centred(problem.visit_lat[wanted], problem.visit_lon[wanted])
    there = earth_centred(problem.lat[people], problem.lon[people])
    open_slots = problem.visit_slots.copy()
    np.bitwise_and.at(open_slots, problem.locked[:, 0], problem.slots[problem.locked[:, 1]])
    elder = problem.visit_elder[wanted]
    x, y, z = np.ascontiguousarray(here.T)
    visits = _Side(
        x, y, z, problem.visit_lat[wanted], open_slots[wanted], problem.visit_gender[wanted],
        problem.visit_skills[wanted], problem.visit_dialects[wanted], problem.visit_adult_only[wanted], elder,
        problem.visit_minutes[wanted] // prices.unit_minutes,
    )  # fmt: skip
    x, y, z = np.ascontiguousarray(there.T)
    pool = _Side(
        x, y, z, problem.lat[people], problem.slots[people], problem.gender[people],
        problem.skills[people], problem.dialects[people], problem.adult[people], people, room[people],
    )  # fmt: skip
    offered, asked = costs.offers(problem)
    terms = _Terms(
        prices.scale, weights.distance * costs.DM_PER_M, costs.discontinuity_dm(weights), costs.stability_dm(weights),
        max(1, problem.volunteers), costs.pair_keys(problem, problem.previous), offered, costs.holds(asked, elder),
        costs.pair_keys(problem, np.concatenate((problem.forbidden, problem.locked))),
    )  # fmt: skip
    tight = prices.slots
    row = np.full(problem.volunteers, -1, dtype=np.int64)
    row[tight.volunteer] = np.arange(len(tight.volunteer))
    extra = tight.slot[:, :, None] + np.concatenate(
        (np.zeros_like(tight.slot)[:, :, None], tight.half_day), axis=2
    )
    known = np.searchsorted(tight.windows, problem.visit_window[wanted])
    known = np.minimum(known, len(tight.windows) - 1)
    dated = (problem.visit_window[wanted] >= 0) & (len(tight.windows) > 0)
    dated[dated] = tight.windows[known[dated]] == problem.visit_window[wanted][dated]
    best = np.full(len(wanted), _FAR)
    _cheapest(visits, pool, np.minimum(problem.reach_m[people], FARTHEST_M), prices.visit[wanted],
              prices.volunteer[people], left == 2, wanted, row[people], extra, np.where(dated, known + 1, 0), terms,
              best)  # fmt: skip
    return best


@compiled(inline="always")
def _holds(keys, key):
    at = np.searchsorted(keys, key)
    return at < len(keys) and keys[at] == key


@compiled
def _cheapest(visits, pool, reach, price, time_price, two, number, row, extra, column, terms, best):  # fmt: skip
    farthest = reach.max()
    least_time = time_price.min()
    # Keys of friends are sorted by elder: with none for the elder, nobody needs to be looked up.
    first, second = np.empty(WEEKLY_SLOTS, dtype=np.int64), np.empty(WEEKLY_SLOTS, dtype=np.int64)
    for visit in range(len(price)):
        elder, units = visits.key[visit], visits.units[visit]
        per_unit = terms.scale // units
        base = elder * terms.stride
        at = np.searchsorted(terms.friends, base)
        has_friends = at < len(terms.friends) and terms.friends[at] < base + terms.stride
        radius = farthest
        if not two[visit] and terms.per_metre > 0:
            # Nobody farther away than the price pays for can undercut it.
            floor = 0 if has_friends else terms.discontinuity
            money = (price[visit] - least_time) / per_unit - (floor - 1)
            if money <= 0:
                continue
            radius = min(farthest, money / terms.per_metre + 2.0)
        spread = radius / _DEGREE_M * 1.001 + 1e-9
        low = np.searchsorted(pool.lat, visits.lat[visit] - spread)
        high = np.searchsorted(pool.lat, visits.lat[visit] + spread, side="right")
        barred_at = np.searchsorted(terms.barred, number[visit] * terms.stride)
        has_barred = (
            barred_at < len(terms.barred) and terms.barred[barred_at] < (number[visit] + 1) * terms.stride
        )
        first[:] = _FAR
        second[:] = _FAR
        # A single visit's bound changes only by whom it undercuts.
        bar = _FAR if two[visit] else price[visit]
        least = terms.discontinuity
        slots, gender, skills = visits.slots[visit], visits.gender[visit], visits.skills[visit]
        dialects, adult = visits.dialects[visit], visits.adult[visit]
        for who in range(low, high):
            stranger = time_price[who] + least * per_unit
            if stranger >= bar and not has_friends:
                continue
            common = slots & pool.slots[who]
            if not common or units > pool.units[who] or (gender and gender != pool.gender[who]):
                continue
            if skills & pool.skills[who] != skills or (dialects and not dialects & pool.dialects[who]):
                continue
            if adult and not pool.adult[who]:
                continue
            chord = chord_m(
                visits.x[visit], visits.y[visit], visits.z[visit], pool.x[who], pool.y[who], pool.z[who]
            )
            if not chord <= reach[who]:
                continue
            known = has_friends and _holds(terms.friends, base + pool.key[who])
            if not known and stranger + np.int64(max(0.0, chord - 1.0) * terms.per_metre) * per_unit > bar:
                continue
            metres = bent_m(chord)
            if metres > reach[who] or (
                has_barred and _holds(terms.barred, number[visit] * terms.stride + pool.key[who])
            ):
                continue
            charge = 0 if known else terms.discontinuity
            if terms.asked[visit] and not _holds(terms.offered, base + pool.key[who]):
                charge += terms.stability
            cost = costs.one_pair_dm(metres, terms.per_metre, charge, elder, pool.key[who])
            if two[visit]:
                # The whole visit: time is sold by the unit, a slot by the visit.
                value = cost * per_unit * units + time_price[who] * units
                for slot in range(WEEKLY_SLOTS):
                    if common >> np.uint32(slot) & np.uint32(1):
                        here = value
                        if row[who] >= 0:
                            here += extra[row[who], slot, column[visit]] * units
                        if here < first[slot]:
                            first[slot], second[slot] = here, first[slot]
                        elif here < second[slot]:
                            second[slot] = here
                continue
            value = cost * per_unit + time_price[who]
            if row[who] >= 0:
                cheapest = np.int64(_FAR)
                for slot in range(WEEKLY_SLOTS):
                    if common >> np.uint32(slot) & np.uint32(1):
                        cheapest = min(cheapest, extra[row[who], slot, column[visit]])
                value += cheapest
            if value < bar:
                bar = value
                best[visit] = value
        if two[visit]:
            for slot in range(WEEKLY_SLOTS):
                if second[slot] < _FAR:
                    best[visit] = min(best[visit], first[slot] + second[slot])
