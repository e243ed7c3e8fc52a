"""Visits with hard windows: as good as trying everything, always on time, and nothing breaks on an odd day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bench.routing.windows import WindowProblem, route
from tests.routing.cases import best_windows


def _line(places: list[float], **given: Any) -> WindowProblem:
    """Places on a street; place 0 is where two workers start and end."""
    far = np.abs(np.subtract.outer(places, places))
    n = len(places) - 1
    usual: dict[str, Any] = {
        "place": np.arange(1, n + 1),
        "early": 0,
        "late": 1000,
        "start": [0, 0],
        "end": [0, 0],
        "finish": 1000,
    }
    return WindowProblem.build(far, far, **(usual | given))


def _random(seed: int) -> WindowProblem:
    """Four or five visits, two or three workers, everything different, often more than fits in a day."""
    chance = np.random.default_rng(seed)
    n, m, homes = int(chance.integers(4, 6)), int(chance.integers(2, 4)), 2
    xy = chance.integers(0, 40, (n + homes, 2))
    far = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    early = chance.integers(0, 60, n)
    begin = chance.integers(0, 20, m)
    return WindowProblem.build(
        far,
        far * chance.choice([1.0, 1.5]),
        place=np.arange(homes, homes + n),
        early=early,
        late=early + chance.integers(0, 60, n),
        service=chance.integers(0, 15, n),
        load=chance.integers(0, 4, n),
        start=chance.integers(0, homes, m),
        end=chance.integers(0, homes, m),
        begin=begin,
        finish=begin + chance.integers(60, 180, m),
        capacity=chance.integers(2, 9, m),
        able=chance.random((n, m)) < 0.8,
    )


@pytest.mark.parametrize("block", range(4))
def test_on_small_days_nobody_finds_better_by_trying_everything(block: int) -> None:
    for seed in range(50 * block, 50 * block + 50):
        problem = _random(seed)
        most, distance = best_windows(problem)
        plan = route(problem, iterations=150, seed=seed)
        visited = len(problem.place) - len(plan.left_out)
        assert (visited, round(plan.distance, 2)) == (most, round(distance, 2)), seed


@pytest.mark.parametrize("seed", range(20))
def test_every_visit_of_a_plan_is_on_time_and_by_somebody_who_may(seed: int) -> None:
    problem = _random(1000 + seed)
    plan = route(problem, iterations=30)
    seen = [visit for visits in plan.routes for visit in visits]
    assert sorted([*seen, *plan.left_out]) == list(range(len(problem.place)))
    for worker, (visits, starts) in enumerate(zip(plan.routes, plan.starts, strict=True)):
        at, free = problem.start[worker], problem.begin[worker]
        for visit, start in zip(visits, starts, strict=True):
            assert problem.able[visit, worker]
            assert max(free + problem.minutes[at, problem.place[visit]], problem.early[visit]) <= start
            assert start <= problem.late[visit]
            at, free = problem.place[visit], start + problem.service[visit]
        assert free + problem.minutes[at, problem.end[worker]] <= problem.finish[worker]
        assert problem.load[list(visits)].sum() <= problem.capacity[worker]


def test_the_same_seed_and_iterations_give_the_same_plan() -> None:
    first, second = (route(_random(3), iterations=40, seed=7) for _ in range(2))
    assert (first.routes, first.starts, first.distance) == (second.routes, second.starts, second.distance)


def test_a_day_without_visits_is_empty() -> None:
    plan = route(_line([0]), iterations=10)
    assert (plan.routes, plan.left_out, plan.distance) == (((), ()), (), 0)


def test_without_workers_everybody_is_left_out() -> None:
    plan = route(_line([0, 5, 9], start=[], end=[]), iterations=10)
    assert (plan.routes, plan.left_out) == ((), (0, 1))


def test_whom_nobody_can_reach_is_left_out_and_the_others_are_visited() -> None:
    late = [1000, 8, 1000, 1000]
    plan = route(
        _line([0, 5, 9, 700, 20], late=late, able=[[1, 0], [1, 1], [1, 1], [0, 0]], finish=900), iterations=10
    )
    # Place 9 cannot be reached by minute 8, 700 not be left in time, and nobody may go to 20.
    assert plan.left_out == (1, 2, 3)
    assert plan.routes == ((0,), ())
    assert plan.starts == ((5,), ())


def test_windows_of_no_length_are_met_to_the_minute() -> None:
    plan = route(_line([0, 5, 9, 5], early=[30, 34, 50], late=[30, 34, 50]), iterations=50)
    assert plan.left_out == ()
    assert sorted(start for starts in plan.starts for start in starts) == [30, 34, 50]


def test_when_not_all_fit_as_many_as_can_are_visited() -> None:
    # All at once in three places, and only two can be there.
    plan = route(_line([0, 5, 9, 20], early=30, late=31), iterations=50)
    assert (len(plan.left_out), plan.distance) == (1, 28)


def test_many_visits_in_one_place_cost_one_way() -> None:
    plan = route(_line([0, *[10.0] * 30], service=5, load=1, capacity=30), iterations=50)
    assert (plan.left_out, plan.distance) == ((), 20)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"place": [7]}, "place"),
        ({"start": [0, -1]}, "place"),
        ({"end": [0]}, "start and an end"),
        ({"early": np.nan}, "finite"),
        ({"service": -1}, "negative"),
    ],
)
def test_arrays_that_make_no_sense_are_refused(given: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        _line([0, 5], **given)


def test_tables_that_are_not_square_are_refused() -> None:
    with pytest.raises(ValueError, match="square"):
        WindowProblem.build([[0, 1]], [[0, 1]], place=[0], early=0, late=1, start=[0], end=[0], finish=9)
