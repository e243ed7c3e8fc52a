"""A visit that nobody makes has one reason, the most specific there is."""

from __future__ import annotations

from typing import Any

import pytest

from matching import Reason, Weights, name_requirements, solve
from tests.matching.cases import simple

WEIGHTS = Weights()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"reach_m": [10.0]}, Reason.NO_VOLUNTEER_IN_REACH),
        ({"reach_m": [-1.0], "cap_minutes": [0]}, Reason.NO_VOLUNTEER_IN_REACH),
        ({"visit_skills": [3], "skills": [1]}, Reason.NO_SKILL),
        ({"visit_gender": [2], "gender": [1]}, Reason.NO_GENDER),
        ({"visit_gender": [1], "gender": [0]}, Reason.NO_GENDER),
        ({"visit_dialects": [4], "dialects": [3]}, Reason.NO_DIALECT),
        ({"visit_slots": [1], "slots": [6]}, Reason.NO_COMMON_SLOT),
        ({"slots": [0]}, Reason.NO_COMMON_SLOT),
        ({"visit_adult_only": [True], "adult": [False]}, Reason.ONLY_MINORS),
        ({"forbidden": [[0, 0]]}, Reason.ALL_DECLINED),
        ({"cap_minutes": [30]}, Reason.CAPACITY_EXHAUSTED),
        ({"visit_lat": [float("nan")]}, Reason.NO_LOCATION),
        # Where several rules stand in the way, the earlier in the cascade is named.
        (
            {"visit_skills": [1], "visit_gender": [1], "forbidden": [[0, 0]], "cap_minutes": [0]},
            Reason.NO_SKILL,
        ),
    ],
)
def test_the_rule_that_leaves_nobody_is_named(fields: dict[str, Any], reason: Reason) -> None:
    plan = solve(simple((0.0,), (1.0,), **fields), WEIGHTS)
    assert plan.unmatched.reason == (reason,)
    # A plain string would compare equal, but has no `value` for those who store it.
    assert type(plan.unmatched.reason[0]) is Reason
    assert plan.unmatched.persons_filled.tolist() == [0]
    assert plan.figures.optimal


def test_rules_that_leave_nobody_together_are_named_where_the_last_one_goes() -> None:
    # One lacks the skill, the other is of the wrong gender: with the skill there is one, of the gender none.
    problem = simple((0.0,), (0.5, 0.6), visit_skills=[1], skills=[0, 1], visit_gender=[1], gender=[1, 2])
    assert solve(problem, WEIGHTS).unmatched.reason == (Reason.NO_GENDER,)


def test_minutes_used_up_by_the_plan_itself_are_used_up() -> None:
    plan = solve(simple((0.0, 0.5), (0.0,)), WEIGHTS)
    assert plan.unmatched.reason == (Reason.CAPACITY_EXHAUSTED,)


def test_a_way_that_costs_more_than_the_visit_is_worth_is_said_so() -> None:
    cheap = Weights(unfilled_m=(100.0, 100.0, 100.0), uncovered_elder_m=100.0)
    assert solve(simple((0.0,), (4.0,)), cheap).unmatched.reason == (Reason.OUTWEIGHED,)


def test_of_two_only_one_could_come() -> None:
    plan = solve(simple((0.0,), (0.1, 3.0), visit_persons=[2], reach_m=[5_000.0, 10.0]), WEIGHTS)
    assert plan.unmatched.reason == (Reason.NEEDS_PAIR_ONE_FOUND,)
    assert plan.unmatched.found.tolist() == [0]


def test_of_two_only_one_has_minutes_left() -> None:
    plan = solve(simple((0.0,), (0.1, 3.0), visit_persons=[2], cap_minutes=[0, 60]), WEIGHTS)
    assert plan.unmatched.reason == (Reason.NEEDS_PAIR_ONE_FOUND,)
    assert plan.unmatched.found.tolist() == [1]


def test_of_two_one_has_accepted() -> None:
    plan = solve(simple((0.0,), (0.1,), visit_persons=[2], locked=[[0, 0]]), WEIGHTS)
    assert plan.unmatched.reason == (Reason.NEEDS_PAIR_ONE_FOUND,)
    assert plan.unmatched.persons_filled.tolist() == [1]
    assert plan.unmatched.found.tolist() == [0]
    assert plan.assignments.volunteer.tolist() == [0]


def test_two_could_come_but_never_at_the_same_time() -> None:
    plan = solve(simple((0.0,), (0.1, 0.2), visit_persons=[2], slots=[1, 2]), WEIGHTS)
    assert plan.unmatched.reason == (Reason.NO_PAIR_IN_ONE_SLOT,)


def test_reasons_are_counted_most_frequent_first() -> None:
    problem = simple((0.0, 0.1, 50.0), (0.0,), cap_minutes=[0])
    assert list(solve(problem, WEIGHTS).unmatched.counts().items()) == [
        ("capacity_exhausted", 2),
        ("no_volunteer_in_reach", 1),
    ]


MEANINGS = ((4, Reason.NO_GUARDIAN), (8, Reason.NOT_INSURED))


@pytest.mark.parametrize(
    ("asked", "has", "reason"),
    [
        (1 | 8, [8], Reason.NO_SKILL),
        (1 | 8, [1], Reason.NOT_INSURED),
        (4 | 8, [8], Reason.NO_GUARDIAN),
        (4 | 8, [4], Reason.NOT_INSURED),
        # One is insured and cannot do it, one can and is not insured: with the skill somebody is left, insured nobody.
        (1 | 8, [1, 8], Reason.NOT_INSURED),
    ],
)
def test_a_bit_that_means_insurance_to_the_caller_is_called_by_its_name(
    asked: int, has: list[int], reason: Reason
) -> None:
    places = tuple(0.1 * at for at in range(len(has)))
    problem = simple((0.0, 50.0), places, visit_skills=[asked, 0], skills=has)
    plan = solve(problem, WEIGHTS)
    assert plan.unmatched.reason[0] is Reason.NO_SKILL
    named = name_requirements(problem, plan.unmatched.visit, plan.unmatched.reason, MEANINGS)
    assert named == (reason, Reason.NO_VOLUNTEER_IN_REACH)


def test_without_anything_to_name_reasons_stay() -> None:
    plan = solve(simple((0.0,), (0.0,), visit_skills=[1]), WEIGHTS)
    assert name_requirements(plan.problem, plan.unmatched.visit, plan.unmatched.reason, ()) == (
        Reason.NO_SKILL,
    )
