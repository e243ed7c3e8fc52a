"""From units of flow to visits: whole visits, pairs who share a slot, and a cheap repair of what does not come out even."""

from __future__ import annotations

import numpy as np

from volunteers.matching.flow import Flow, Pairs
from volunteers.matching.needs import Needs, Pool
from volunteers.matching.problem import Ints


class Decoder:
    """Turns the flow over candidate pairs into (visit, volunteer) rows. `exact` says that nothing had to be repaired."""

    def __init__(self, needs: Needs, pool: Pool, pairs: Pairs) -> None:
        self.needs, self.pool, self.pairs = needs, pool, pairs
        self.left = pool.units.copy()
        self.rows: list[tuple[int, int]] = []
        self.exact = True
        order = np.lexsort((pairs.cost, pairs.need))
        self._order = order
        self._start = np.searchsorted(pairs.need[order], np.arange(len(needs) + 1))

    def decode(self, flow: Flow) -> tuple[Ints, Ints]:
        """(visit, volunteer in the problem's numbering) of all new assignments."""
        on = flow.on[: len(self.pairs.need)]
        times = on // self.needs.units[self.pairs.need]
        if np.any(times * self.needs.units[self.pairs.need] != on):
            self.exact = False
        used = np.flatnonzero(times)
        np.subtract.at(self.left, self.pairs.member[used], (times * self.needs.units[self.pairs.need])[used])
        by_need: dict[int, list[tuple[int, int]]] = {}
        for pair in used.tolist():
            by_need.setdefault(int(self.pairs.need[pair]), []).append((int(self.pairs.member[pair]), int(times[pair])))
        short: list[tuple[int, list[int]]] = []
        for need in range(len(self.needs)):
            found = by_need.get(need, [])
            if self.needs.persons[need] == 2:
                self._pair(need, [member for member, _times in found], short)
            else:
                self._single(need, found, short)
        for need, visits in short:
            self._repair(need, visits)
        if not self.rows:
            empty = np.empty(0, dtype=np.int64)
            return empty, empty
        rows = np.array(sorted(self.rows), dtype=np.int64)
        return rows[:, 0], self.pool.volunteer[rows[:, 1]]

    def _single(self, need: int, found: list[tuple[int, int]], short: list[tuple[int, list[int]]]) -> None:
        visits = self.needs.visits[self.needs.start[need] : self.needs.start[need + 1]].tolist()
        for member, times in found:
            for _time in range(times):
                self.rows.append((visits.pop(0), member))
        if visits:
            short.append((need, visits))

    def _pair(self, need: int, members: list[int], short: list[tuple[int, list[int]]]) -> None:
        visit = int(self.needs.visit[need])
        if len(members) == 2 and self._together(need, members[0], members[1]):
            self.rows += [(visit, member) for member in members]
            return
        # One person, or two who are never free together, are no pair: give their time back and look again.
        for member in members:
            self.left[member] += self.needs.units[need]
        if members:
            self.exact = False
        short.append((need, [visit]))

    def _together(self, need: int, first: int, second: int) -> bool:
        return bool(self.needs.slots[need] & self.pool.slots[first] & self.pool.slots[second])

    def _repair(self, need: int, visits: list[int]) -> None:
        """Give what is left over to the cheapest candidates who still have time."""
        units = int(self.needs.units[need])
        arcs = self._order[self._start[need] : self._start[need + 1]]
        members = self.pairs.member[arcs]
        limits = dict(zip(members.tolist(), self.pairs.limit[arcs].tolist(), strict=True))
        for row_visit, member in self.rows if self.needs.windowed[need] else ():
            if row_visit in visits:
                limits[member] = limits.get(member, 1) - 1
        for visit in visits:
            free = [int(member) for member in members if self.left[member] >= units and limits[int(member)] > 0]
            if self.needs.persons[need] == 2:
                chosen = self._cheapest_pair(need, free)
            else:
                chosen = free[:1]
            if not chosen:
                return
            self.exact = False
            for member in chosen:
                self.left[member] -= units
                limits[member] -= 1
                self.rows.append((visit, member))

    def _cheapest_pair(self, need: int, free: list[int]) -> list[int]:
        for last in range(1, len(free)):
            for first in range(last):
                if self._together(need, free[first], free[last]):
                    return [free[first], free[last]]
        return []
