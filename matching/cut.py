"""Why nobody has time: the neighbourhoods in which more is asked than the volunteers there can give.

From a visit that nobody makes for want of time one walks to everybody who may make it, from them to the visits they
make instead, from those to everybody who may make them, and so on. No volunteer so found has time left, or the visit
would not be without: a chain of swaps would free somebody. What is found is therefore a cut of the flow (a violator of
Hall's condition): all these visits have only these volunteers, and they ask for more than those can give.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching import costs
from matching.needs import locked_minutes, persons_left, ranges
from matching.plan import Plan
from matching.problem import Bools, Ints, Problem
from matching.reasons import Reason, may_come

_BATCH = 500
_WANTING_TIME = (Reason.CAPACITY_EXHAUSTED, Reason.OUTWEIGHED)


@dataclass(frozen=True, eq=False)
class Shortages:
    """Neighbourhoods short of time, and the unmatched visits that lie in each.

    `visit` and `group` (k,): unmatched visits and the number of their neighbourhood. For each neighbourhood (g,):
    `visits` that compete in it, `elders` they are for, `uncovered` those of them without any visit, `volunteers` who
    may come, `possible` visits these can make beside what they have accepted, `demand_minutes` and `capacity_minutes`
    of the two sides, and `complete`: whether all of it was walked; otherwise the numbers say "at least".
    For each visit of the problem (n,): `group_of` its neighbourhood or -1, and `chain_dm` what it would save if
    somebody new made it: the dearest unmatched visit that whoever is freed, or somebody freed by them, can make (0 =
    none).
    """

    visit: Ints
    group: Ints
    visits: Ints
    elders: Ints
    uncovered: Ints
    volunteers: Ints
    possible: Ints
    demand_minutes: Ints
    capacity_minutes: Ints
    complete: Bools
    group_of: Ints
    chain_dm: Ints

    def __len__(self) -> int:
        return len(self.visits)


def shortages(plan: Plan, *, most: int = 20_000) -> Shortages:
    """The neighbourhoods of all visits that a plan leaves without anybody for want of time.

    Visits of an elder that are alike count as one step of the walk; after `most` steps the walk ends where it is.
    """
    walk = _Walk(plan)
    reason = np.array([why in _WANTING_TIME for why in plan.unmatched.reason], dtype=np.bool_)
    start = plan.unmatched.visit[reason]
    complete = walk.go(start, most)
    return walk.totals(start, complete)


def saved_dm(plan: Plan, visit: Ints) -> Ints:
    """What making each of these unmatched visits would save, its way aside: the visit, and the elder it is the only
    one of. 0 for a visit to which two must come and nobody does: one person more does not make it."""
    problem = plan.problem
    filled = np.bincount(plan.assignments.visit, minlength=problem.visits) >= problem.visit_persons
    alone = np.isin(problem.visit_elder[visit], costs.uncovered_elders(problem, filled))
    worth = costs.unfilled_dm(problem, plan.weights)[visit] + alone * costs.uncovered_dm(plan.weights)
    one_found = np.zeros(problem.visits, dtype=np.bool_)
    one_found[plan.unmatched.visit] = [why is Reason.NEEDS_PAIR_ONE_FOUND for why in plan.unmatched.reason]
    return np.where((problem.visit_persons[visit] == 1) | one_found[visit], worth, 0)


class _Walk:
    """A walk from all starts at once, the dearest first. Every start has a label; where two walks meet they are one
    neighbourhood."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._problem = plan, plan.problem
        self._left = persons_left(plan.problem)
        self._first, self.kind = _alike(plan.problem)
        rows = plan.assignments
        free = ~rows.locked
        self._mover, self._moved = rows.volunteer[free], self.kind[rows.visit[free]]
        order = np.argsort(self._mover, kind="stable")
        self._mover, self._moved = self._mover[order], self._moved[order]
        self._label_of_kind = np.full(len(self._first), -1, dtype=np.int64)
        self._label_of_volunteer = np.full(self._problem.volunteers, -1, dtype=np.int64)
        self._chain = np.zeros(len(self._first), dtype=np.int64)
        self._meetings: list[Ints] = []
        self._labels = 0

    def go(self, start: Ints, most: int) -> Ints:
        """Walk; returns the labels of walks that did not come to their end."""
        worth = saved_dm(self._plan, start)
        walked, frontier = 0, start[:0]
        for price in np.unique(worth)[::-1].tolist():
            fresh = np.unique(self.kind[start[worth == price]])
            fresh = fresh[self._label_of_kind[fresh] < 0]
            self._label_of_kind[fresh] = self._labels + np.arange(len(fresh))
            self._labels += len(fresh)
            frontier = np.concatenate((frontier, fresh))
            while len(frontier) and walked < most:
                here, rest = frontier[:_BATCH], frontier[_BATCH:]
                walked += len(here)
                self._chain[here] = price
                frontier = np.concatenate((rest, self._step(here)))
        return np.unique(self._label_of_kind[frontier])

    def _step(self, here: Ints) -> Ints:
        """One step from these kinds of visits: over everybody who may make them to what those make instead."""
        row, volunteer = may_come(self._problem, self._first[here])
        fresh = self._reach(self._label_of_volunteer, volunteer, self._label_of_kind[here[row]])
        low, high = (np.searchsorted(self._mover, fresh, side=side) for side in ("left", "right"))
        which, at = ranges(low, high - low)
        return self._reach(self._label_of_kind, self._moved[at], self._label_of_volunteer[fresh[which]])

    def _reach(self, labels: Ints, target: Ints, label: Ints) -> Ints:
        """Label targets that have no label yet, note where labels meet, and return the newly labelled."""
        new = labels[target] < 0
        fresh, first = np.unique(target[new], return_index=True)
        labels[fresh] = label[new][first]
        meeting = np.stack((label, labels[target]), axis=1)
        self._meetings.append(np.unique(meeting[meeting[:, 0] != meeting[:, 1]], axis=0))
        return fresh

    def totals(self, start: Ints, unfinished: Ints) -> Shortages:
        """Count what each neighbourhood holds."""
        meetings = np.concatenate([np.empty((0, 2), dtype=np.int64), *self._meetings])
        ones = np.ones(len(meetings), dtype=np.int8)
        graph = coo_array((ones, (meetings[:, 0], meetings[:, 1])), shape=(self._labels, self._labels))
        groups, group_of = connected_components(graph, directed=False) if self._labels else (0, start)
        problem, rows = self._problem, self._plan.assignments
        label = self._label_of_kind[self.kind]
        visit = np.flatnonzero((label >= 0) & (self._left > 0))
        at = group_of[label[visit]]
        volunteer = np.flatnonzero(self._label_of_volunteer >= 0)
        who = group_of[self._label_of_volunteer[volunteer]]
        filled = np.bincount(rows.visit, minlength=problem.visits) >= problem.visit_persons
        alone = np.isin(problem.visit_elder[visit], costs.uncovered_elders(problem, filled))
        room = np.maximum(0, problem.cap_minutes - locked_minutes(problem))[volunteer]
        made = np.bincount(rows.volunteer[~rows.locked], minlength=problem.volunteers)[volunteer]
        load = np.bincount(rows.volunteer, problem.visit_minutes[rows.visit], problem.volunteers)
        idle = np.maximum(0, problem.cap_minutes - load.astype(np.int64))[volunteer]
        shortest = np.full(groups, 1_440, dtype=np.int64)
        np.minimum.at(shortest, at, problem.visit_minutes[visit])

        def total(where: Ints, what: Ints) -> Ints:
            return np.bincount(where, what, groups).astype(np.int64)

        def elders(chosen: Bools) -> Ints:
            pairs = np.unique(np.stack((at[chosen], problem.visit_elder[visit[chosen]]), axis=1), axis=0)
            return np.bincount(pairs[:, 0], minlength=groups)

        complete = np.ones(groups, dtype=np.bool_)
        complete[group_of[unfinished]] = False
        group = np.full(problem.visits, -1, dtype=np.int64)
        group[visit] = at
        return Shortages(
            visit=start,
            group=group[start],
            visits=total(at, self._left[visit]),
            elders=elders(np.ones(len(visit), dtype=np.bool_)),
            uncovered=elders(alone),
            volunteers=np.bincount(who, minlength=groups),
            possible=total(who, made + idle // shortest[who]),
            demand_minutes=total(at, self._left[visit] * problem.visit_minutes[visit]),
            capacity_minutes=total(who, room),
            complete=complete,
            group_of=group,
            chain_dm=np.where(group >= 0, self._chain[self.kind], 0),
        )


def _alike(problem: Problem) -> tuple[Ints, Ints]:
    """(a visit of each kind, the kind of each visit): visits of one elder that the same people may make."""
    declined = np.isin(np.arange(problem.visits), problem.forbidden[:, 0])
    half = np.isin(np.arange(problem.visits), problem.locked[:, 0])
    columns = (
        np.where(declined | half, np.arange(problem.visits), -1), problem.visit_slots, problem.visit_gender,
        problem.visit_skills, problem.visit_dialects, problem.visit_adult_only, problem.visit_minutes,
        problem.visit_persons, problem.visit_lat, problem.visit_lon, problem.visit_elder,
    )  # fmt: skip
    order = np.lexsort(columns)
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = np.any([column[order][1:] != column[order][:-1] for column in columns], axis=0)
    kind = np.empty(problem.visits, dtype=np.int64)
    kind[order] = np.cumsum(fresh) - 1
    return order[fresh], kind
