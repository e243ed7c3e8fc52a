"""Odd cities: a correct plan or an error that says what is wrong, never a wrong plan or a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from matching import Problem, Reason, Weights, certify, greedy, solve
from tests.matching.cases import brute_force, random_problem, simple
from tests.matching.whole_model import least_dm

WEIGHTS = Weights()
# The dearest that `Weights` accepts.
DEAREST = Weights(
    distance=1_000,
    discontinuity_m=1e7,
    unfilled_m=(1e7, 1e7, 1e7),
    uncovered_elder_m=1e7,
    fairness_m_per_hour=1e5,
    stability_m=1e7,
)


def changed(problem: Problem, **fields: Any) -> Problem:
    return Problem(**{**{name: getattr(problem, name) for name in Problem.__dataclass_fields__}, **fields})


# Where people are


def test_a_village_on_the_date_line_is_planned_like_any_other() -> None:
    for seed in range(10):
        problem = random_problem(seed, 20, 12, settled=True)
        east = 180.0 - 107.5
        moved = changed(
            problem,
            visit_lon=(problem.visit_lon + east + 180) % 360 - 180,
            lon=(problem.lon + east + 180) % 360 - 180,
        )
        assert np.ptp(np.sign(moved.lon)) == 2
        there, here = solve(moved, WEIGHTS), solve(problem, WEIGHTS)
        assert there.figures.optimal
        # Ways are rounded to decimetres, and may round to the other side.
        assert there.figures.objective_m == pytest.approx(here.figures.objective_m, abs=0.1 * problem.visits)
        assert (there.figures.matched, there.figures.continuity) == (
            here.figures.matched,
            here.figures.continuity,
        )


@pytest.mark.parametrize("pole", [90.0, -90.0])
def test_at_a_pole_all_longitudes_are_one_place(pole: float) -> None:
    problem = Problem.build(
        visit_lat=[pole, pole, pole], visit_lon=[0.0, 120.0, -180.0], lat=[pole, pole], lon=[-77.0, 180.0],
        reach_m=[1.0, 1.0], cap_minutes=[120, 60],
    )  # fmt: skip
    plan = solve(problem, WEIGHTS)
    assert plan.figures.matched == 3
    assert plan.assignments.distance_m.max() < 1e-3
    assert plan.figures.optimal


def test_a_way_round_the_world_is_made_only_where_it_pays() -> None:
    far = Problem.build(visit_lat=[31.0], visit_lon=[107.0], lat=[-31.0], lon=[-73.0], reach_m=[np.inf],
                        cap_minutes=[60])  # fmt: skip
    assert solve(far, WEIGHTS).unmatched.reason == (Reason.OUTWEIGHED,)
    plan = solve(far, Weights(distance=0.001))
    assert plan.assignments.distance_m[0] == pytest.approx(20_015_000, rel=1e-3)
    assert plan.figures.optimal


def test_half_of_the_positions_unknown() -> None:
    for seed in range(10):
        problem = random_problem(seed, 24, 16, settled=True)
        holes = np.random.default_rng(seed).random(24) < 0.5
        problem = changed(
            problem,
            visit_lat=np.where(holes, np.nan, problem.visit_lat),
            lon=np.where(holes[:16], np.nan, problem.lon),
        )
        plan = solve(problem, WEIGHTS)
        assert round(plan.figures.objective_m * 10) == least_dm(problem, WEIGHTS)
        assert plan.figures.optimal
        assert set(plan.unmatched.visit[np.array(plan.unmatched.reason) == "no_location"]) <= set(
            np.flatnonzero(holes)
        )


def test_an_accepted_visit_stays_though_no_position_is_known() -> None:
    plan = solve(simple((np.nan, 0.0), (np.nan, 0.0), locked=[[0, 0]]), WEIGHTS)
    assert plan.assignments.volunteer.tolist() == [0, 1]
    assert np.isnan(plan.assignments.distance_m[0])
    assert plan.figures.optimal


# How many


def test_sixty_thousand_elders_and_a_hundred_volunteers_in_one_village() -> None:
    script = """
