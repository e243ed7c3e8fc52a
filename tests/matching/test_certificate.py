"""The referee finds what is wrong with a plan, and its bound is never too high."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matching import Prices, Weights, certificate, certify, solve
from matching.plan import make_assignments
from tests.matching.cases import brute_force, random_problem, simple

WEIGHTS = Weights()


@pytest.mark.parametrize(
    ("fields", "rows", "fault"),
    [
        ({"reach_m": [100.0, 100.0]}, [(0, 1)], "visit 0, volunteer 1: out of reach"),
        ({"slots": [1, 1], "visit_slots": [2, 2]}, [(0, 0)], "no slot in common"),
        ({"visit_gender": [1, 0], "gender": [2, 0]}, [(0, 0)], "not of the gender asked for"),
        ({"visit_skills": [1, 0]}, [(0, 0)], "lacks a skill"),
        ({"visit_dialects": [1, 0]}, [(0, 0)], "no dialect in common"),
        ({"visit_adult_only": [1, 0], "adult": [0, 1]}, [(0, 0)], "is a minor"),
        ({"forbidden": [[0, 0]]}, [(0, 0)], "has declined"),
        ({}, [(0, 0), (0, 0)], "twice on one visit"),
        ({}, [(0, 0), (0, 1)], "too many people"),
        ({"visit_persons": [2, 1]}, [(0, 0)], "comes without the second person"),
        ({}, [(0, 0), (1, 0)], "above the volunteer's minutes"),
        ({"visit_persons": [2, 1], "slots": [1, 2]}, [(0, 0), (0, 1)], "no slot in which all can"),
        ({"locked": [[1, 1]]}, [(0, 0)], r"locked pair \[1, 1\] is missing"),
        ({"visit_lat": [np.nan, 31.2]}, [(0, 0)], "out of reach"),
        (
            {"visit_elder": [0, 0], "visit_window": [1, 1], "slots": [1, 1], "cap_minutes": [120, 0]},
            [(0, 0), (1, 0)],
            "more visits in one window than slots in common",
        ),
    ],
)
def test_every_broken_rule_is_found(fields: dict[str, Any], rows: list[tuple[int, int]], fault: str) -> None:
    problem = simple((0.0, 0.3), (0.0, 0.3), **fields)
    visit, volunteer = np.array(rows).T
    faults = certificate.check(problem, visit, volunteer)
    assert len(faults) >= 1
    with pytest.raises(certificate.CertificateError, match=fault):
        raise certificate.CertificateError(faults)


def test_what_was_accepted_may_break_rules_and_nothing_else_may() -> None:
    problem = simple((9.0, 0.0), (0.0,), locked=[[0, 0]])
    assert certificate.check(problem, np.array([0]), np.array([0])) == ()
    assert certificate.check(problem, np.array([0, 1]), np.array([0, 0])) != ()


def test_a_visit_left_out_without_a_reason_is_found() -> None:
    problem = simple((0.0, 0.3), (0.0, 0.3))
    plan = solve(problem, WEIGHTS)
    robbed = replace(plan, assignments=make_assignments(problem, WEIGHTS, np.array([0]), np.array([0])))
    referee = certify(problem, robbed)
    assert referee.faults == ("visit 1 has nobody and no reason is given",)
    assert not referee.optimal


def test_a_dearer_plan_is_not_called_optimal() -> None:
    problem = simple((0.0, 0.3), (0.0, 0.3))
    plan = solve(problem, WEIGHTS)
    crossed = replace(
        plan, assignments=make_assignments(problem, WEIGHTS, np.array([0, 1]), np.array([1, 0]))
    )
    referee = certify(problem, crossed)
    assert referee.faults == ()
    assert not referee.optimal
    assert referee.bound_m == plan.figures.objective_m < referee.objective_m


def test_no_prices_whatever_prove_more_than_the_truth() -> None:
    for seed in range(40):
        rng = np.random.default_rng(seed)
        problem = random_problem(seed, 4, 4, pairs=seed % 2 == 0, lengths=seed % 3 == 0, settled=seed % 5 == 0,
                                 windows=seed % 7 == 0)  # fmt: skip
        good = solve(problem, WEIGHTS).prices
        assert good is not None
        elder = rng.integers(0, 8_000_000 * good.scale, 40)[problem.visit_elder]
        wild = Prices(
            unit_minutes=good.unit_minutes,
            scale=good.scale,
            visit=rng.integers(0, 9_000_000 * good.scale, 4),
            elder=elder,
            volunteer=rng.integers(0, 50_000 * good.scale, 4),
        )
        least = brute_force(problem, WEIGHTS)
        assert certificate.bound_dm(problem, WEIGHTS, wild) <= least
        assert certificate.bound_dm(problem, WEIGHTS, good) <= least
