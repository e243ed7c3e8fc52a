"""The whole matching problem as one integer programme, written from `Problem`'s docstring and solved by HiGHS.

It knows the definition of costs (`matching.costs`) and nothing else of the engine: no needs, no units, no
flow, no prices. So where it and the engine agree, they agree for different reasons.

    come[i, v]   volunteer v makes the visit i (fixed for what is locked)
    miss[i]      the visit i lacks somebody
    alone[e]     no visit of the elder e is made
    over[v, 1|2] minutes above one and two thirds of the cap
    held[i, s]   the visit i for two takes place in the weekly slot s
    sits[i, v, s] v's visit i lies in the weekly slot s (only where slots limit v)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import highspy
import numpy as np

from matching import Problem, Weights, costs
from tests.matching.cases import may

_INF = float("inf")


class Programme:
    """Columns and rows of a minimisation, handed to HiGHS in one piece."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._most: list[float] = []
        self._whole: list[bool] = []
        self._rows: list[tuple[float, float, list[int], list[float]]] = []

    def column(self, cost: float = 0, most: float = 1, *, whole: bool = True) -> int:
        """A new variable between 0 and `most`."""
        self._cost.append(cost)
        self._most.append(most)
        self._whole.append(whole)
        return len(self._cost) - 1

    def row(self, terms: dict[int, float], least: float = -_INF, most: float = _INF) -> None:
        """least ≤ Σ factor·variable ≤ most."""
        self._rows.append((least, most, list(terms), list(terms.values())))

    def fix(self, column: int, value: int) -> None:
        """Leave the variable no choice."""
        self.row({column: 1}, value, value)

    def least(self, seconds: float = 20.0) -> float | None:
        """The least cost, None when the rows contradict each other. Raises AssertionError when HiGHS does not know
        within the seconds."""
        if not self._cost:
            return 0.0
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cost), len(self._rows)
        model.col_cost_ = np.array(self._cost, dtype=float)
        model.col_lower_, model.col_upper_ = np.zeros(len(self._cost)), np.array(self._most, dtype=float)
        model.row_lower_ = np.array([row[0] for row in self._rows])
        model.row_upper_ = np.array([row[1] for row in self._rows])
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self._whole]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0] + [len(row[2]) for row in self._rows])
        model.a_matrix_.index_ = np.array([at for row in self._rows for at in row[2]], dtype=np.int32)
        model.a_matrix_.value_ = np.array([factor for row in self._rows for factor in row[3]], dtype=float)
        solver = highspy.Highs()
        solver.silent()
        for option, value in {
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.1,
            "time_limit": seconds,
            "threads": 1,
        }.items():
            solver.setOptionValue(option, value)
        solver.passModel(model)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, status
        return float(solver.getInfo().objective_function_value)


@dataclass
class _Board:
    """What the parts of the model share: the variables of each (visit, volunteer) and of each visit, and what the
    locked assignments cost."""

    problem: Problem
    weights: Weights
    programme: Programme
    come: dict[tuple[int, int], int]
    locked: set[tuple[int, int]]
    miss: dict[int, int]
    fixed: int

    def of_volunteer(self, volunteer: int) -> list[tuple[int, int]]:
        """(visit, variable) of all visits open to the volunteer."""
        return [(i, at) for (i, v), at in self.come.items() if v == volunteer]

    def settled_minutes(self, volunteer: int) -> int:
        return sum(int(self.problem.visit_minutes[i]) for i, v in self.locked if v == volunteer)


def least_dm(problem: Problem, weights: Weights) -> int:
    """The least objective of any plan, decimetres."""
    board = _set_up(problem, weights)
    least = board.programme.least()
    assert least is not None
    return board.fixed + round(least)


def cost_if_allowed_dm(problem: Problem, weights: Weights, rows: list[tuple[int, int]]) -> int | None:
    """The objective of a plan given as (visit, volunteer) rows, locked ones among them; None when a rule is broken."""
    board = _set_up(problem, weights)
    new = set(rows) - board.locked
    if len(set(rows)) < len(rows) or not board.locked <= set(rows) or not new <= set(board.come):
        return None
    for pair, at in board.come.items():
        board.programme.fix(at, pair in new)
    least = board.programme.least()
    return None if least is None else board.fixed + round(least)


