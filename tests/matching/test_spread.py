"""How evenly the willing are asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Weights, solve, spread
from matching.spread import gini
from tests.matching.cases import simple

WEIGHTS = Weights()


def test_equals_are_asked_equally() -> None:
    # Six visits at the door of three who offer six hours each: nobody does a third while another does none.
    problem = simple((0.0,) * 6, (0.0,) * 3, cap_minutes=[360] * 3)
    plan = solve(problem, WEIGHTS)
    assert np.bincount(plan.assignments.volunteer).tolist() == [2, 2, 2]
    found = spread(plan)
    assert (found.near, found.serving, found.gini) == (3, 3, 0.0)
    assert found.quartiles == (0.3333, 0.3333, 0.3333)


def test_who_offers_more_time_is_asked_for_more_of_it() -> None:
    problem = simple((0.0,) * 6, (0.0, 0.0), cap_minutes=[720, 360])
    plan = solve(problem, WEIGHTS)
    assert np.bincount(plan.assignments.volunteer).tolist() == [4, 2]
    assert spread(plan).gini == 0.0


def test_without_levelling_the_nearest_does_it_all_and_the_measure_says_so() -> None:
    problem = simple((0.0,) * 6, (0.1, 0.2, 0.3), cap_minutes=[360] * 3)
    found = spread(solve(problem, Weights(fairness_m_per_hour=0.0)))
    assert (found.serving, found.gini) == (1, pytest.approx(2 / 3, abs=1e-4))


def test_who_lives_far_from_every_visit_or_offers_no_time_is_no_part_of_it() -> None:
    problem = simple((0.0,), (0.0, 40.0, 0.1), cap_minutes=[60, 600, 0])
    assert spread(solve(problem, WEIGHTS)).near == 1
    assert spread(solve(simple((), ()), WEIGHTS)).as_dict() == {
        "near": 0, "serving": 0, "quartiles": None, "gini": None,
    }  # fmt: skip


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_the_coefficient_is_half_the_mean_difference_over_the_mean(numbers: list[int]) -> None:
    shares = np.array(numbers, dtype=float)
    if not shares.sum():
        assert gini(shares) is None
    else:
        difference = np.abs(shares[:, None] - shares[None, :]).mean()
        assert gini(shares) == pytest.approx(difference / (2 * shares.mean()), abs=1e-9)
