"""Leaving offers where they stand: an elder's visits are alike to the engine, not to who was asked for one of them.

The engine charges for asking somebody new for an *elder*. Which of the elder's visits each of the same people makes
costs it nothing, so that a plan made again may deal the weeks anew. Here visits of one elder are exchanged between
rows until, as far as the rules allow, everybody keeps the visits they were asked for. Cost and certificate stay.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from matching import Assignments, Problem
from visit_planning.plan.services.situation import Ints

# What two visits of one elder have to have in common to be exchanged.
_ALIKE = (
    "visit_minutes", "visit_tier", "visit_gender", "visit_skills", "visit_dialects", "visit_adult_only", "visit_lat",
    "visit_lon",
)  # fmt: skip


def kept_in_place(problem: Problem, found: Assignments, offered: Ints) -> Ints:
    """`found.visit` with visits of the same elder exchanged between rows; `offered` are (visit, volunteer), (k, 2).

    Only visits for one person, not locked and alike, are exchanged; also with one that nobody makes.
    """
    exchange = _Exchange(problem, found)
    stride = max(1, problem.volunteers)
    missing = ~np.isin(offered[:, 0] * stride + offered[:, 1], found.visit * stride + found.volunteer)
    wanted = offered[missing & (problem.visit_persons[offered[:, 0]] == 1)]
    if len(wanted):
        exchange.open_for(wanted, offered)
        for visit, volunteer in wanted.tolist():
            exchange.give(visit, volunteer)
    return exchange.visit


class _Exchange:
    """Rows of the plan that may still change their visit."""

    def __init__(self, problem: Problem, found: Assignments) -> None:
        self.problem, self.found = problem, found
        self.visit = found.visit.copy()

    def open_for(self, wanted: Ints, offered: Ints) -> None:
        """Index the rows of the elders of `wanted`."""
        problem, found = self.problem, self.found
        self.row_of: dict[int, int] = {}
        self.rows: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.load: dict[tuple[int, int, int], int] = defaultdict(int)
        self.asked = set(map(tuple, offered.tolist()))
        self.refused = set(map(tuple, problem.forbidden.tolist()))
        elders = np.unique(problem.visit_elder[wanted[:, 0]])
        mine = np.isin(problem.visit_elder[self.visit], elders)
        locked_visits = np.isin(self.visit, self.visit[found.locked])
        for row in np.flatnonzero(mine).tolist():
            visit, volunteer = int(self.visit[row]), int(found.volunteer[row])
            self.rows[int(problem.visit_elder[visit]), volunteer].append(row)
            self.row_of[visit] = -1 if locked_visits[row] or problem.visit_persons[visit] != 1 else row
        slots, windows = found.slot.tolist(), problem.visit_window[self.visit].tolist()
        for who, slot, window in zip(found.volunteer.tolist(), slots, windows, strict=True):
            self.load[who, slot, window] += 1

    def give(self, visit: int, volunteer: int) -> None:
        """Let the volunteer, who makes another visit of the same elder, make this one instead; if the rules allow."""
        other = self.row_of.get(visit)
        if other == -1 or (other is not None and (visit, int(self.found.volunteer[other])) in self.asked):
            return
        for row in self.rows[int(self.problem.visit_elder[visit]), volunteer]:
            here = int(self.visit[row])
            movable = self.row_of[here] == row and (here, volunteer) not in self.asked
            if movable and self._allowed(row, other, here, visit):
                self._move(row, here, visit)
                if other is None:
                    del self.row_of[here]
                else:
                    self._move(other, visit, here)
                return

    def _allowed(self, row: int, other: int | None, here: int, there: int) -> bool:
        problem = self.problem
        for name in _ALIKE:
            column = getattr(problem, name)
            if column[here] != column[there]:
                return False
        moves = [(row, there)] if other is None else [(row, there), (other, here)]
        return all(self._fits(mover, visit) for mover, visit in moves)

    def _fits(self, row: int, visit: int) -> bool:
        """Whether the row's volunteer may make the visit in the row's slot, others staying where they are."""
        problem, who, slot = self.problem, int(self.found.volunteer[row]), int(self.found.slot[row])
        common = int(problem.visit_slots[visit] & problem.slots[who])
        if (visit, who) in self.refused or not common or (slot >= 0 and not common >> slot & 1):
            return False
        window = int(problem.visit_window[visit])
        if window == problem.visit_window[self.visit[row]]:
            return True
        elder = int(problem.visit_elder[visit])
        beside = any(
            other != row and problem.visit_window[self.visit[other]] == window
            for other in self.rows[elder, who]
        )
        return not beside and self.load[who, slot, window] < int(problem.slot_visits[who])

    def _move(self, row: int, source: int, target: int) -> None:
        who, slot = int(self.found.volunteer[row]), int(self.found.slot[row])
        self.load[who, slot, int(self.problem.visit_window[source])] -= 1
        self.load[who, slot, int(self.problem.visit_window[target])] += 1
        self.visit[row] = target
        self.row_of[target] = row