def _set_up(problem: Problem, weights: Weights) -> _Board:
    """The whole programme."""
    programme = Programme()
    locked = {(i, v) for i, v in problem.locked.tolist()}
    pairs = [
        (i, v)
        for i in range(problem.visits)
        for v in range(problem.volunteers)
        if (i, v) not in locked and may(problem, i, v)
    ]
    visit, volunteer = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    price = costs.assignments_dm(problem, weights, visit, volunteer).tolist()
    come = {pair: programme.column(cost) for pair, cost in zip(pairs, price, strict=True)}
    settled = np.array(sorted(locked), dtype=np.int64).reshape(-1, 2).T
    fixed = int(costs.assignments_dm(problem, weights, *settled).sum())
    board = _Board(problem, weights, programme, come, locked, {}, fixed)
    _people_of_visits(board)
    _elders(board)
    _minutes(board)
    _windows(board)
    _half_days(board, _companions(board))
    return board


def _people_of_visits(board: _Board) -> None:
    """Everybody whom a visit needs comes, or nobody new."""
    unfilled = costs.unfilled_dm(board.problem, board.weights).tolist()
    for visit in range(board.problem.visits):
        wanted = int(board.problem.visit_persons[visit]) - sum(i == visit for i, _ in board.locked)
        if wanted:
            miss = board.miss[visit] = board.programme.column(unfilled[visit])
            terms: dict[int, float] = {at: 1 for (i, _), at in board.come.items() if i == visit}
            board.programme.row({**terms, miss: wanted}, wanted, wanted)
        else:
            for (i, _), at in board.come.items():
                if i == visit:
                    board.programme.row({at: 1}, most=0)


def _elders(board: _Board) -> None:
    of_elder: dict[int, list[int]] = defaultdict(list)
    for visit, elder in enumerate(board.problem.visit_elder.tolist()):
        of_elder[elder].append(visit)
    for elder, visits in of_elder.items():
        if elder in board.problem.covered or not all(visit in board.miss for visit in visits):
            continue
        alone = board.programme.column(costs.uncovered_dm(board.weights))
        terms: dict[int, float] = {board.miss[visit]: -1 for visit in visits}
        board.programme.row({**terms, alone: 1}, 1 - len(visits))


