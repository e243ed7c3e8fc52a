"""Whatever the prices, the bound lies at or below the best plan there is."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Prices, Problem, Weights, solve
from matching.bound import bound_dm
from matching.plan import SlotPrices
from matching.problem import WEEKLY_SLOTS
from tests.matching.cases import random_problem
from tests.matching.whole_model import least_dm

WEIGHTS = Weights(fairness_m_per_hour=600.0, stability_m=700.0)
KINDS = st.fixed_dictionaries(
    {},
    optional={
        name: st.just(True) for name in ("pairs", "lengths", "settled", "windows", "half_days", "offers")
    },
)
many = settings(max_examples=80, deadline=None, derandomize=True)


def slot_prices(rng: np.random.Generator, problem: Problem, dearest: int) -> SlotPrices:
    """Prices for the half-days of some volunteers."""
    who = np.flatnonzero(rng.random(problem.volunteers) < 0.6)
    windows = np.array([0, 1])
    return SlotPrices(
        who,
        rng.integers(0, dearest, (len(who), WEEKLY_SLOTS)) * (rng.random((len(who), WEEKLY_SLOTS)) < 0.3),
        windows,
        rng.integers(0, dearest, (len(who), WEEKLY_SLOTS, 2))
        * (rng.random((len(who), WEEKLY_SLOTS, 2)) < 0.3),
    )


@many
@given(seed=st.integers(0, 100_000), visits=st.integers(1, 9), volunteers=st.integers(1, 8), kind=KINDS)
def test_prices_out_of_the_air_prove_nothing_false(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any]
) -> None:
    rng = np.random.default_rng(seed)
    problem = random_problem(seed, visits, volunteers, **kind)
    good = solve(problem, WEIGHTS).prices
    assert good is not None
    dearest = int(rng.choice([10, 30_000, 5_000_000])) * good.scale
    prices = Prices(
        unit_minutes=good.unit_minutes,
        scale=good.scale,
        visit=rng.integers(0, 1 + dearest, visits),
        elder=rng.integers(0, 1 + dearest, int(problem.visit_elder.max()) + 1)[problem.visit_elder],
        volunteer=rng.integers(0, 1 + dearest, volunteers),
        slots=slot_prices(rng, problem, 1 + dearest),
    )
    assert bound_dm(problem, WEIGHTS, prices) <= least_dm(problem, WEIGHTS)


@many
@given(seed=st.integers(0, 100_000), visits=st.integers(1, 9), volunteers=st.integers(1, 8), kind=KINDS)
def test_nearly_right_prices_prove_nothing_false(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any]
) -> None:
    rng = np.random.default_rng(seed)
    problem = random_problem(seed, visits, volunteers, **kind)
    good = solve(problem, WEIGHTS).prices
    assert good is not None
    least = least_dm(problem, WEIGHTS)

    def nudged(price: np.ndarray) -> np.ndarray:
        off = rng.integers(-3_000, 3_000, len(price)) * good.scale * (rng.random(len(price)) < 0.4)
        return np.maximum(0, price + off)

    prices = Prices(
        unit_minutes=good.unit_minutes,
        scale=good.scale,
        visit=nudged(good.visit),
        elder=good.elder,
        volunteer=nudged(good.volunteer),
        slots=good.slots,
    )
    assert bound_dm(problem, WEIGHTS, good) <= least
    assert bound_dm(problem, WEIGHTS, prices) <= least


@many
@given(seed=st.integers(0, 100_000), factor=st.integers(2, 60))
def test_a_finer_unit_of_account_proves_the_same(seed: int, factor: int) -> None:
    problem = random_problem(seed, 12, 9, settled=True, offers=True)
    plan = solve(problem, WEIGHTS)
    assert plan.prices is not None
    finer = Prices(
        unit_minutes=plan.prices.unit_minutes,
        scale=plan.prices.scale * factor,
        visit=plan.prices.visit * factor,
        elder=plan.prices.elder * factor,
        volunteer=plan.prices.volunteer * factor,
    )
    assert bound_dm(problem, WEIGHTS, finer) == round(plan.figures.objective_m * 10)
