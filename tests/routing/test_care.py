"""Two carers at once: as good as trying everything, always allowed, the same every time, sound on odd days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.routing.check import check_home_care
from bench.routing.measure import care_problem, rounds_of
from routing import CareProblem, visit_together
from tests.routing.cases import best_care_cost, home_care, invented_home_care, village


def _random(seed: int) -> CareProblem:
    """Up to five services, some of them pairs at once or within a lag, two or three carers; windows often too short."""
    chance = np.random.default_rng(seed)
    partner: list[int] = []
    low, high = [], []
    while len(partner) < 4:
        n = len(partner)
        pair = chance.random() < 0.5
        partner += [n + 1, n] if pair else [-1]
        lag = 0 if chance.random() < 0.5 else int(chance.integers(1, 40))
        low += [lag] * (1 + pair)
        high += [lag * int(chance.integers(1, 3))] * (1 + pair)
    n, m = len(partner), int(chance.integers(2, 4))
    owner = np.cumsum([mate < v for v, mate in enumerate(partner)])
    xy = chance.integers(0, 40, (owner[-1] + 1, 2))
    opens = chance.integers(0, 60, owner[-1] + 1)[owner]
    able = chance.random((n, m)) < 0.6
    for v in range(n):
        able[v, (v + (partner[v] >= 0 and partner[v] < v)) % 2] = True
    for v, mate in enumerate(partner):
        if mate > v:
            able[[v, mate]] = False
            able[v, 0] = able[mate, 1] = True
            able[[v, mate], 2:] = chance.random((2, m - 2)) < 0.7
    return CareProblem.build(
        np.round(np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)), 3),
        place=owner,
        early=opens,
        late=opens + chance.integers(0, 40, owner[-1] + 1)[owner],
        minutes=chance.integers(1, 20, n),
        partner=partner,
        lag_min=low,
        lag_max=high,
        home=[0] * m,
        able=able,
    )


@pytest.mark.parametrize("block", range(4))
def test_on_small_days_nobody_finds_better_by_trying_everything(block: int) -> None:
    for seed in range(50 * block, 50 * block + 50):
        problem = _random(seed)
        plan = visit_together(problem, iterations=2_000, seed=seed)
        assert 3 * plan.cost == pytest.approx(best_care_cost(problem), abs=1e-6), seed


@pytest.mark.parametrize(("patients", "carers"), [(1, 2), (10, 3), (25, 5), (60, 4), (300, 40)])
@pytest.mark.parametrize("iterations", [0, 1, 300])
def test_every_plan_keeps_the_rules_and_costs_what_it_says(
    tmp_path: Path, patients: int, carers: int, iterations: int
) -> None:
    instance = home_care(tmp_path, invented_home_care(patients, patients, carers))
    plan = visit_together(care_problem(instance), iterations=iterations)
    checked = check_home_care(instance, rounds_of(instance, plan))
    assert checked.violations == ()
    assert (plan.cost, plan.distance, plan.tardiness, plan.most_tardy) == pytest.approx(checked[1:])
    assert plan.left_out == ()


def test_searching_longer_is_never_worse_than_the_first_day(tmp_path: Path) -> None:
    problem = care_problem(home_care(tmp_path, invented_home_care(5, 40, 6)))
    costs = [visit_together(problem, iterations=iterations).cost for iterations in (0, 500, 5_000)]
    assert costs[0] > costs[1] > costs[2]


def test_the_same_seed_and_iterations_give_the_same_plan(tmp_path: Path) -> None:
    problem = care_problem(home_care(tmp_path, invented_home_care(2, 30, 5)))
    first, second = (visit_together(problem, iterations=1_234, seed=3) for _ in range(2))
    assert first.routes == second.routes
    assert first.start.tolist() == second.start.tolist()
    assert first.iterations == second.iterations == 1_234


def test_two_who_must_come_together_arrive_together(tmp_path: Path) -> None:
    instance = home_care(tmp_path, village())
    plan = visit_together(care_problem(instance), iterations=500)
    wang = plan.start[0], plan.start[1]
    assert wang[0] == wang[1] == 55
    # Zhao first (20 late), then Wang with Chen, then Li within the lag.
    assert plan.routes == ((0, 2), (4, 1, 3))
    assert 20 <= plan.start[3] - plan.start[2] <= 30


def test_rounds_that_cross_at_lagged_pairs_are_found() -> None:
    """Both orders cross: the first carer serves 0 before 2, the second 3 before 1. Waiting for each other there would
    be a circle if a pair had to be ready on both sides before either starts; the lags allow it."""
    plan = visit_together(
        CareProblem.build(
            [[0, 1, 9], [1, 0, 9], [9, 9, 0]],
            place=[1, 1, 2, 2],
            early=[0, 0, 12, 12],
            late=[1, 25, 13, 13],
            minutes=1,
            partner=[1, 0, 3, 2],
            lag_min=[20, 20, 0, 0],
            lag_max=[30, 30, 5, 5],
            home=[0, 0],
            able=[[1, 0], [0, 1], [1, 0], [0, 1]],
        ),
        iterations=500,
    )
    assert plan.routes == ((0, 2), (3, 1))
    assert (plan.tardiness, plan.distance) == (0, 38)


def test_a_day_without_patients_is_empty() -> None:
    plan = visit_together(
        CareProblem.build([[0]], place=[], early=[], late=[], minutes=[], home=[0]), iterations=9
    )
    assert (plan.routes, plan.left_out, plan.cost) == (((),), (), 0)


def test_without_carers_everybody_is_left_out() -> None:
    plan = visit_together(_tiny(home=[], able=np.zeros((3, 0))), iterations=9)
    assert (plan.routes, plan.left_out) == ((), (0, 1, 2))
    assert np.isnan(plan.start).all()


def test_a_pair_that_no_two_carers_can_do_is_left_out_and_the_others_are_served() -> None:
    alone = visit_together(_tiny(able=[[1, 0], [1, 0], [0, 1]]), iterations=50)
    nobody = visit_together(_tiny(able=[[1, 1], [0, 0], [0, 1]]), iterations=50)
    for plan in (alone, nobody):
        assert plan.left_out == (0, 1)
        assert plan.routes == ((), (2,))
        assert (plan.distance, plan.tardiness) == (4, 0)


def test_windows_of_no_length_make_tardy_but_not_impossible() -> None:
    plan = visit_together(_tiny(early=0, late=0), iterations=200)
    assert plan.left_out == ()
    assert plan.tardiness > 0


def test_everybody_in_one_place_costs_nothing() -> None:
    plan = visit_together(_tiny(travel=np.zeros((3, 3))), iterations=50)
    assert plan.cost == 0


def test_times_are_kept_when_the_clock_decides(tmp_path: Path) -> None:
    instance = home_care(tmp_path, invented_home_care(1, 25, 5))
    plan = visit_together(care_problem(instance), seconds=0.05)
    assert check_home_care(instance, rounds_of(instance, plan)).violations == ()


def _tiny(**given: Any) -> CareProblem:
    """A patient with two services at once at place 1, one with one at place 2."""
    usual: dict[str, Any] = {
        "travel": [[0, 1, 2], [1, 0, 1], [2, 1, 0]],
        "place": [1, 1, 2],
        "early": 0,
        "late": 50,
        "minutes": 5,
        "partner": [1, 0, -1],
        "home": [0, 0],
    }
    return CareProblem.build(**(usual | given))


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"travel": [[0, 1, 2]]}, "square"),
        ({"place": [1, 1, 3]}, "place"),
        ({"early": [0, np.nan, 0]}, "finite"),
        ({"minutes": -1}, "negative"),
        ({"late": -1}, "before it begins"),
        ({"lag_min": 5}, "before it begins"),
        ({"partner": [1, 2, 0]}, "name each other"),
        ({"partner": [0, -1, -1]}, "name each other"),
        ({"partner": [1, 0, 7]}, "name each other"),
        ({"lag_max": [1, 2, 0]}, "same lag"),
    ],
)
def test_arrays_that_make_no_sense_are_refused(given: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        _tiny(**given)
