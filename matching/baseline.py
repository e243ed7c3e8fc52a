"""What a diligent office would do by hand: visit after visit, the nearest volunteer who may and still has time."""

from __future__ import annotations

import time

import numpy as np

from matching import certificate
from matching import plan as plans
from matching.candidates import Candidates, within_reach
from matching.eligibility import Rules
from matching.half_days import NO_SLOT, Room
from matching.needs import make_needs, make_pool
from matching.places import distance_m
from matching.plan import Plan, Unmatched
from matching.problem import ANY_WINDOW, Ints, Problem, Weights
from matching.reasons import explain_gaps

_LIST = 16
_BATCH = 200


def greedy(problem: Problem, weights: Weights) -> Plan:
    """A feasible plan by the rule above, for comparison with `solve`; its figures have neither bound nor gap.

    Elders at high risk go first. Two persons are the nearest two who share a slot. Who finds nobody free among the
    16 nearest is served after the others, from everybody in reach. Within one window a volunteer visits an elder
    once at most.
    """
    started = time.perf_counter()
    needs, pool = make_needs(problem, weights), make_pool(problem)
    desk = _Desk(problem, Rules(problem, weights, needs, pool))
    order = np.lexsort((needs.visit, problem.visit_tier[needs.visit]))
    if len(needs) and len(pool):
        wanted = np.where(needs.persons == 2, 3 * _LIST, _LIST)
        short = desk.serve(order, *Candidates(desk.rules).nearest(wanted))
        for batch in np.array_split(short, 1 + len(short) // _BATCH):
            desk.serve(batch, *within_reach(desk.rules, batch, np.flatnonzero(desk.room > 0)))
    visit, volunteer, slot = desk.rows()
    faults = certificate.check(problem, visit, volunteer, slot)
    if faults:
        raise certificate.CertificateError(faults)
    rows = plans.make_assignments(problem, weights, visit, volunteer, slot)
    seconds = {"greedy": time.perf_counter() - started}
    figures = plans.make_figures(problem, weights, rows, bound_dm=None, pairs=0, rounds=1, seconds=seconds)
    return Plan(problem, weights, rows, Unmatched(*explain_gaps(problem, visit, volunteer)), figures, None)


class _Desk:
    """Everybody's free time, and what has been given out."""

    def __init__(self, problem: Problem, rules: Rules) -> None:
        self.rules = rules
        self.room = rules.pool.units.copy()
        self._problem = problem
        self._made: list[tuple[int, int]] = []
        self._done = np.zeros(problem.visits, dtype=np.bool_)
        self._windows: set[tuple[int, int, int]] = set()
        for visit, volunteer in problem.locked.tolist():
            self._note(visit, volunteer)

    def serve(self, order: Ints, need: Ints, member: Ints) -> Ints:
        """Serve the needs in this order from the given pairs; returns those that still lack somebody."""
        needs, pool = self.rules.needs, self.rules.pool
        metres = distance_m(self.rules.needs.place[need], self.rules.pool.place[member])
        by_way = np.lexsort((member, metres, need))
        need, member = need[by_way], member[by_way]
        start = np.searchsorted(need, np.arange(len(needs) + 1))
        short: list[int] = []
        for one in order.tolist():
            for visit in needs.visits[needs.start[one] : needs.start[one + 1]].tolist():
                if self._done[visit]:
                    continue
                options = member[start[one] : start[one + 1]].tolist()
                who = self._pick(one, visit, options)
                if not who:
                    short.append(one)
                    break
                for chosen in who:
                    self.room[chosen] -= needs.units[one]
                    self._made.append((visit, int(pool.volunteer[chosen])))
                    self._note(visit, int(pool.volunteer[chosen]))
                self._done[visit] = True
        return np.array(short, dtype=np.int64)

    def rows(self) -> tuple[Ints, Ints, Ints]:
        """(visit, volunteer, slot) of everything settled and given out, less what does not fit into half-days."""
        problem, room = self._problem, Room(self._problem)
        visit, volunteer = np.array(self._made, dtype=np.int64).reshape(-1, 2).T
        slots = room.open_slots()
        np.bitwise_and.at(slots, visit, problem.slots[volunteer])
        accepted, slot = room.place(visit, volunteer, np.full(len(visit), NO_SLOT), slots[visit])
        lowest, highest = np.full((2, problem.visits), NO_SLOT)
        lowest[visit[::-1]], highest[visit] = slot[::-1], slot
        # Two are the first and the last row of their visit: they come together or not at all.
        fine = (lowest == highest)[visit]
        short = room.limited[volunteer] & (slot < 0)
        fine &= ~np.isin(visit, visit[short])
        return (
            np.concatenate((problem.locked[:, 0], visit[fine])),
            np.concatenate((problem.locked[:, 1], volunteer[fine])),
            np.concatenate((accepted, slot[fine])),
        )

    def _note(self, visit: int, volunteer: int) -> None:
        self._windows.add(
            (int(self._problem.visit_elder[visit]), int(self._problem.visit_window[visit]), volunteer)
        )

    def _pick(self, need: int, visit: int, options: list[int]) -> list[int]:
        needs, pool, problem = self.rules.needs, self.rules.pool, self._problem
        elder, window = int(problem.visit_elder[visit]), int(problem.visit_window[visit])
        first: list[int] = []
        for member in options:
            if self.room[member] < needs.units[need]:
                continue
            if window != ANY_WINDOW and (elder, window, int(pool.volunteer[member])) in self._windows:
                continue
            if needs.persons[need] == 1:
                return [member]
            for other in first:
                if pool.slots[other] & pool.slots[member] & needs.slots[need]:
                    return [other, member]
            first.append(member)
        return []