def _minutes(board: _Board) -> None:
    """Caps, and the convex cost of a load above one and two thirds of them."""
    per_minute = round(board.weights.fairness_m_per_hour * costs.DM_PER_M / 60)
    for volunteer in range(board.problem.volunteers):
        settled = board.settled_minutes(volunteer)
        cap = max(0, int(board.problem.cap_minutes[volunteer]))
        load: dict[int, float] = {
            at: int(board.problem.visit_minutes[i]) for i, at in board.of_volunteer(volunteer)
        }
        board.programme.row(load, most=max(0, cap - settled))
        for step in (cap // 3, 2 * cap // 3):
            over = board.programme.column(per_minute, _INF, whole=False)
            board.programme.row({**{at: -m for at, m in load.items()}, over: 1}, settled - step)


def _windows(board: _Board) -> None:
    """Within one window a volunteer visits an elder at most once in each weekly slot they share."""
    problem, programme = board.problem, board.programme
    crowd: dict[tuple[int, int, int], list[tuple[int, int | None]]] = defaultdict(list)
    for (i, v), at in [*board.come.items(), *((pair, None) for pair in board.locked)]:
        if problem.visit_window[i] >= 0:
            crowd[int(problem.visit_elder[i]), int(problem.visit_window[i]), v].append((i, at))
    for (_elder, _window, volunteer), visits in crowd.items():
        new = [at for _, at in visits if at is not None]
        settled = len(visits) - len(new)
        if len(visits) < 2 or not new:
            continue
        # Who has accepted too much already may keep it, but comes no further time.
        any_new = programme.column()
        for at in new:
            programme.row({at: 1, any_new: -1}, most=0)
        terms: dict[int, float] = dict.fromkeys(new, 1)
        for slot in range(21):
            with_slot = [
                at for i, at in visits if int(problem.visit_slots[i] & problem.slots[volunteer]) >> slot & 1
            ]
            if with_slot:
                used = programme.column()
                open_to: dict[int, float] = {at: -1 for at in with_slot if at is not None}
                programme.row({**open_to, used: 1}, most=with_slot.count(None))
                terms[used] = -1
        programme.row({**terms, any_new: len(visits)}, most=len(visits) - settled)


def _slots_of(problem: Problem, visit: int, *volunteers: int) -> list[int]:
    common = int(problem.visit_slots[visit])
    for volunteer in volunteers:
        common &= int(problem.slots[volunteer])
    return [slot for slot in range(21) if common >> slot & 1]


def _companions(board: _Board) -> dict[tuple[int, int], int]:
    """Two who come together share a slot. Returns the variables (visit, slot) of visits for two."""
    problem, programme = board.problem, board.programme
    held: dict[tuple[int, int], int] = {}
    for visit in np.flatnonzero(problem.visit_persons == 2).tolist():
        there = [v for i, v in board.locked if i == visit]
        if len(there) == 2:
            continue
        slots = _slots_of(problem, visit, *there)
        held |= {(visit, slot): programme.column() for slot in slots}
        programme.row({**{held[visit, slot]: 1 for slot in slots}, board.miss[visit]: 1}, 1, 1)
        for (i, v), at in board.come.items():
            if i == visit:
                terms: dict[int, float] = {held[visit, s]: -1 for s in _slots_of(problem, visit, *there, v)}
                programme.row({**terms, at: 1}, most=0)
    return held


def _half_days(board: _Board, held: dict[tuple[int, int], int]) -> None:
    """Whoever may make only so many visits in a half-day has every visit in a slot that suits all concerned.

    Accepted visits take room too, but may be more than there is room for: as many as fit on their own.
    """
    problem, programme = board.problem, board.programme
    for volunteer in range(problem.volunteers):
        used: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
        whole: dict[int, dict[int, float]] = defaultdict(dict)
        settled: dict[int, float] = {}
        mine = [(i, None) for i, v in board.locked if v == volunteer]
        for visit, at in [*board.of_volunteer(volunteer), *mine]:
            sits: dict[int, float] = {}
            there = [v for i, v in board.locked if i == visit]
            window = int(problem.visit_window[visit])
            for slot in _slots_of(problem, visit, volunteer, *there):
                here = programme.column()
                sits[here] = 1
                whole[slot][here] = 1
                if window >= 0:
                    used[slot, window][here] = 1
                if (visit, slot) in held:
                    # A half accepted visit to which nobody else comes holds no slot, but its one visitor comes.
                    alone = {board.miss[visit]: -1.0} if at is None else {}
                    programme.row({here: 1, held[visit, slot]: -1, **alone}, most=0)
            if at is None:
                programme.row(sits, most=1)
                settled |= sits
            else:
                programme.row({**sits, at: -1}, 0, 0)
        for terms in used.values():
            programme.row(terms, most=int(problem.slot_visits[volunteer]))
        for terms in whole.values():
            programme.row(terms, most=int(problem.slot_total[volunteer]))
        if mine:
            programme.row(
                settled, _most_placed(problem, [visit for visit, _ in mine], volunteer, board.locked)
            )


def _most_placed(problem: Problem, visits: list[int], volunteer: int, locked: set[tuple[int, int]]) -> int:
    """How many accepted visits of one volunteer fit into the half-days, when nothing else is planned."""
    programme = Programme()
    used: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    for visit in visits:
        there = [v for i, v in locked if i == visit]
        columns = {slot: programme.column(-1) for slot in _slots_of(problem, visit, volunteer, *there)}
        programme.row(dict.fromkeys(columns.values(), 1), most=1)
        for slot, at in columns.items():
            used[slot, -1][at] = 1
            used[slot, int(problem.visit_window[visit])][at] = 1
    for (_slot, window), terms in used.items():
        most = problem.slot_total if window < 0 else problem.slot_visits
        programme.row(terms, most=int(most[volunteer]))
    least = programme.least()
    assert least is not None
    return -round(least)
