"""The problem as the peers see it: every elder with the k nearest volunteers who may come, as one network.

Written apart from the engine, for cities without slots, pairs, locks or different lengths: there it is the prototype's
formulation, a flow from elders over volunteers to an end, and its cost is that of `matching.costs`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from matching import costs
from matching.places import distance_m, earth_centred
from matching.problem import Bools, Ints, Problem, Weights

K = 20
_BATCH = 1_000_000


class Network(NamedTuple):
    """Arcs with capacity and cost (decimetres) per visit; the first `pairs` of them join an elder and a volunteer.
    Nodes: elders, volunteers, the end. The arcs into the end that stand for "nobody comes" are `missed`, those of an
    elder's last visit `alone`."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    supply: Ints
    pairs: int
    missed: slice
    alone: slice


def nearest(problem: Problem, k: int = K) -> tuple[Ints, Ints]:
    """(visit that stands for its elder, volunteer), the `k` nearest who may come, fewer where there are not as many."""
    first = np.unique(problem.visit_elder, return_index=True)[1]
    there = earth_centred(problem.lat, problem.lon)
    here = earth_centred(problem.visit_lat[first], problem.visit_lon[first])
    tree, farthest = cKDTree(there), float(problem.reach_m.max(initial=0.0)) + 1.0
    todo, look = np.arange(len(first)), 2 * k
    rows: list[tuple[Ints, Ints]] = []
    while len(todo) and problem.volunteers:
        short = []
        wide = min(look, problem.volunteers)
        for batch in np.array_split(todo, 1 + len(todo) * wide // _BATCH):
            far, at = tree.query(here[batch], k=np.arange(1, wide + 1))
            fine = np.isfinite(far)
            fine[fine] = _may(problem, first[np.repeat(batch, fine.sum(axis=1))], at[fine])
            rank = fine.cumsum(axis=1)
            enough = (rank[:, -1] >= k) | (far[:, -1] > farthest) | (wide == problem.volunteers)
            row, column = np.nonzero(fine & (rank <= k) & enough[:, None])
            rows.append((first[batch[row]], at[row, column]))
            short.append(batch[~enough])
        todo, look = np.concatenate(short), look * 4
    none = np.empty(0, dtype=np.int64)
    return np.concatenate([none, *(row[0] for row in rows)]), np.concatenate(
        [none, *(row[1] for row in rows)]
    )


def _may(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    here = earth_centred(problem.visit_lat[visit], problem.visit_lon[visit])
    metres = distance_m(here, earth_centred(problem.lat[volunteer], problem.lon[volunteer]))
    gender, skills = problem.visit_gender[visit], problem.visit_skills[visit]
    spoken = problem.visit_dialects[visit]
    fine = metres <= problem.reach_m[volunteer]
    fine &= (gender == 0) | (gender == problem.gender[volunteer])
    fine &= (skills & ~problem.skills[volunteer]) == 0
    fine &= (spoken == 0) | ((spoken & problem.dialects[volunteer]) != 0)
    return np.asarray(fine & (problem.adult[volunteer] | ~problem.visit_adult_only[visit]))


def network(problem: Problem, weights: Weights, visit: Ints, volunteer: Ints) -> Network:
    """The network over these pairs."""
    ids, first, elder, count = np.unique(
        problem.visit_elder, return_index=True, return_inverse=True, return_counts=True
    )
    people, end = len(ids), len(ids) + problem.volunteers
    minutes = int(problem.visit_minutes[0]) if problem.visits else 60
    unfilled = costs.unfilled_dm(problem, weights)[first]
    who, room, rise = _fairness(problem, weights, minutes)
    size = len(visit), len(who), people, people
    edge = np.cumsum((0, *size))
    every = np.arange(people)
    supply = np.zeros(end + 1, dtype=np.int64)
    supply[:people], supply[end] = count, -problem.visits
    return Network(
        tail=np.concatenate((elder[visit], people + who, every, every)),
        head=np.concatenate((people + volunteer, np.full(len(who) + 2 * people, end))),
        capacity=np.concatenate((count[elder[visit]], room, count - 1, np.ones(people, dtype=np.int64))),
        cost=np.concatenate(
            (
                costs.assignments_dm(problem, weights, visit, volunteer),
                rise,
                unfilled,
                unfilled + costs.uncovered_dm(weights),
            )
        ),
        supply=supply,
        pairs=len(visit),
        missed=slice(int(edge[2]), int(edge[4])),
        alone=slice(int(edge[3]), int(edge[4])),
    )


def _fairness(problem: Problem, weights: Weights, minutes: int) -> tuple[Ints, Ints, Ints]:
    """(volunteer, visits, cost of each): every volunteer's visits, as many as cost alike taken together."""
    room = np.maximum(0, problem.cap_minutes) // minutes
    who = np.repeat(np.arange(problem.volunteers), room)
    nth = np.arange(len(who)) - np.repeat(np.cumsum(room) - room, room)
    cap = problem.cap_minutes[who]
    rise = costs.fairness_dm(weights, (nth + 1) * minutes, cap) - costs.fairness_dm(
        weights, nth * minutes, cap
    )
    alike, visits = np.unique(np.stack((who, rise), axis=1), axis=0, return_counts=True)
    return alike[:, 0], visits, alike[:, 1]
