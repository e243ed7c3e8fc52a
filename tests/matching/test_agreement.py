"""The engine beside HiGHS, which is given the whole problem as one integer programme (`whole_model`)."""

from __future__ import annotations

from typing import Any

import pytest

from matching import Plan, Weights, solve
from tests.matching.cases import brute_force, random_problem
from tests.matching.whole_model import cost_if_allowed_dm, least_dm

LEVEL = Weights(fairness_m_per_hour=600.0, stability_m=700.0)
CHEAP = Weights(
    distance=2.5, discontinuity_m=0, unfilled_m=(3_000, 2_000, 1_000), uncovered_elder_m=500, stability_m=900
)

# One length and one person each: a flow, and the plan is the best there is.
FLOWS: list[dict[str, Any]] = [
    {},
    {"settled": True},
    {"offers": True},
    {"settled": True, "offers": True},
    {"half_days": True},
    {"half_days": True, "settled": True, "offers": True},
]
# Rules that leave the flow, alone and together.
BEYOND: list[dict[str, Any]] = [
    {"windows": True},
    {"windows": True, "half_days": True},
    {"pairs": True},
    {"pairs": True, "half_days": True},
    {"pairs": True, "settled": True, "offers": True},
    {"lengths": True},
    {"lengths": True, "half_days": True},
    {"lengths": True, "settled": True, "windows": True},
    {"pairs": True, "lengths": True},
    {"pairs": True, "lengths": True, "settled": True, "windows": True, "half_days": True, "offers": True},
]


def named(kind: dict[str, Any]) -> str:
    return "+".join(kind) or "plain"


def rows_of(plan: Plan) -> list[tuple[int, int]]:
    return list(zip(plan.assignments.visit.tolist(), plan.assignments.volunteer.tolist(), strict=True))


@pytest.mark.parametrize("kind", [*FLOWS, *BEYOND], ids=named)
def test_the_two_referees_agree(kind: dict[str, Any]) -> None:
    for seed in range(15):
        problem = random_problem(7_000 + seed, 1 + seed % 5, 1 + seed % 4, **kind)
        assert least_dm(problem, LEVEL) == brute_force(problem, LEVEL), f"seed {seed}"


@pytest.mark.parametrize("weights", [LEVEL, CHEAP], ids=["level", "cheap"])
@pytest.mark.parametrize("kind", FLOWS, ids=named)
def test_a_flow_costs_what_highs_finds_and_says_that_it_is_optimal(
    kind: dict[str, Any], weights: Weights
) -> None:
    for seed in range(25):
        problem = random_problem(8_000 + seed, 6 + seed % 9, 3 + seed % 8, **kind)
        plan, least = solve(problem, weights), least_dm(problem, weights)
        figures = plan.figures
        assert (round(figures.objective_m * 10), figures.optimal, figures.gap) == (least, True, 0), (
            f"seed {seed}"
        )
        assert cost_if_allowed_dm(problem, weights, rows_of(plan)) == least, f"seed {seed}"


@pytest.mark.parametrize("kind", BEYOND, ids=named)
def test_beyond_the_flow_highs_lies_between_bound_and_plan(kind: dict[str, Any]) -> None:
    ours = theirs = 0
    for seed in range(25):
        problem = random_problem(9_000 + seed, 6 + seed % 7, 4 + seed % 6, **kind)
        plan, least = solve(problem, LEVEL), least_dm(problem, LEVEL)
        cost, bound = plan.figures.objective_m, plan.figures.bound_m
        assert cost_if_allowed_dm(problem, LEVEL, rows_of(plan)) == round(cost * 10), f"seed {seed}"
        assert bound is not None
        assert round(bound * 10) <= least <= round(cost * 10), f"seed {seed}"
        if plan.figures.optimal:
            assert round(cost * 10) == least, f"seed {seed}"
        ours, theirs = ours + round(cost * 10), theirs + least
    # Little crowded villages, in which one visit is a large part of the whole.
    assert ours <= 1.05 * theirs
