"""Small random problems, and a referee that knows nothing of the engine: trying everything (`whole_model` is another).

It uses the definition of costs (`matching.costs`) and nothing else of the package; who may visit whom is
written down again, in plain Python.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from typing import Any

import numpy as np

from matching import Problem, Weights, costs, solve
from matching.synthetic import city

HERE = (31.2, 107.5)
# One degree of latitude is about 110.9 km, one of longitude about 95.2 km here.
KM_LAT, KM_LON = 1 / 110.9, 1 / 95.2


def line(*km: float) -> tuple[np.ndarray, np.ndarray]:
    """Latitudes and longitudes of points on a west-east line, at these kilometres."""
    return np.full(len(km), HERE[0]), HERE[1] + np.array(km, dtype=float) * KM_LON


def simple(visits: tuple[float, ...], volunteers: tuple[float, ...], **more: Any) -> Problem:
    """Visits and volunteers on a line (kilometres); everybody reaches 5 km and has 60 minutes, unless said."""
    visit_lat, visit_lon = line(*visits)
    lat, lon = line(*volunteers)
    fields = {
        "visit_lat": visit_lat,
        "visit_lon": visit_lon,
        "lat": lat,
        "lon": lon,
        "reach_m": np.full(len(volunteers), 5_000.0),
        "cap_minutes": np.full(len(volunteers), 60),
    }
    return Problem.build(**{**fields, **more})


def random_problem(seed: int, visits: int, volunteers: int, *, pairs: bool = False, lengths: bool = False,
                   settled: bool = False, windows: bool = False, half_days: bool = False,
                   offers: bool = False) -> Problem:  # fmt: skip
    """A crowded little village in which every rule bites now and then."""
    rng = np.random.default_rng(seed)
    elders = max(1, visits * 2 // 3)
    elder = np.sort(rng.integers(0, elders, visits))
    place = rng.normal(0, 1.5, (elders, 2)) * (KM_LAT, KM_LON) + HERE
    home = rng.normal(0, 1.5, (volunteers, 2)) * (KM_LAT, KM_LON) + HERE
    caps = rng.choice([0, 60, 120, 180], volunteers, p=[0.1, 0.4, 0.3, 0.2])
    problem: dict[str, Any] = {
        "visit_lat": place[elder, 0],
        "visit_lon": place[elder, 1],
        "visit_elder": elder + 7,
        "visit_tier": rng.integers(0, 3, elders)[elder],
        "visit_minutes": rng.choice([30, 60, 90], visits) if lengths else np.full(visits, 60),
        "visit_persons": rng.choice([1, 2], elders, p=[0.6, 0.4])[elder] if pairs else np.ones(visits),
        "visit_slots": mask(rng, elders, 4, 0.5)[elder] | 1,
        "visit_gender": rng.choice([0, 1, 2], elders, p=[0.7, 0.15, 0.15])[elder],
        "visit_skills": mask(rng, visits, 2, 0.2),
        "visit_dialects": mask(rng, elders, 2, 0.2)[elder],
        "visit_window": rng.integers(-1, 2, visits) if windows else np.full(visits, -1),
        "visit_adult_only": rng.random(visits) < 0.2,
        "lat": home[:, 0],
        "lon": home[:, 1],
        "reach_m": rng.choice([1_500.0, 3_000.0, np.inf], volunteers),
        "cap_minutes": caps + (rng.integers(0, 30, volunteers) if lengths else 0),
        "slots": mask(rng, volunteers, 4, 0.6),
        "skills": mask(rng, volunteers, 2, 0.7),
        "dialects": mask(rng, volunteers, 2, 0.7),
        "gender": rng.integers(0, 3, volunteers),
        "adult": rng.random(volunteers) < 0.8,
    }
    if visits and volunteers:
        met = rng.random((elders, volunteers)) < 0.2
        problem["previous"] = np.argwhere(met) + np.array((7, 0))
    if settled and visits and volunteers:
        locked = {int(visit): int(rng.integers(volunteers)) for visit in rng.integers(0, visits, 2)}
        problem["locked"] = list(locked.items())
        declined = np.argwhere(rng.random((visits, volunteers)) < 0.15).tolist()
        problem["forbidden"] = [pair for pair in declined if locked.get(pair[0]) != pair[1]]
        problem["locked"] = problem["locked"] or np.empty((0, 2))
        problem["forbidden"] = problem["forbidden"] or np.empty((0, 2))
        problem["covered"] = [elder[0] + 7]
    if half_days:
        problem["slot_visits"] = rng.choice([0, 1, 1, 2], volunteers)
        problem["slot_total"] = rng.choice([1, 2, 3], volunteers)
    if offers and visits and volunteers:
        asked = np.argwhere(rng.random((visits, volunteers)) < 0.15)
        problem["offered"] = asked if len(asked) else np.empty((0, 2))
    return Problem.build(**problem)


def mask(rng: np.random.Generator, number: int, bits: int, chance: float) -> np.ndarray:
    """Random bit masks."""
    return ((rng.random((number, bits)) < chance) * (1 << np.arange(bits))).sum(axis=1)


def may(problem: Problem, visit: int, volunteer: int) -> bool:
    """Whether one volunteer may make one visit, everything else aside."""
    p, i, v = problem, visit, volunteer
    skills, spoken = int(p.visit_skills[i]), int(p.visit_dialects[i])
    metres = costs.metres(p, np.array([i]), np.array([v]))[0]
    return bool(
        metres <= p.reach_m[v]
        and skills & int(p.skills[v]) == skills
        and (p.visit_gender[i] == 0 or p.visit_gender[i] == p.gender[v])
        and (spoken == 0 or spoken & int(p.dialects[v]))
        and int(p.visit_slots[i]) & int(p.slots[v])
        and (p.adult[v] or not p.visit_adult_only[i])
        and [i, v] not in p.forbidden.tolist()
    )


def cost_of(problem: Problem, weights: Weights, rows: list[tuple[int, int]]) -> int:
    """The objective of (visit, volunteer) rows, in decimetres."""
    pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return costs.objective_dm(problem, weights, pairs[:, 0], pairs[:, 1])


def brute_force(problem: Problem, weights: Weights) -> int:
    """The least objective of all plans there are, by trying every one."""
    locked = [tuple(pair) for pair in problem.locked.tolist()]
    choices = []
    for visit in range(problem.visits):
        here = [v for i, v in locked if i == visit]
        able = [v for v in range(problem.volunteers) if v not in here and may(problem, visit, v)]
        missing = int(problem.visit_persons[visit]) - len(here)
        teams = [
            team for team in itertools.combinations(able, missing) if _meet(problem, visit, [*team, *here])
        ]
        choices.append([()] + [team for team in teams if team])
    best = None
    for plan in itertools.product(*choices):
        rows = locked + [(visit, v) for visit, team in enumerate(plan) for v in team]
        if _fits(problem, locked, rows):
            cost = cost_of(problem, weights, rows)
            best = cost if best is None else min(best, cost)
    assert best is not None
    return best


def _meet(problem: Problem, visit: int, team: list[int]) -> bool:
    if problem.visit_persons[visit] == 1:
        return True
    common = int(problem.visit_slots[visit])
    for volunteer in team:
        common &= int(problem.slots[volunteer])
    return common != 0


def _fits(problem: Problem, locked: list[Any], rows: list[tuple[int, int]]) -> bool:
    minutes: Counter[int] = Counter()
    windows: dict[tuple[int, int, int], list[int]] = {}
    for visit, volunteer in rows:
        minutes[volunteer] += int(problem.visit_minutes[visit])
        if problem.visit_window[visit] >= 0:
            key = (int(problem.visit_elder[visit]), int(problem.visit_window[visit]), volunteer)
            windows.setdefault(key, []).append(visit)
    new = {volunteer for visit, volunteer in rows if (visit, volunteer) not in locked}
    if any(minutes[volunteer] > problem.cap_minutes[volunteer] for volunteer in new):
        return False
    for (_elder, _window, volunteer), visits in windows.items():
        slots = int(np.bitwise_or.reduce(problem.visit_slots[visits])) & int(problem.slots[volunteer])
        if len(visits) > slots.bit_count() and any((visit, volunteer) not in locked for visit in visits):
            return False
    return _half_days_suffice(problem, locked, rows)


def _half_days_suffice(problem: Problem, locked: list[Any], rows: list[tuple[int, int]]) -> bool:
    """Whether every new visit finds a weekly slot in which all who come have room, by trying.

    Accepted visits take room too: as many of a volunteer's as fit when nothing else is planned.
    """
    at_least = {v: _most_placed(problem, locked, v) for _, v in locked}
    teams: dict[int, list[int]] = {}
    for visit, volunteer in rows:
        teams.setdefault(visit, []).append(volunteer)
    # All who come to a visit together sit in one slot; those who have all accepted before, each for themselves.
    jobs: list[tuple[int, list[int], list[int]]] = []
    for visit, team in sorted(teams.items()):
        if all((visit, volunteer) in locked for volunteer in team):
            jobs += [(visit, [volunteer], team) for volunteer in team]
        else:
            jobs.append((visit, team, team))
    return _placed(problem, locked, jobs, at_least)


def _most_placed(problem: Problem, locked: list[Any], volunteer: int) -> int:
    mine = [visit for visit, who in locked if who == volunteer]
    jobs = [(visit, [volunteer], [who for other, who in locked if other == visit]) for visit in mine]
    fits = [size for size in range(len(mine) + 1) if _placed(problem, locked, jobs, {volunteer: size})]
    return max(fits)


def _placed(problem: Problem, locked: list[Any], jobs: list[Any], at_least: dict[int, int]) -> bool:
    """Whether all jobs (visit, who sits in one slot, who must be able to) find room, but for accepted ones beyond
    `at_least` of a volunteer."""
    weekly: Counter[tuple[int, int]] = Counter()
    once: Counter[tuple[int, int, int]] = Counter()
    settled: Counter[int] = Counter()

    def place(at: int) -> bool:
        if at == len(jobs):
            return all(settled[volunteer] >= size for volunteer, size in at_least.items())
        visit, team, able = jobs[at]
        window = int(problem.visit_window[visit])
        accepted = [volunteer for volunteer in team if (visit, volunteer) in locked]
        for slot in range(21):
            if not _all_can(problem, visit, able, slot):
                continue
            # Of a team in which one is new, whoever has accepted sits with the other or, in the count, nowhere.
            for counted in [team] if not accepted else [team, [v for v in team if v not in accepted]]:
                for volunteer in counted:
                    weekly[volunteer, slot] += 1
                    once[volunteer, slot, window] += 1
                    settled[volunteer] += volunteer in accepted
                room = all(
                    weekly[volunteer, slot] <= problem.slot_total[volunteer]
                    and (window < 0 or once[volunteer, slot, window] <= problem.slot_visits[volunteer])
                    for volunteer in counted
                )
                if room and place(at + 1):
                    return True
                for volunteer in counted:
                    weekly[volunteer, slot] -= 1
                    once[volunteer, slot, window] -= 1
                    settled[volunteer] -= volunteer in accepted
        return len(accepted) == len(team) and place(at + 1)

    return place(0)


def _all_can(problem: Problem, visit: int, team: list[int], slot: int) -> bool:
    masks = [int(problem.visit_slots[visit]), *(int(problem.slots[volunteer]) for volunteer in team)]
    return all(mask >> slot & 1 for mask in masks)


def fingerprint() -> str:
    """A hash of the plan of a fixed city in which everything occurs."""
    plan = solve(city(300, seed=3, supply="tight", pairs=0.1, slots=True), Weights())
    rows = plan.assignments
    text = repr(
        (rows.visit.tolist(), rows.volunteer.tolist(), plan.unmatched.reason, plan.figures.objective_m)
    )
    return hashlib.sha256(text.encode()).hexdigest()
