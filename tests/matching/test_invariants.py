"""What holds for every problem: rules, the same answer however it is asked, and a referee who misses nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Plan, Problem, Weights, certificate, certify, costs, greedy, solve
from tests.matching.cases import random_problem
from tests.matching.whole_model import cost_if_allowed_dm

WEIGHTS = Weights(stability_m=800.0)
KINDS = st.fixed_dictionaries(
    {},
    optional={
        name: st.just(True) for name in ("pairs", "lengths", "settled", "windows", "half_days", "offers")
    },
)
ANYTIME_KINDS = st.fixed_dictionaries(
    {}, optional={name: st.just(True) for name in ("pairs", "lengths", "settled", "windows", "offers")}
)
FLOW_KINDS = st.fixed_dictionaries(
    {}, optional={name: st.just(True) for name in ("settled", "half_days", "offers")}
)
SEEDS = st.integers(0, 1_000_000)
many = settings(max_examples=60, deadline=None, derandomize=True)

VISIT_FIELDS = [name for name in Problem.__dataclass_fields__ if name.startswith("visit_")]
PAIRS = ("locked", "forbidden", "offered")
VOLUNTEER_FIELDS = ("lat", "lon", "reach_m", "cap_minutes", "slots", "skills", "dialects", "gender", "adult",
                    "slot_visits", "slot_total")  # fmt: skip


def rows_of(plan: Plan) -> list[tuple[int, int]]:
    return list(zip(plan.assignments.visit.tolist(), plan.assignments.volunteer.tolist(), strict=True))


def changed(problem: Problem, **fields: Any) -> Problem:
    return Problem(**{**{name: getattr(problem, name) for name in Problem.__dataclass_fields__}, **fields})


@many
@given(seed=SEEDS, visits=st.integers(0, 12), volunteers=st.integers(0, 9), kind=KINDS)
def test_every_plan_keeps_the_rules_and_costs_what_it_says(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any]
) -> None:
    problem = random_problem(seed, visits, volunteers, **kind)
    for make in (solve, greedy):
        plan = make(problem, WEIGHTS)  # type: ignore[operator]  # either takes both
        assert cost_if_allowed_dm(problem, WEIGHTS, rows_of(plan)) == round(plan.figures.objective_m * 10)
        assert certify(problem, plan).faults == ()


# The same answer, however it is asked


@many
@given(seed=SEEDS, visits=st.integers(1, 25), volunteers=st.integers(1, 15), kind=FLOW_KINDS)
def test_the_order_of_visits_changes_nothing_but_ties(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any]
) -> None:
    problem = random_problem(seed, visits, volunteers, **kind)
    order = np.random.default_rng(seed).permutation(visits)
    mixed = changed(
        problem,
        **{name: getattr(problem, name)[order] for name in VISIT_FIELDS},
        **{name: renumbered(getattr(problem, name), np.argsort(order), 0) for name in PAIRS},
    )
    one, other = solve(problem, WEIGHTS).figures, solve(mixed, WEIGHTS).figures
    assert one.optimal and other.optimal
    assert (one.objective_m, one.matched) == (other.objective_m, other.matched)


@many
@given(seed=SEEDS, visits=st.integers(1, 25), volunteers=st.integers(1, 15), kind=FLOW_KINDS)
def test_the_order_of_volunteers_changes_nothing_but_ties(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any]
) -> None:
    problem = random_problem(seed, visits, volunteers, **kind)
    order = np.random.default_rng(seed).permutation(volunteers)
    mixed = changed(
        problem,
        **{name: getattr(problem, name)[order] for name in VOLUNTEER_FIELDS},
        **{name: renumbered(getattr(problem, name), np.argsort(order), 1) for name in (*PAIRS, "previous")},
    )
    one, other = solve(problem, WEIGHTS).figures, solve(mixed, WEIGHTS).figures
    assert one.optimal and other.optimal
    assert (one.matched, one.uncovered_elders) == (other.matched, other.uncovered_elders)
    # The tie-break, up to 0.9 m for each, goes by the volunteers' numbers.
    assert abs(one.objective_m - other.objective_m) <= 0.9 * max(one.assignments, other.assignments) + 1e-6


def renumbered(pairs: np.ndarray, number: np.ndarray, column: int) -> np.ndarray:
    """The pairs, in another order, with the numbers of one column exchanged."""
    pairs = pairs[::-1].copy()
    pairs[:, column] = number[pairs[:, column]]
    return pairs


@many
@given(seed=SEEDS, kind=KINDS)
def test_what_was_solved_before_leaves_no_trace(seed: int, kind: dict[str, Any]) -> None:
    problem = random_problem(seed, 18, 11, **kind)
    first = solve(problem, WEIGHTS)
    solve(random_problem(seed + 1, 9, 14, **kind), WEIGHTS)
    again = solve(problem, WEIGHTS)
    assert rows_of(first) == rows_of(again)
    assert first.unmatched.reason == again.unmatched.reason
    assert first.prices is not None and again.prices is not None
    for name in ("visit", "elder", "volunteer"):
        assert getattr(first.prices, name).tolist() == getattr(again.prices, name).tolist()


@many
@given(seed=SEEDS, kind=FLOW_KINDS)
def test_planning_again_with_everything_offered_moves_nobody(seed: int, kind: dict[str, Any]) -> None:
    problem = random_problem(seed, 18, 11, **{**kind, "offers": False})
    first = solve(problem, WEIGHTS)
    asked = np.array(rows_of(first), dtype=np.int64).reshape(-1, 2)
    again = solve(changed(problem, offered=asked), WEIGHTS)
    assert again.figures.objective_m == first.figures.objective_m


@many
@given(seed=SEEDS, kind=FLOW_KINDS)
def test_what_was_planned_and_is_then_accepted_stays_the_best(seed: int, kind: dict[str, Any]) -> None:
    problem = random_problem(seed, 18, 11, **kind)
    first = solve(problem, WEIGHTS)
    some = first.assignments.locked | (np.random.default_rng(seed).random(len(first.assignments)) < 0.5)
    kept = np.array(rows_of(first), dtype=np.int64).reshape(-1, 2)[some]
    again = solve(changed(problem, locked=kept), WEIGHTS)
    assert {tuple(row) for row in kept.tolist()} <= set(rows_of(again))
    assert again.figures.objective_m == first.figures.objective_m


# A referee who misses nothing


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    seed=SEEDS,
    visits=st.integers(1, 10),
    volunteers=st.integers(1, 8),
    kind=ANYTIME_KINDS,
    steps=st.integers(0, 3),
)
def test_the_referee_objects_to_a_changed_plan_exactly_when_it_breaks_a_rule(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any], steps: int
) -> None:
    rng = np.random.default_rng(seed)
    problem = random_problem(seed, visits, volunteers, **kind)
    rows = rows_of(solve(problem, WEIGHTS))
    for _step in range(steps):
        CHANGES[rng.integers(len(CHANGES))](rng, problem, rows)
    visit, volunteer = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    allowed = cost_if_allowed_dm(problem, WEIGHTS, rows)
    assert (certificate.check(problem, visit, volunteer) == ()) == (allowed is not None)
    if allowed is not None:
        assert costs.objective_dm(problem, WEIGHTS, visit, volunteer) == allowed


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    seed=SEEDS, visits=st.integers(1, 10), volunteers=st.integers(1, 6), kind=KINDS, steps=st.integers(0, 2)
)
def test_the_referee_objects_to_a_changed_half_day_exactly_when_it_does_not_fit(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any], steps: int
) -> None:
    rng = np.random.default_rng(seed)
    problem = random_problem(seed, visits, volunteers, **{**kind, "half_days": True})
    plan = solve(problem, WEIGHTS)
    slot = plan.assignments.slot.copy()
    for at in rng.permutation(np.flatnonzero(~plan.assignments.locked))[:steps]:
        slot[at] = rng.integers(-1, 4)
    faults = certificate.check(problem, plan.assignments.visit, plan.assignments.volunteer, slot)
    assert (faults == ()) == half_days_fit(problem, plan, slot.tolist())


def half_days_fit(problem: Problem, plan: Plan, slot: list[int]) -> bool:
    """Whether new visits sit where everybody can and there is room, beside the accepted ones; in plain words."""
    in_slot = Counter(zip(plan.assignments.volunteer.tolist(), slot, strict=True))
    windows = problem.visit_window[plan.assignments.visit].tolist()
    in_half_day = Counter(zip(plan.assignments.volunteer.tolist(), slot, windows, strict=True))
    rows = list(zip(rows_of(plan), slot, windows, plan.assignments.locked.tolist(), strict=True))
    for (visit, volunteer), at, window, locked in rows:
        if locked:
            continue
        others = [(other, there) for (one, other), there, _, _ in rows if one == visit]
        mask = int(problem.visit_slots[visit])
        for other, _ in others:
            mask &= int(problem.slots[other])
        if at < 0 or not mask >> at & 1 or any(there != at for _, there in others):
            return False
        if in_slot[volunteer, at] > problem.slot_total[volunteer]:
            return False
        if window >= 0 and in_half_day[volunteer, at, window] > problem.slot_visits[volunteer]:
            return False
    return True


Rows = list[tuple[int, int]]


def somebody_else(rng: np.random.Generator, problem: Problem, rows: Rows) -> None:
    if rows:
        at = rng.integers(len(rows))
        rows[at] = (rows[at][0], int(rng.integers(problem.volunteers)))


def another_visit(rng: np.random.Generator, problem: Problem, rows: Rows) -> None:
    if rows:
        at = rng.integers(len(rows))
        rows[at] = (int(rng.integers(problem.visits)), rows[at][1])


def one_more(rng: np.random.Generator, problem: Problem, rows: Rows) -> None:
    rows.append((int(rng.integers(problem.visits)), int(rng.integers(problem.volunteers))))


def one_less(rng: np.random.Generator, problem: Problem, rows: Rows) -> None:
    if rows:
        rows.pop(int(rng.integers(len(rows))))


def exchange(rng: np.random.Generator, problem: Problem, rows: Rows) -> None:
    if len(rows) > 1:
        a, b = rng.choice(len(rows), 2, replace=False)
        rows[a], rows[b] = (rows[a][0], rows[b][1]), (rows[b][0], rows[a][1])


CHANGES: list[Callable[[np.random.Generator, Problem, Rows], None]] = [
    somebody_else, another_visit, one_more, one_less, exchange,
]  # fmt: skip
