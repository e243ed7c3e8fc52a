"""What every plan keeps, whatever is asked of it."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Problem, Reason, Weights, certify, greedy, places, solve
from regions import geo
from tests.matching.cases import fingerprint, may, random_problem, simple

WEIGHTS = Weights()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    visits=st.integers(0, 30),
    volunteers=st.integers(0, 20),
    pairs=st.booleans(),
    lengths=st.booleans(),
    settled=st.booleans(),
    windows=st.booleans(),
)
def test_a_plan_keeps_every_rule(
    seed: int, visits: int, volunteers: int, pairs: bool, lengths: bool, settled: bool, windows: bool
) -> None:
    problem = random_problem(
        seed, visits, volunteers, pairs=pairs, lengths=lengths, settled=settled, windows=windows
    )
    plan = solve(problem, WEIGHTS)
    rows = list(zip(plan.assignments.visit.tolist(), plan.assignments.volunteer.tolist(), strict=True))
    locked = [tuple(pair) for pair in problem.locked.tolist()]
    minutes = np.bincount(
        plan.assignments.volunteer, problem.visit_minutes[plan.assignments.visit], volunteers
    )
    for visit, volunteer in set(rows) - set(locked):
        assert may(problem, visit, volunteer)
        assert minutes[volunteer] <= problem.cap_minutes[volunteer]
    assert len(set(rows)) == len(rows)
    assert set(locked) <= set(rows)
    filled = np.bincount(plan.assignments.visit, minlength=visits)
    assert (filled <= problem.visit_persons).all()
    # A visit for two has two or, apart from what was accepted before, nobody.
    fresh = [visit for visit, _ in set(rows) - set(locked)]
    assert (filled[fresh] == problem.visit_persons[fresh]).all()
    for visit in np.flatnonzero((problem.visit_persons == 2) & (filled == 2)).tolist():
        team = [volunteer for one, volunteer in rows if one == visit]
        if not {(visit, volunteer) for volunteer in team} <= set(locked):
            assert int(problem.visit_slots[visit] & problem.slots[team[0]] & problem.slots[team[1]])
    assert plan.unmatched.visit.tolist() == np.flatnonzero(filled < problem.visit_persons).tolist()
    assert plan.figures.matched + plan.figures.unmatched == plan.figures.visits == visits
    referee = certify(problem, plan)
    assert referee.faults == ()
    assert referee.optimal == plan.figures.optimal


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_one_more_volunteer_never_makes_the_month_worse(seed: int) -> None:
    problem = random_problem(seed, 12, 6)
    fields = {name: getattr(problem, name) for name in Problem.__dataclass_fields__}
    extra = {"lat": 31.2, "lon": 107.5, "reach_m": 4_000.0, "cap_minutes": 120, "slots": 1, "skills": 3,
             "dialects": 3, "gender": 1, "adult": True, "slot_visits": 9, "slot_total": 9}  # fmt: skip
    more = Problem(**{**fields, **{name: np.append(fields[name], value) for name, value in extra.items()}})
    flat = Weights(fairness_m_per_hour=0)
    assert solve(more, flat).figures.objective_m <= solve(problem, flat).figures.objective_m


def test_the_same_problem_gives_the_same_plan_in_every_process() -> None:
    script = "from tests.matching.cases import fingerprint; print(fingerprint())"
    prints = {fingerprint()}
    answer = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    prints.add(answer.stdout.strip())
    assert len(prints) == 1


def test_distances_are_those_of_the_rest_of_the_house() -> None:
    lat, lon = np.array([31.2, -40.0, 31.0]), np.array([107.4, 179.999, 107.5])
    lat2, lon2 = np.array([31.3, -40.0, 31.0]), np.array([107.9, -179.999, 107.5])
    ours = places.distance_m(places.earth_centred(lat, lon), places.earth_centred(lat2, lon2))
    theirs = [geo.distance_m(*point) for point in zip(lat, lon, lat2, lon2, strict=True)]
    assert ours == pytest.approx(theirs, rel=1e-12)


# Degenerate input


def test_nothing_to_do_and_nobody_to_do_it() -> None:
    for visits, volunteers in ((), ()), ((), (0.0,)), ((0.0, 1.0), ()):
        plan = solve(simple(visits, volunteers), WEIGHTS)
        assert len(plan.assignments) == 0
        assert plan.figures.optimal
        assert plan.unmatched.reason == (Reason.NO_VOLUNTEER_IN_REACH,) * len(visits)
        assert greedy(simple(visits, volunteers), WEIGHTS).unmatched.reason == plan.unmatched.reason


def test_unknown_positions_are_named_and_hurt_nobody_else() -> None:
    problem = simple((np.nan, 0.0), (np.nan, 0.1))
    plan = solve(problem, WEIGHTS)
    assert (plan.assignments.visit.tolist(), plan.assignments.volunteer.tolist()) == ([1], [1])
    assert plan.unmatched.reason == (Reason.NO_LOCATION,)
    assert plan.figures.optimal


def test_everybody_at_one_point() -> None:
    problem = simple((0.0,) * 40, (0.0,) * 7, cap_minutes=np.full(7, 300))
    plan = solve(problem, WEIGHTS)
    assert plan.figures.matched == 35
    assert np.bincount(plan.assignments.volunteer).tolist() == [5] * 7
    assert plan.unmatched.counts() == {"capacity_exhausted": 5}
    assert plan.figures.optimal


def test_three_thousand_elders_in_one_village() -> None:
    rng = np.random.default_rng(5)
    spread = rng.normal(0, 0.004, (2, 3_400))
    problem = Problem.build(
        visit_lat=31.2 + spread[0, :3_000], visit_lon=107.5 + spread[1, :3_000],
        lat=31.2 + spread[0, 3_000:], lon=107.5 + spread[1, 3_000:],
        reach_m=np.full(400, np.inf), cap_minutes=np.full(400, 420),
    )  # fmt: skip
    plan = solve(problem, WEIGHTS)
    assert plan.figures.matched == 2_800
    assert plan.figures.optimal


def test_no_minutes_left_and_minutes_below_one_visit() -> None:
    plan = solve(simple((0.0, 0.1), (0.0, 0.1, 0.2), cap_minutes=[0, 59, -30]), WEIGHTS)
    assert len(plan.assignments) == 0
    assert plan.unmatched.counts() == {"capacity_exhausted": 2}


def test_the_date_line_is_no_border() -> None:
    problem = Problem.build(visit_lat=[-17.0], visit_lon=[179.999], lat=[-17.0, -17.0], lon=[-179.999, 179.9],
                            reach_m=[1_000.0, 1_000.0], cap_minutes=[60, 60])  # fmt: skip
    plan = solve(problem, WEIGHTS)
    assert plan.assignments.volunteer.tolist() == [0]
    assert plan.assignments.distance_m[0] == pytest.approx(212.9, abs=0.5)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("visit_lat", [91.0, 31.0], "visit_lat: row 0 must lie between -90 and 90 degrees, or be NaN"),
        ("lon", [107.0, np.inf], "lon: row 1 must lie between -180 and 180 degrees, or be NaN"),
        ("reach_m", [1.0, np.nan], "reach_m: row 1 must be a number of metres"),
        ("visit_minutes", [60, 0], "visit_minutes: row 1 must be 1 to 1440"),
        ("visit_persons", [3, 1], "visit_persons: row 0 must be 1 or 2"),
        ("visit_tier", [0, 5], "visit_tier: row 1 must be 0, 1 or 2"),
        ("visit_minutes", [60.5, 60], "visit_minutes: whole numbers expected"),
        ("skills", [-1, 0], "skills: a bit mask cannot be negative"),
        ("cap_minutes", [60], r"cap_minutes: expected 2 values, got shape \(1,\)"),
        ("locked", [[0, 2]], "locked: row 0 names a volunteer who does not exist"),
        ("locked", [[0, 0], [0, 1]], "locked: row 0 accepts more volunteers than the visit needs"),
        ("forbidden", [[2, 0]], "forbidden: row 0 names a visit that does not exist"),
        ("previous", [0, 1, 2], r"previous: expected pairs of shape \(k, 2\), got shape \(3,\)"),
    ],
)
def test_malformed_input_is_refused_by_name(field: str, value: list[object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        simple((0.0, 1.0), (0.0, 1.0), **{field: value})


def test_somebody_who_accepted_cannot_have_declined() -> None:
    with pytest.raises(ValueError, match="locked: row 0 is forbidden as well"):
        simple((0.0,), (0.0,), locked=[[0, 0]], forbidden=[[0, 0]])


def test_weights_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="discontinuity_m: must lie between 0 and 1e\\+07, got -1"):
        Weights(discontinuity_m=-1)
    with pytest.raises(ValueError, match="unfilled_m: expected one cost for each of the three tiers"):
        Weights(unfilled_m=(1.0, 2.0))  # type: ignore[arg-type]  # the mistake under test
