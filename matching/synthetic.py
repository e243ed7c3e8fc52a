"""Invented cities to measure with: no real person, no real place, always the same for the same seed.

Shaped after Dazhou: 7 counties, 200 townships and 2,400 villages in clusters per 100,000 visits; 60 % as many elders
as visits, two volunteers for three elders; 55 % of the elders but 30 % of the volunteers live in villages; 15 % of the
elders wish for a man or a woman, 10 % need a skill, 4 % a language. Monthly capacity is 1.45 × the demand when
supply is *ample* and 1.09 × when it is *tight*.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.random import Generator

from matching.problem import ALL_SLOTS, ANY_WINDOW, Floats, Ints, Problem

Supply = Literal["ample", "tight"]
_SUPPLY = {"ample": 1.45, "tight": 1.09}
_WIDTH_DEG, _HEIGHT_DEG = 1.55, 1.35
_SOUTH, _WEST = 30.65, 106.65
_M_PER_DEG_LAT, _M_PER_DEG_LON = 110_900.0, 95_200.0


def city(
    visits: int,
    seed: int = 0,
    *,
    supply: Supply = "ample",
    pairs: float = 0.0,
    slots: bool = False,
    weeks: int = 0,
) -> Problem:
    """A city with exactly `visits` visits. `pairs` is the share of elders whom two visit together; with `slots`
    elders and volunteers name the weekly slots that suit them. With `weeks` a volunteer makes one visit at most in a
    half-day, and in one weekly slot as many as the month has weeks."""
    rng = np.random.default_rng(seed)
    elders = max(1, round(visits * 0.6))
    volunteers = max(1, round(visits * 0.4))
    per_elder = _visits_per_elder(rng, elders, visits)
    lat, lon = _homes(rng, visits, elders, 0.55, volunteers, 0.30)
    elder = np.repeat(np.arange(elders), per_elder)
    gender = rng.choice([0, 1, 2], elders, p=[0.85, 0.05, 0.10])
    skills = np.where(rng.random(elders) < 0.10, 1 << rng.integers(0, 4, elders), 0)
    dialects = np.where(rng.random(elders) < 0.04, 1 << rng.integers(1, 4, elders), 0)
    first = np.cumsum(per_elder) - per_elder
    order = np.arange(visits) - first[elder]
    have = {
        "skills": _mask(rng, volunteers, 4, 0.30),
        "dialects": _mask(rng, volunteers, 4, 0.25) | 1,
        "cap_minutes": _caps(rng, volunteers, round(visits * _SUPPLY[supply])) * 60,
        "reach_m": rng.choice([3_000.0, 5_000.0, 8_000.0], volunteers, p=[0.3, 0.5, 0.2]),
        "slots": _mask(rng, volunteers, 21, 0.3) if slots else np.full(volunteers, ALL_SLOTS),
    }
    if weeks:
        have["slot_visits"] = np.ones(volunteers, dtype=np.int64)
        have["slot_total"] = np.full(volunteers, weeks)
    return Problem.build(
        visit_lat=lat[elder],
        visit_lon=lon[elder],
        visit_elder=elder,
        visit_tier=np.where(per_elder > 1, 0, rng.choice([1, 2], elders, p=[0.3, 0.7]))[elder],
        visit_persons=np.where(rng.random(elders) < pairs, 2, 1)[elder],
        visit_slots=(_mask(rng, elders, 21, 0.5) if slots else np.full(elders, ALL_SLOTS))[elder],
        visit_gender=gender[elder],
        visit_skills=skills[elder],
        visit_dialects=dialects[elder],
        visit_window=np.where(per_elder[elder] > 1, order, ANY_WINDOW),
        lat=lat[elders:],
        lon=lon[elders:],
        gender=rng.choice([1, 2], volunteers, p=[0.4, 0.6]),
        previous=_last_month(rng, lat, lon, elders, volunteers),
        **have,
    )


def _visits_per_elder(rng: Generator, elders: int, visits: int) -> Ints:
    """One visit each, four for about every fifth; adjusted until the sum is right."""
    count = np.where(rng.random(elders) < 0.2, 4, 1)
    while (gap := visits - int(count.sum())) != 0:
        who = rng.permutation(elders)[: abs(gap)]
        count[who] = np.clip(count[who] + np.sign(gap), 1 if visits >= elders else 0, 5)
    return count


def _homes(rng: Generator, visits: int, elders: int, elders_rural: float, volunteers: int,
           volunteers_rural: float) -> tuple[Floats, Floats]:  # fmt: skip
    """Latitudes and longitudes of elders, then volunteers: in villages, or in the town of a township."""
    share = visits / 100_000
    side = np.sqrt(min(1.0, share))
    towns, villages = max(1, round(200 * share)), max(2, round(2_400 * share))
    town = np.stack(
        (_SOUTH + side * _HEIGHT_DEG * rng.random(towns), _WEST + side * _WIDTH_DEG * rng.random(towns))
    )
    weight = rng.pareto(1.2, towns) + 0.3
    of_town = rng.integers(0, towns, villages)
    village = town[:, of_town] + _metres(rng, villages, 3_500.0)
    people = rng.pareto(2.0, villages) + 0.5
    places = []
    for number, rural in ((elders, elders_rural), (volunteers, volunteers_rural)):
        in_village = rng.random(number) < rural
        here_v = village[:, rng.choice(villages, number, p=people / people.sum())] + _metres(
            rng, number, 350.0
        )
        here_t = town[:, rng.choice(towns, number, p=weight / weight.sum())] + _metres(rng, number, 900.0)
        places.append(np.where(in_village, here_v, here_t))
    lat, lon = np.concatenate(places, axis=1)
    return lat, lon


def _metres(rng: Generator, number: int, spread_m: float) -> Floats:
    step = rng.normal(0.0, spread_m, (2, number))
    return np.stack((step[0] / _M_PER_DEG_LAT, step[1] / _M_PER_DEG_LON))


def _mask(rng: Generator, number: int, bits: int, chance: float) -> Ints:
    return np.asarray(((rng.random((number, bits)) < chance) * (1 << np.arange(bits))).sum(axis=1))


def _caps(rng: Generator, volunteers: int, total: int) -> Ints:
    """Visits that each volunteer can make, adding up to `total`."""
    wish = rng.choice([1, 2, 4, 6, 8], volunteers, p=[0.2, 0.3, 0.3, 0.15, 0.05])
    cap = np.floor(wish * total / wish.sum()).astype(np.int64)
    cap[rng.permutation(volunteers)[: total - int(cap.sum())]] += 1
    return np.asarray(cap)


def _last_month(rng: Generator, lat: Floats, lon: Floats, elders: int, volunteers: int) -> Ints:
    """For about two elders in three somebody of the neighbourhood who came last month."""
    from scipy.spatial import cKDTree

    home = np.stack((lat * _M_PER_DEG_LAT, lon * _M_PER_DEG_LON), axis=1)
    known = np.flatnonzero(rng.random(elders) < 0.66)
    near = cKDTree(home[elders:]).query(home[known], k=np.arange(1, min(12, volunteers) + 1))[1]
    pick = near[np.arange(len(known)), rng.integers(0, near.shape[1], len(known))]
    return np.stack((known, pick), axis=1)
