"""One table of rules: the lists of the moment, the engine and its referee say the same of every pair."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Problem, Reason, Weights, name_requirements, solve
from matching.certificate import check
from matching.eligibility import Rules
from matching.needs import make_needs, make_pool
from matching.problem import ANY_GENDER, FEMALE, MALE
from matching.reasons import may_come
from volunteers.tasks.eligibility import RULES, Refusal, refusals_of
from volunteers.tasks.eligibility.rules import (
    ADVISES,
    PROTECTING,
    UNDER_LOCK,
    Pairing,
    PersonFacts,
    TaskFacts,
    is_adult,
    reason_for,
)

WEIGHTS = Weights()
TODAY = date(2026, 11, 10)
GROWN_UP, CHILD = date(1990, 5, 1), date(2011, 1, 1)
INSURED, LAPSED = date(2026, 11, 10), date(2026, 11, 9)
# Bits beside the skills, as the planner gives them to a guardian's consent and to insurance.
GUARDED, COVERED = 1 << 62, 1 << 61
GENDERS = {"": ANY_GENDER, "M": MALE, "F": FEMALE}
M_PER_DEGREE = 111_195.0


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """One value as a rule, so that of many rules few are broken at once."""
    return st.sampled_from([usual] * 7 * len(others) + list(others))


few, many = (
    st.frozensets(st.integers(0, 2), max_size=1),
    mostly(frozenset({0, 1, 2}), frozenset(), frozenset({1})),
)
tasks = st.builds(
    TaskFacts,
    minutes=st.sampled_from([40, 60]),
    slots=mostly(7, 1, 2, 4),
    has_place=mostly(True, False),
    prefers_sex=mostly("", "M", "F"),
    adult_only=st.booleans(),
    needs_insurance=st.booleans(),
    skills=few,
    dialects=few.map(lambda keys: dict.fromkeys(keys, "方言")),
)
people = st.builds(
    PersonFacts,
    reach_m=mostly(3_000, 500),
    is_approved=mostly(True, False),
    availability=mostly(7, 2, 8),
    insured_until=mostly(INSURED, LAPSED, None),
    sex=st.sampled_from(["", "M", "F"]),
    birth_date=mostly(GROWN_UP, CHILD, None),
    visits_elders=mostly(True, False),
    guardian=st.booleans(),
    skills=many,
    speaks=many,
)


def pairing(
    task: TaskFacts, person: PersonFacts, metres: float, left: int, barred: bool, asked: bool
) -> Pairing:
    known = metres if task.has_place else math.nan
    return Pairing(
        task=task, person=person, day=TODAY, metres=known, left=left, is_barred=barred, was_asked=asked
    )


pairs = st.builds(
    pairing, tasks, people, mostly(100.0, 5_000.0, math.nan), mostly(90, 30, 50), mostly(False, True),
    mostly(False, True),
)  # fmt: skip


def bits(keys: Any) -> int:
    return sum(1 << key for key in keys)


def to_engine(pair: Pairing) -> Problem:
    """The pair as the engine knows it: one visit, one volunteer."""
    task, person = pair.task, pair.person
    grown_up = is_adult(person.birth_date, pair.day)
    covered = person.insured_until is not None and person.insured_until >= pair.day
    asked = bits(task.skills) | (0 if task.adult_only else GUARDED) | (COVERED if task.needs_insurance else 0)
    has = bits(person.skills) | (GUARDED if grown_up or person.guardian else 0) | (COVERED if covered else 0)
    usable = person.is_approved and person.visits_elders
    return Problem.build(
        visit_lat=[31.2 if task.has_place else math.nan],
        visit_lon=[107.5],
        visit_minutes=[task.minutes],
        visit_slots=[task.slots],
        visit_gender=[GENDERS[task.prefers_sex]],
        visit_skills=np.array([asked], dtype=np.uint64),
        visit_dialects=[bits(task.dialects)],
        visit_adult_only=[task.adult_only],
        lat=[31.2 + (0.0 if math.isnan(pair.metres) and not task.has_place else pair.metres) / M_PER_DEGREE],
        lon=[107.5],
        reach_m=[float(person.reach_m) if usable else -1.0],
        cap_minutes=[pair.left],
        slots=[person.availability],
        gender=[GENDERS[person.sex]],
        skills=np.array([has], dtype=np.uint64),
        dialects=[bits(person.speaks)],
        adult=[grown_up],
        forbidden=[(0, 0)] if pair.is_barred or pair.was_asked else np.empty((0, 2)),
    )


def compiled_says_yes(problem: Problem) -> bool:
    """Whether the compiled rules let the two together; who is no longer in the pool cannot come."""
    needs, pool = make_needs(problem, WEIGHTS), make_pool(problem)
    if not len(needs) or not len(pool):
        return False
    one = np.zeros(1, dtype=np.int64)
    return bool(Rules(problem, WEIGHTS, needs, pool).eligible(one, one)[0])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(pair=pairs)
def test_lists_engine_and_referee_agree_on_every_pair(pair: Pairing) -> None:
    problem, stops = to_engine(pair), refusals_of(pair)
    # A visit without a place is nobody's to the engine; a list still shows who might.
    fine = not stops and pair.task.has_place
    zero = np.zeros(1, dtype=np.int64)
    assert compiled_says_yes(problem) == fine
    assert (not check(problem, zero, zero)) == fine
    if pair.task.has_place:
        assert (len(may_come(problem, zero)[0]) == 1) == (not set(stops) - {Refusal.CAP})


@settings(max_examples=300, deadline=None, derandomize=True)
@given(pair=pairs.filter(lambda pair: pair.task.has_place))
def test_the_list_and_the_plan_name_the_same_rule_that_leaves_nobody(pair: Pairing) -> None:
    plan = solve(to_engine(pair), WEIGHTS)
    special = ((GUARDED, Reason.NO_GUARDIAN), (COVERED, Reason.NOT_INSURED))
    named = name_requirements(plan.problem, plan.unmatched.visit, plan.unmatched.reason, special)
    assert named == tuple(filter(None, [reason_for([refusals_of(pair)])]))


def test_every_reason_to_refuse_has_one_rule_and_every_rule_of_the_engine_a_reason() -> None:
    assert sorted(rule.code for rule in RULES) == sorted(Refusal)
    named = {rule.reason for rule in RULES} - {None}
    # Two who come together, and where a visit is, concern no single pair.
    assert set(Reason) - named == {
        Reason.NO_LOCATION, Reason.NEEDS_PAIR_ONE_FOUND, Reason.NO_PAIR_IN_ONE_SLOT, Reason.OUTWEIGHED,
    }  # fmt: skip


def test_what_protects_a_volunteer_is_asked_wherever_anything_is() -> None:
    assert set(PROTECTING) < set(UNDER_LOCK)
    assert not {rule.code for rule in PROTECTING} & ADVISES
    assert {rule.code for rule in UNDER_LOCK} & ADVISES == {Refusal.CAP}


@pytest.mark.parametrize(
    ("born", "grown_up"), [("2010-02-28", True), ("2010-03-01", False), (None, False)]
)  # fmt: skip
def test_on_a_leap_day_who_turned_eighteen_the_day_before_is_of_age(born: str | None, grown_up: bool) -> None:
    assert is_adult(date.fromisoformat(born) if born else None, date(2028, 2, 29)) is grown_up