import json
import numpy as np
from matching import Problem, Weights, solve
from bench.matching.gauges import peak_mb
spread = np.random.default_rng(5).normal(0, 0.004, (2, 60_100))
plan = solve(Problem.build(
    visit_lat=31.2 + spread[0, :60_000], visit_lon=107.5 + spread[1, :60_000],
    lat=31.2 + spread[0, 60_000:], lon=107.5 + spread[1, 60_000:],
    reach_m=np.full(100, np.inf), cap_minutes=np.full(100, 420)), Weights())
print(json.dumps({**plan.figures.as_dict(), "mb": peak_mb(), "reasons": plan.unmatched.counts()}))
"""
    # What is compiled and cached by now is loaded; compiling is not what is measured.
    solve(random_problem(0, 12, 9), WEIGHTS)
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}).stdout  # fmt: skip
    figures = json.loads(said.splitlines()[-1])
    assert (figures["matched"], figures["optimal"]) == (700, True)
    assert figures["reasons"] == {"capacity_exhausted": 59_300}
    # Of six million; each costs memory and time.
    assert figures["candidate_pairs"] <= 2_000_000
    assert figures["mb"] < 700


def test_everybody_alike_in_everything() -> None:
    problem = simple(
        (0.0,) * 60, (0.0,) * 30, cap_minutes=np.full(30, 180), visit_elder=np.repeat(np.arange(20), 3)
    )
    plan = solve(problem, WEIGHTS)
    # Two visits each: the third hour costs more than the second.
    assert np.bincount(plan.assignments.volunteer).tolist() == [2] * 30
    assert plan.figures.optimal


def test_one_elder_with_a_thousand_visits() -> None:
    problem = simple((0.0,) * 1_000, (0.1, 0.2, 0.3), visit_elder=np.zeros(1_000), cap_minutes=[6_000] * 3)
    plan = solve(problem, WEIGHTS)
    assert (plan.figures.matched, plan.figures.uncovered_elders) == (300, 0)
    assert plan.figures.optimal


def test_one_volunteer_for_everybody() -> None:
    problem = simple(tuple(np.linspace(0, 3, 400)), (0.0,), cap_minutes=[24_000], reach_m=[np.inf])
    plan = solve(problem, WEIGHTS)
    assert plan.figures.matched == 400
    assert plan.figures.optimal


# What is settled


def test_when_everybody_has_declined_everything_nobody_comes() -> None:
    every = np.argwhere(np.ones((6, 5)))
    plan = solve(simple((0.0,) * 6, (0.1,) * 5, forbidden=every), WEIGHTS)
    assert len(plan.assignments) == 0
    assert plan.unmatched.counts() == {"all_declined": 6}
    assert plan.figures.optimal


def test_when_everything_is_accepted_nothing_is_left_to_plan() -> None:
    pairs = np.stack((np.arange(6), np.arange(6) % 2), axis=1)
    plan = solve(simple((0.0,) * 6, (0.1, 30.0), locked=pairs), WEIGHTS)
    assert np.stack((plan.assignments.visit, plan.assignments.volunteer), axis=1).tolist() == pairs.tolist()
    assert plan.assignments.locked.all()
    assert plan.figures.optimal


def test_what_is_said_twice_counts_once() -> None:
    said = {"previous": [[0, 1]], "forbidden": [[1, 0]], "covered": [0], "offered": [[2, 1]]}
    twice = {name: np.repeat(np.array(rows), 2, axis=0) for name, rows in said.items()}
    once_plan, twice_plan = (
        solve(simple((0.0, 0.5, 1.0), (0.0, 1.0), cap_minutes=[120, 120], **what), WEIGHTS)
        for what in (said, twice)
    )
    assert once_plan.figures.objective_m == twice_plan.figures.objective_m
    assert once_plan.assignments.volunteer.tolist() == twice_plan.assignments.volunteer.tolist()


def test_elders_of_whom_nothing_is_planned_may_be_named() -> None:
    plan = solve(simple((0.0,), (0.1,), covered=[99], previous=[[77, 0]]), WEIGHTS)
    assert plan.figures.matched == 1
    assert plan.figures.optimal


# Numbers at the edge


@pytest.mark.parametrize("kind", [{}, {"lengths": True}, {"pairs": True, "offers": True}], ids="+".join)
def test_with_the_dearest_weights_nothing_overflows(kind: dict[str, Any]) -> None:
    for seed in range(8):
        problem = random_problem(seed, 9, 7, settled=True, **kind)
        figures = solve(problem, DEAREST).figures
        assert figures.bound_m is not None
        assert round(figures.bound_m * 10) <= least_dm(problem, DEAREST) <= round(figures.objective_m * 10)
        if not kind:
            assert figures.optimal


def test_lengths_without_a_common_measure_and_ways_round_the_world_do_not_overflow() -> None:
    for seed in range(8):
        rng = np.random.default_rng(seed)
        problem = changed(
            random_problem(seed, 9, 7, pairs=True),
            visit_minutes=rng.choice([7, 11, 13, 1_439, 1_440], 9),
            lat=np.linspace(-90, 90, 7),
            reach_m=np.full(7, np.inf),
            cap_minutes=np.full(7, 10**6),
        )
        for weights in (DEAREST, Weights(distance=0.01)):
            figures = solve(problem, weights).figures
            assert figures.bound_m is not None
            assert (
                round(figures.bound_m * 10) <= least_dm(problem, weights) <= round(figures.objective_m * 10)
            )


def test_when_nothing_costs_anything_the_plan_costs_nothing_but_ties() -> None:
    free = Weights(distance=0, discontinuity_m=0, unfilled_m=(0, 0, 0), uncovered_elder_m=0,
                   fairness_m_per_hour=0, stability_m=0)  # fmt: skip
    for seed in range(10):
        problem = random_problem(seed, 4, 4, settled=True)
        plan = solve(problem, free)
        assert round(plan.figures.objective_m * 10) == brute_force(problem, free)
        assert plan.figures.optimal


def test_an_elder_whose_number_is_too_large_to_pair_with_volunteers_is_refused() -> None:
    with pytest.raises(ValueError, match="visit_elder: row 0 must be below"):
        simple((0.0,), (0.1, 0.2), visit_elder=[2**62])


def test_windows_may_have_any_number() -> None:
    problem = simple((0.0,) * 3, (0.1,), visit_elder=[5, 5, 2**40], visit_window=[2**40] * 3, cap_minutes=[180],
                     slots=[1])  # fmt: skip
    plan = solve(problem, WEIGHTS)
    assert plan.figures.matched == 2
    assert certify(problem, plan).faults == ()


def test_caps_and_reaches_at_their_edges() -> None:
    caps = [-(10**9), 0, 59, 60, 10**6]
    plan = solve(simple((0.0, 0.0), (0.0,) * 5, cap_minutes=caps, reach_m=[np.inf] * 5), WEIGHTS)
    assert plan.assignments.volunteer.tolist() == sorted(plan.assignments.volunteer.tolist())
    assert set(plan.assignments.volunteer.tolist()) <= {3, 4}
    assert plan.figures.matched == 2
    reaches = [-np.inf, -1.0, 0.0, np.inf]
    here = solve(simple((0.0,) * 4, (0.0,) * 4, reach_m=reaches), WEIGHTS)
    assert sorted(here.assignments.volunteer.tolist()) == [2, 3]


def test_nobody_has_half_a_day() -> None:
    none = {"slot_visits": [0, 5], "slot_total": [5, 0]}
    plan = solve(simple((0.0, 0.1), (0.0, 0.1), visit_window=[0, 3], **none), WEIGHTS)
    assert len(plan.assignments) == 0
    assert plan.figures.optimal


def test_visits_of_no_week_fill_weekly_slots_only() -> None:
    one_slot = {"slots": [1], "cap_minutes": [600], "slot_visits": [0], "slot_total": [2]}
    plan = solve(simple((0.0, 0.1, 0.2), (0.0,), **one_slot), WEIGHTS)
    assert plan.figures.matched == 2
    assert plan.figures.optimal


# Malformed

TWO = {"visit_lat": [31.0, 31.1], "visit_lon": [107.0, 107.1], "lat": [31.0, 31.1], "lon": [107.0, 107.1],
       "reach_m": [1e4, 1e4], "cap_minutes": [60, 60]}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("visit_lon", [107.0, -180.5], "visit_lon: row 1 must lie between -180 and 180"),
        ("visit_lat", [np.inf, 31.0], "visit_lat: row 0 must lie between -90 and 90"),
        ("lat", ["north", 31.0], "lat: could not convert"),
        ("lat", [31.0, None, 31.0], r"lon: expected 3 values, got shape \(2,\)"),
        ("visit_elder", [3, -1], "visit_elder: row 1 must not be negative"),
        ("visit_elder", [3, 1e30], "visit_elder: "),
        ("visit_elder", [[3, 1]], r"visit_elder: expected 2 values, got shape \(1, 2\)"),
        ("visit_tier", [-1, 0], "visit_tier: row 0 must be 0, 1 or 2"),
        ("visit_minutes", [60, 1_441], "visit_minutes: row 1 must be 1 to 1440"),
        ("visit_minutes", [np.nan, 60], "visit_minutes: "),
        ("visit_minutes", [60] * 3, r"visit_minutes: expected 2 values, got shape \(3,\)"),
        ("visit_persons", [1, 0], "visit_persons: row 1 must be 1 or 2"),
        ("visit_gender", [3, 0], "visit_gender: row 0 must be 0, 1 or 2"),
        ("visit_slots", [1, -1], "visit_slots: a bit mask cannot be negative"),
        ("visit_window", [-2, 0], "visit_window: row 0 must be -1 or an index"),
        ("gender", [0, 9], "gender: row 1 must be 0, 1 or 2"),
        ("cap_minutes", [60, 10**6 + 1], "cap_minutes: row 1 must be at most a million minutes"),
        ("slot_visits", [1, -1], "slot_visits: row 1 must be 0 to a million visits"),
        ("slot_total", [-5, 1], "slot_total: row 0 must be 0 to a million visits"),
        ("slot_total", [1], r"slot_total: expected 2 values, got shape \(1,\)"),
        ("locked", [[0, 0], [0, 0]], "locked: row 0 accepts"),
        ("locked", [[-1, 0]], "locked: row 0 names a visit that does not exist"),
        ("forbidden", [[0, 0], [1, -1]], "forbidden: row 1 names a volunteer who does not exist"),
        ("offered", [[0, 0], [2, 0]], "offered: row 1 names a visit that does not exist"),
        ("offered", [[0, 2]], "offered: row 0 names a volunteer who does not exist"),
        ("offered", [[0, 0, 0]], r"offered: expected pairs of shape \(k, 2\)"),
        ("previous", [[-4, 0]], "previous: row 0 names a negative elder"),
    ],
)
def test_the_error_names_field_and_row(field: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Problem.build(**{**TWO, field: value})


@pytest.mark.parametrize(
    "name", ["distance", "discontinuity_m", "uncovered_elder_m", "fairness_m_per_hour", "stability_m"]
)
@pytest.mark.parametrize("value", [-1.0, 1e12, np.nan, np.inf])
def test_a_weight_that_would_overflow_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name}: must lie between 0 and"):
        Weights(**{name: value})


@pytest.mark.parametrize("row", [(1.0, -1.0, 1.0), (1.0, 1.0, 1e12), (np.nan, 1.0, 1.0)])
def test_a_tier_that_would_overflow_is_refused(row: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="unfilled_m: must lie between 0 and"):
        Weights(unfilled_m=row)


def test_the_baseline_bears_odd_cities_too() -> None:
    for problem in (
        simple((np.nan, 0.0), (0.0, np.nan)),
        simple((0.0,) * 3, (0.0,) * 2, forbidden=np.argwhere(np.ones((3, 2)))),
        simple((0.0,) * 2, (0.0,) * 2, cap_minutes=[-60, 0]),
    ):
        assert certify(problem, greedy(problem, WEIGHTS)).faults == ()
