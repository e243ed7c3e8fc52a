"""The plan is the best there is, and says so only then."""

from __future__ import annotations

from typing import Any

import pytest

from matching import Plan, Problem, Weights, certify, exact, greedy, solve
from matching.synthetic import city
from tests.matching.cases import brute_force, cost_of, random_problem
from tests.matching.whole_model import least_dm

LEVEL = Weights(fairness_m_per_hour=600.0)
FLAT = Weights(fairness_m_per_hour=0.0)


def objective_dm(problem: Problem, weights: Weights, plan: Plan) -> int:
    rows = list(zip(plan.assignments.visit.tolist(), plan.assignments.volunteer.tolist(), strict=True))
    return cost_of(problem, weights, rows)


@pytest.mark.parametrize("settled", [False, True])
@pytest.mark.parametrize("block", range(5))
def test_single_visits_agree_with_trying_every_plan(block: int, settled: bool) -> None:
    for seed in range(block * 40, block * 40 + 40):
        problem = random_problem(seed, 1 + seed % 5, 1 + seed % 4, settled=settled)
        plan = solve(problem, LEVEL)
        assert round(plan.figures.objective_m * 10) == brute_force(problem, LEVEL)
        assert plan.figures.optimal
        assert plan.figures.gap == 0


def test_single_visits_agree_with_trying_every_plan_when_costs_are_of_another_kind() -> None:
    cheap = Weights(distance=2.5, discontinuity_m=0, unfilled_m=(3_000, 2_000, 1_000), uncovered_elder_m=500)
    for seed in range(60):
        problem = random_problem(seed, 4, 4)
        assert round(solve(problem, cheap).figures.objective_m * 10) == brute_force(problem, cheap)


@pytest.mark.parametrize(
    "kind",
    [
        {"pairs": True},
        {"lengths": True},
        {"windows": True},
        {"pairs": True, "lengths": True, "windows": True},
    ],
)
@pytest.mark.parametrize("settled", [False, True])
def test_what_leaves_the_flow_keeps_its_bound_and_is_called_optimal_only_when_it_is(
    kind: dict[str, Any], settled: bool
) -> None:
    best = proven = 0
    for seed in range(50):
        problem = random_problem(seed, 2 + seed % 3, 2 + seed % 3, settled=settled, **kind)
        plan, least = solve(problem, LEVEL), brute_force(problem, LEVEL)
        assert plan.figures.bound_m is not None
        assert plan.figures.bound_m * 10 <= least + 0.5
        assert objective_dm(problem, LEVEL, plan) >= least
        if plan.figures.optimal:
            assert objective_dm(problem, LEVEL, plan) == least
        best += objective_dm(problem, LEVEL, plan) == least
        proven += plan.figures.optimal
    # Decomposed, so not always the best; but these little ones it must nearly always find.
    assert best >= 45
    assert proven >= 20


@pytest.mark.parametrize("block", range(4))
def test_single_visits_agree_with_highs(block: int) -> None:
    for seed in range(block * 15, block * 15 + 15):
        problem = random_problem(1_000 + seed, 14, 10)
        plan = solve(problem, FLAT)
        assert objective_dm(problem, FLAT, plan) == least_dm(problem, FLAT)
        assert plan.figures.optimal


def test_pairs_and_lengths_come_close_to_highs() -> None:
    ours = theirs = bound = 0
    for seed in range(20):
        problem = random_problem(2_000 + seed, 9, 9, pairs=True, lengths=seed % 2 == 0)
        plan = solve(problem, FLAT)
        least = least_dm(problem, FLAT)
        assert objective_dm(problem, FLAT, plan) >= least
        assert plan.figures.bound_m is not None
        assert plan.figures.bound_m * 10 <= least + 0.5
        ours, theirs, bound = (
            ours + objective_dm(problem, FLAT, plan),
            theirs + least,
            bound + plan.figures.bound_m,
        )
    assert ours <= 1.05 * theirs
    assert bound * 10 >= 0.7 * theirs


def test_no_greedy_plan_is_cheaper_than_an_optimal_one() -> None:
    for seed in range(20):
        problem = random_problem(3_000 + seed, 40, 25, settled=True)
        plan, base = solve(problem, LEVEL), greedy(problem, LEVEL)
        assert plan.figures.optimal
        assert certify(problem, base).faults == ()
        assert base.figures.objective_m >= plan.figures.objective_m


def test_growing_from_one_candidate_each_finds_the_optimum_over_all_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problems = [
        random_problem(4_000 + seed, 60, 40, settled=True, windows=seed % 2 == 0) for seed in range(12)
    ]
    wide = [solve(problem, LEVEL) for problem in problems]
    monkeypatch.setattr(exact, "_FIRST_CANDIDATES", 1)
    monkeypatch.setattr(exact, "MORE_CANDIDATES", 1)
    narrow = [solve(problem, LEVEL) for problem in problems]
    for one, other in zip(wide, narrow, strict=True):
        if one.figures.optimal:
            assert other.figures.objective_m == one.figures.objective_m
            assert other.figures.optimal
    assert sum(plan.figures.optimal for plan in wide) >= 6
    assert max(plan.figures.rounds for plan in narrow) >= 4
    assert sum(plan.figures.candidate_pairs for plan in narrow) < sum(
        plan.figures.candidate_pairs for plan in wide
    )


def test_a_plan_stopped_early_is_feasible_and_its_bound_still_holds() -> None:
    problem = city(3_000, supply="tight")
    whole, early = solve(problem, FLAT), solve(problem, FLAT, max_rounds=1)
    assert whole.figures.optimal
    assert early.figures.bound_m is not None
    assert early.figures.bound_m <= whole.figures.objective_m < early.figures.objective_m
    assert certify(problem, early).faults == ()
    assert not early.figures.optimal
    assert early.figures.gap is not None and early.figures.gap > 0
