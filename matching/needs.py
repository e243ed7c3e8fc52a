"""Visits gathered into needs, volunteers into a pool: the compact arrays on which the engine works.

A *need* is a set of open visits of one elder that are alike in everything that matters, so that the flow sees one
node with a supply instead of many. What stands alone has a need of its own: a visit for two, a visit that somebody
declined, a visit of which one of two places is taken. Visits of an elder that share a window are told apart by
window, because there a volunteer is limited by the slots in common.

Amounts are counted in *units*: the greatest common divisor of all visit minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching import costs
from matching.grid import cell_order
from matching.half_days import Room
from matching.places import FARTHEST_M, earth_centred
from matching.problem import ANY_WINDOW, UNLIMITED, Bools, Floats, Ints, Masks, Problem, SlotMasks, Weights


@dataclass(frozen=True, eq=False)
class Needs:
    """g needs. `visits[start[i]:start[i + 1]]` are the visits of need i, in the order of their windows.

    Per need: `visit` one of them, `count` how many, `persons` still wanted for each (1 or 2), `units` per person and
    visit, `elder` index into the elders with open visits, `elder_id` the problem's number, `lat`, `lon` degrees,
    `place` (g, 3) metres,
    requirements as in `Problem` (with the slots of a companion already taken off), `window` of its visits where
    half-days are limited (else -1), `windowed` whether the slots in common limit a volunteer's visits to the
    elder, `unfilled` decimetres per visit.
    Per elder: `supply` units wanted in all, `last_units` the smallest visit (filling it covers the elder; 0 when the
    elder is covered anyway).
    """

    visits: Ints
    start: Ints
    visit: Ints
    count: Ints
    persons: Ints
    units: Ints
    elder: Ints
    elder_id: Ints
    lat: Floats
    lon: Floats
    place: Floats
    slots: SlotMasks
    gender: Ints
    skills: Masks
    dialects: Masks
    adult_only: Bools
    window: Ints
    windowed: Bools
    unfilled: Ints
    supply: Ints
    last_units: Ints
    unit_minutes: int

    @cached_property
    def demand(self) -> Ints:
        """Units each need asks for."""
        return self.count * self.persons * self.units

    def __len__(self) -> int:
        return len(self.visit)


@dataclass(frozen=True, eq=False)
class Pool:
    """p volunteers who can still be asked: they have a position, a slot and room for at least one unit.

    They stand in the order of the cells of a `Grid`. `volunteer` their index in the problem, `member` the reverse
    (length m, -1 = not in the pool), `lat`, `lon` degrees, `place` (p, 3) metres, `units` of room,
    `base_minutes` taken by locked visits, `cap_minutes` in all; the rest as in `Problem`.
    """

    volunteer: Ints
    member: Ints
    lat: Floats
    lon: Floats
    place: Floats
    reach_m: Floats
    units: Ints
    base_minutes: Ints
    cap_minutes: Ints
    slots: SlotMasks
    skills: Masks
    dialects: Masks
    gender: Ints
    adult: Bools
    slot_visits: Ints
    slot_total: Ints

    def __len__(self) -> int:
        return len(self.volunteer)


def locked_minutes(problem: Problem) -> Ints:
    """Minutes of each volunteer that locked assignments take; length m."""
    visit, volunteer = problem.locked[:, 0], problem.locked[:, 1]
    return np.bincount(volunteer, problem.visit_minutes[visit], problem.volunteers).astype(np.int64)


def persons_left(problem: Problem) -> Ints:
    """How many persons each visit still wants; length n."""
    return problem.visit_persons - np.bincount(problem.locked[:, 0], minlength=problem.visits)


def unit_minutes(problem: Problem) -> int:
    """The greatest common divisor of the visits' minutes (60 when there are none)."""
    return int(np.gcd.reduce(problem.visit_minutes)) if problem.visits else 60


def open_slots(problem: Problem) -> SlotMasks:
    """Slots in which each visit can happen: the elder's, and those of a companion who has already accepted."""
    slots = problem.visit_slots.copy()
    np.bitwise_and.at(slots, problem.locked[:, 0], problem.slots[problem.locked[:, 1]])
    return slots


def make_pool(problem: Problem) -> Pool:
    """The volunteers whom a plan can use."""
    base = locked_minutes(problem)
    units = np.maximum(0, problem.cap_minutes - base) // unit_minutes(problem)
    located = ~np.isnan(problem.lat) & ~np.isnan(problem.lon)
    chosen = np.flatnonzero(located & (units > 0) & (problem.slots != 0) & (problem.reach_m >= 0))
    chosen = chosen[cell_order(problem.lat[chosen], problem.lon[chosen])]
    member = np.full(problem.volunteers, -1, dtype=np.int64)
    member[chosen] = np.arange(len(chosen))
    return Pool(
        volunteer=chosen,
        member=member,
        lat=problem.lat[chosen],
        lon=problem.lon[chosen],
        place=earth_centred(problem.lat[chosen], problem.lon[chosen]),
        reach_m=np.minimum(problem.reach_m[chosen], FARTHEST_M),
        units=units[chosen],
        base_minutes=base[chosen],
        cap_minutes=problem.cap_minutes[chosen],
        slots=problem.slots[chosen],
        skills=problem.skills[chosen],
        dialects=problem.dialects[chosen],
        gender=problem.gender[chosen],
        adult=problem.adult[chosen],
        slot_visits=problem.slot_visits[chosen],
        slot_total=problem.slot_total[chosen],
    )


