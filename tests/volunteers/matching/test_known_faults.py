"""Faults found in the engine and not mended when this was written: every test in here fails until they are."""

from __future__ import annotations

from tests.volunteers.matching.cases import random_problem
from volunteers.matching import Weights, certify, solve


def test_two_of_different_lengths_with_few_half_days_get_a_plan() -> None:
    # `solve` raises CertificateError: "not in the same slot as the other".
    problem = random_problem(309, 6, 10, pairs=True, lengths=True, half_days=True)
    plan = solve(problem, Weights(fairness_m_per_hour=600.0, stability_m=700.0))
    assert certify(problem, plan).faults == ()
