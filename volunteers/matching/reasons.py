"""Why nobody makes a visit: the rules, one after the other, over all volunteers."""

from __future__ import annotations

import numpy as np

from volunteers.matching import costs
from volunteers.matching.needs import open_slots
from volunteers.matching.places import distance_m, earth_centred
from volunteers.matching.plan import Reason
from volunteers.matching.problem import ANY_GENDER, Bools, Ints, Problem

_CELLS = 4_000_000


def reasons_for(problem: Problem, visits: Ints) -> list[Reason]:
    """One reason for each of `visits`. Volunteers without any time of their own do not count as being in reach."""
    found: list[Reason] = []
    size = max(1, _CELLS // max(1, problem.volunteers))
    slots = open_slots(problem)
    refused = costs.pair_keys(problem, problem.forbidden)
    locked = costs.pair_keys(problem, problem.locked)
    place = earth_centred(problem.lat, problem.lon)
    for start in range(0, len(visits), size):
        part = visits[start : start + size]
        found += _reasons(problem, part, slots[part], refused, locked, place)
    return found


def _reasons(problem: Problem, part: Ints, slots: Ints, refused: Ints, locked: Ints, place: Ints) -> list[Reason]:
    n, m = len(part), problem.volunteers
    visit, who = np.repeat(part, m), np.tile(np.arange(m), n)
    here = np.repeat(earth_centred(problem.visit_lat[part], problem.visit_lon[part]), m, axis=0)
    with np.errstate(invalid="ignore"):
        alive = distance_m(here, place[who]) <= problem.reach_m[who]
    alive &= (problem.cap_minutes[who] > 0) & (problem.slots[who] != 0)
    gender, skills = problem.visit_gender[visit], problem.visit_skills[visit]
    speech, key = problem.visit_dialects[visit], visit * max(1, m) + who
    tests: list[tuple[Reason, Bools]] = [
        (Reason.NO_VOLUNTEER_IN_REACH, np.ones(n * m, dtype=np.bool_)),
        (Reason.NO_GENDER, (gender == ANY_GENDER) | (gender == problem.gender[who])),
        (Reason.NO_SKILL, (skills & problem.skills[who]) == skills),
        (Reason.NO_DIALECT, (speech == 0) | ((speech & problem.dialects[who]) != 0)),
        (Reason.NO_COMMON_SLOT, (np.repeat(slots, m) & problem.slots[who]) != 0),
        (Reason.ONLY_MINORS, problem.adult[who] | ~problem.visit_adult_only[visit]),
        (Reason.ALL_DECLINED, ~costs.holds(refused, key) & ~costs.holds(locked, key)),
    ]
    answer: list[Reason | None] = [Reason.NO_LOCATION if nowhere else None for nowhere in np.isnan(problem.visit_lat[part])]
    for reason, passes in tests:
        alive &= passes
        some = alive.reshape(n, m).any(axis=1) if m else np.zeros(n, dtype=np.bool_)
        answer = [reason if known is None and not any_left else known for known, any_left in zip(answer, some, strict=True)]
    left = alive.reshape(n, m).sum(axis=1) if m else np.zeros(n, dtype=np.int64)
    taken = np.bincount(problem.locked[:, 0], minlength=problem.visits)[part]
    alone = (problem.visit_persons[part] - taken == 2) & (left < 2)
    return [
        known if known is not None else Reason.NEEDS_PAIR_ONE_FOUND if one else Reason.CAPACITY_EXHAUSTED
        for known, one in zip(answer, alone, strict=True)
    ]