def make_needs(problem: Problem, weights: Weights) -> Needs:
    """Gather the open, located visits into needs."""
    left = persons_left(problem)
    chosen = np.flatnonzero(~np.isnan(problem.visit_lat) & ~np.isnan(problem.visit_lon) & (left > 0))
    unit = unit_minutes(problem)
    slots = Room(problem).open_slots()
    window = _limiting_window(problem, chosen)
    alone = np.isin(chosen, problem.forbidden[:, 0]) | (problem.visit_persons[chosen] == 2)
    solo = np.where(alone, chosen, -1)
    columns = (
        problem.visit_lat, problem.visit_lon, problem.visit_tier, problem.visit_minutes, left, slots,
        problem.visit_gender, problem.visit_skills, problem.visit_dialects, problem.visit_adult_only,
    )  # fmt: skip
    limited = bool((problem.slot_visits < UNLIMITED).any())
    half_day = problem.visit_window[chosen] if limited else np.full(len(chosen), ANY_WINDOW)
    keys = [solo, window, half_day, *(column[chosen] for column in columns), problem.visit_elder[chosen]]
    ground = _along_the_ground(problem.visit_lat[chosen], problem.visit_lon[chosen])
    order = np.lexsort((chosen, problem.visit_window[chosen], *keys, ground))
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    start = np.append(np.flatnonzero(fresh), len(order))
    visits = chosen[order]
    first = visits[start[:-1]]
    elder_ids, elder = np.unique(problem.visit_elder[first], return_inverse=True)
    count, units = np.diff(start), problem.visit_minutes[first] // unit
    supply = np.bincount(elder, count * left[first] * units, len(elder_ids)).astype(np.int64)
    return Needs(
        visits=visits,
        start=start,
        visit=first,
        count=count,
        persons=left[first],
        units=units,
        elder=elder,
        elder_id=problem.visit_elder[first],
        lat=problem.visit_lat[first],
        lon=problem.visit_lon[first],
        place=earth_centred(problem.visit_lat[first], problem.visit_lon[first]),
        slots=slots[first],
        gender=problem.visit_gender[first],
        skills=problem.visit_skills[first],
        dialects=problem.visit_dialects[first],
        adult_only=problem.visit_adult_only[first],
        window=half_day[order][start[:-1]],
        windowed=window[order][start[:-1]] != ANY_WINDOW,
        unfilled=costs.unfilled_dm(problem, weights)[first],
        supply=supply,
        last_units=_last_units(problem, elder_ids, elder, left[first] * units),
        unit_minutes=unit,
    )


def _limiting_window(problem: Problem, chosen: Ints) -> Ints:
    """The window of each chosen visit where several visits of the elder fall into it, otherwise ANY_WINDOW."""
    window = problem.visit_window
    dated = np.flatnonzero(window != ANY_WINDOW)
    key = problem.visit_elder[dated] * (int(window.max(initial=0)) + 1) + window[dated]
    _, which, times = np.unique(key, return_inverse=True, return_counts=True)
    crowded = np.full(problem.visits, ANY_WINDOW, dtype=np.int64)
    crowded[dated] = np.where(times[which] > 1, window[dated], ANY_WINDOW)
    return crowded[chosen]


def part_of(needs: Needs, keep: Ints, covered: Bools) -> Needs:
    """Some of the needs, all with visits of one length and therefore counted in visits. `covered` (per elder of
    `needs`) says who has a visit from elsewhere."""
    units = int(needs.units[keep[0]])
    size = needs.count[keep]
    visits = needs.visits[ranges(needs.start[keep], size)[1]]
    elders, elder = np.unique(needs.elder[keep], return_inverse=True)
    persons = needs.persons[keep]
    last = np.full(len(elders), 2, dtype=np.int64)
    np.minimum.at(last, elder, persons)
    return Needs(
        visits=visits,
        start=np.concatenate(([0], np.cumsum(size))),
        visit=needs.visit[keep],
        count=size,
        persons=persons,
        units=np.ones(len(keep), dtype=np.int64),
        elder=elder,
        elder_id=needs.elder_id[keep],
        lat=needs.lat[keep],
        lon=needs.lon[keep],
        place=needs.place[keep],
        slots=needs.slots[keep],
        gender=needs.gender[keep],
        skills=needs.skills[keep],
        dialects=needs.dialects[keep],
        adult_only=needs.adult_only[keep],
        window=needs.window[keep],
        windowed=needs.windowed[keep],
        unfilled=needs.unfilled[keep],
        supply=np.bincount(elder, size * persons, len(elders)).astype(np.int64),
        last_units=np.where(covered[elders], 0, last),
        unit_minutes=needs.unit_minutes * units,
    )


def ranges(start: Ints, length: Ints) -> tuple[Ints, Ints]:
    """Concatenated ranges: (which range, value) for start[i] … start[i] + length[i] - 1."""
    which = np.repeat(np.arange(len(start)), length)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length)
    return which, np.repeat(start, length) + offset


def _last_units(problem: Problem, elder_ids: Ints, elder: Ints, per_visit: Ints) -> Ints:
    smallest = np.full(len(elder_ids), np.iinfo(np.int64).max)
    np.minimum.at(smallest, elder, per_visit)
    visit, times = np.unique(problem.locked[:, 0], return_counts=True)
    complete = visit[times == problem.visit_persons[visit]]
    covered = np.union1d(problem.visit_elder[complete], problem.covered)
    return np.where(np.isin(elder_ids, covered), 0, smallest)


def _along_the_ground(lat: Floats, lon: Floats) -> Ints:
    """A number by which neighbours stand close together (a Z-curve): what the solver reads together lies together."""
    code = np.zeros(len(lat), dtype=np.int64)
    rows, columns = (
        np.floor((lat + 90) * 256).astype(np.int64),
        np.floor((lon + 180) * 256).astype(np.int64),
    )
    for bit in range(17):
        code |= ((rows >> bit) & 1) << (2 * bit + 1) | ((columns >> bit) & 1) << (2 * bit)
    return code
