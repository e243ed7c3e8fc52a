"""Cases that once went wrong where half-days, pairs and accepted visits meet."""

from __future__ import annotations

import numpy as np
import pytest

from matching import Problem, Weights, certify, solve
from tests.matching.cases import random_problem, simple
from tests.matching.whole_model import least_dm

WEIGHTS = Weights()
MORNING, NOON = 0b01, 0b10


@pytest.mark.parametrize(
    ("visits", "volunteers", "seed"),
    [(2, 2, 533), (2, 3, 714), (3, 3, 123), (4, 4, 86), (6, 5, 46), (8, 6, 11)],
)
def test_two_who_come_together_with_few_half_days_get_a_plan(visits: int, volunteers: int, seed: int) -> None:
    # `solve` raises CertificateError: "not in the same slot as the other", "too many visits in one weekly slot".
    problem = random_problem(seed, visits, volunteers, pairs=True, half_days=True)
    plan = solve(problem, WEIGHTS)
    assert certify(problem, plan).faults == ()
    assert least_dm(problem, WEIGHTS) <= round(plan.figures.objective_m * 10)


def test_an_accepted_visit_makes_way_for_one_that_has_no_other_slot() -> None:
    # Accepted visits are put into the first slot that suits before anything is planned, so this one takes the only
    # slot of the other visit; the plan loses that visit, and is called optimal.
    problem = simple(
        (0.0, 0.1), (0.0,), cap_minutes=[120], visit_slots=[MORNING | NOON, MORNING], slots=[MORNING | NOON],
        slot_total=[1], locked=[[0, 0]],
    )  # fmt: skip
    plan = solve(problem, WEIGHTS)
    assert plan.figures.matched == 2


def test_saying_yes_to_a_part_of_the_plan_never_makes_the_rest_worse() -> None:
    for seed in range(40):
        problem = random_problem(seed, 10, 6, half_days=True)
        first = solve(problem, WEIGHTS)
        rows = np.stack((first.assignments.visit, first.assignments.volunteer), axis=1)
        said_yes = rows[np.random.default_rng(seed).random(len(rows)) < 0.5]
        fields = {name: getattr(problem, name) for name in Problem.__dataclass_fields__}
        again = solve(Problem(**{**fields, "locked": said_yes}), WEIGHTS)
        assert again.figures.objective_m == first.figures.objective_m, f"seed {seed}"


@pytest.mark.parametrize("seed", [14, 73])
def test_no_better_plan_exists_than_one_that_is_called_optimal(seed: int) -> None:
    # The same fault seen from the bound: it counts the room that is left beside the slots chosen for accepted visits.
    problem = random_problem(seed, 6, 4, half_days=True, settled=True)
    plan = solve(problem, WEIGHTS)
    assert plan.figures.bound_m is not None
    assert round(plan.figures.bound_m * 10) <= least_dm(problem, WEIGHTS)


def test_elders_given_in_a_table_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="covered: "):
        simple((0.0,), (0.0,), covered=[[1, 2]])


def test_a_tier_without_a_number_is_refused_wherever_it_stands() -> None:
    with pytest.raises(ValueError, match="unfilled_m: must lie between 0 and"):
        Weights(unfilled_m=(1.0, float("nan"), 1.0))


def test_elders_with_far_apart_numbers_are_not_taken_for_each_other() -> None:
    # Keys elder·volunteers + volunteer leave 64 bits: 2**61 · 8 is 0. Refusing such numbers by name would do as well.
    try:
        problem = simple((0.0,), (0.1, *(50.0,) * 7), visit_elder=[2**61], previous=[[0, 0]])
    except ValueError as error:
        assert str(error).startswith("visit_elder: ")
        return
    assert solve(problem, WEIGHTS).figures.continuity == 0.0


def test_two_of_different_lengths_with_few_half_days_get_a_plan() -> None:
    problem = random_problem(309, 6, 10, pairs=True, lengths=True, half_days=True)
    plan = solve(problem, Weights(fairness_m_per_hour=600.0, stability_m=700.0))
    assert certify(problem, plan).faults == ()
