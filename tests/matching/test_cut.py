"""Why nobody has time: the neighbourhood asks for more than its volunteers can give, and nobody else can come."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Plan, Problem, Reason, Weights, shortages, solve
from matching.synthetic import city
from tests.matching.cases import may, random_problem, simple

WEIGHTS = Weights()


def test_three_elders_compete_for_the_one_visit_of_the_only_volunteer() -> None:
    plan = solve(simple((0.0, 0.5, 1.0), (0.0,)), WEIGHTS)
    found = shortages(plan)
    assert len(found) == 1
    assert (found.visits[0], found.elders[0], found.uncovered[0]) == (3, 3, 2)
    assert (found.volunteers[0], found.possible[0]) == (1, 1)
    assert (found.demand_minutes[0], found.capacity_minutes[0]) == (180, 60)
    assert found.visit.tolist() == plan.unmatched.visit.tolist()
    assert found.complete[0]


def test_who_could_free_somebody_by_a_swap_belongs_to_the_neighbourhood() -> None:
    # The first volunteer reaches elders 0 and 1, the second 1 and 2: all three elders share both.
    plan = solve(simple((0.0, 4.0, 8.0), (2.0, 6.0), reach_m=[2_500.0, 2_500.0]), WEIGHTS)
    found = shortages(plan)
    assert (found.elders.tolist(), found.volunteers.tolist(), found.possible.tolist()) == ([3], [2], [2])


def test_neighbourhoods_without_anybody_in_common_stay_apart() -> None:
    plan = solve(simple((0.0, 0.5, 50.0, 50.5), (0.0, 50.0)), WEIGHTS)
    found = shortages(plan)
    assert found.elders.tolist() == [2, 2]
    assert sorted(found.group.tolist()) == [0, 1]


def test_what_was_accepted_is_not_competed_for() -> None:
    problem = simple((0.0, 0.5, 1.0), (0.0,), cap_minutes=[120], locked=[[0, 0]])
    found = shortages(solve(problem, WEIGHTS))
    assert (found.elders.tolist(), found.possible.tolist()) == ([2], [1])


def test_volunteers_without_any_time_are_counted_and_can_do_nothing() -> None:
    found = shortages(solve(simple((0.0,), (0.0, 0.1), cap_minutes=[0, 30]), WEIGHTS))
    assert (found.volunteers.tolist(), found.possible.tolist()) == ([2], [0])


def test_visits_that_lack_something_else_than_time_have_no_neighbourhood() -> None:
    found = shortages(solve(simple((0.0, 50.0), (0.0,), visit_skills=[1, 0]), WEIGHTS))
    assert len(found) == 0
    assert len(found.visit) == 0


def test_a_walk_that_is_cut_short_says_so() -> None:
    short = solve(_with_less_time(city(600, seed=1, supply="tight")), WEIGHTS)
    assert len(shortages(short).visits)
    assert not shortages(short, most=1).complete.all()


def _with_less_time(problem: Problem) -> Problem:
    fields = {name: getattr(problem, name) for name in problem.__dataclass_fields__}
    return Problem.build(**{**fields, "cap_minutes": problem.cap_minutes // 2})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 24), st.integers(0, 8), st.booleans())
def test_a_neighbourhood_is_closed_and_asks_for_more_than_it_has(
    seed: int, visits: int, volunteers: int, settled: bool
) -> None:
    """Hall's condition is violated, by the rules written down again in `cases`."""
    plan = solve(random_problem(seed, visits, volunteers, settled=settled), WEIGHTS)
    found = shortages(plan)
    assert set(found.visit.tolist()) == {
        visit
        for visit, reason in zip(plan.unmatched.visit.tolist(), plan.unmatched.reason, strict=True)
        if reason in (Reason.CAPACITY_EXHAUSTED, Reason.OUTWEIGHED)
    }
    for group in range(len(found)):
        inside = _closure(plan, found.visit[found.group == group].tolist())
        members, people = inside
        assert found.visits[group] == sum(_left(plan.problem, visit) for visit in members)
        assert found.volunteers[group] == len(people)
        # Every visit takes an hour here, so that whole hours are what a volunteer can give.
        free = [
            max(0, int(plan.problem.cap_minutes[who]) - 60 * _promised(plan.problem, who)) // 60
            for who in people
        ]
        assert sum(free) < found.visits[group]
        assert found.possible[group] == sum(free)


def _left(problem: Problem, visit: int) -> int:
    return int(problem.visit_persons[visit]) - int((problem.locked[:, 0] == visit).sum())


def _promised(problem: Problem, who: int) -> int:
    return int((problem.locked[:, 1] == who).sum())


def _closure(plan: Plan, start: list[int]) -> tuple[set[int], set[int]]:
    """The same walk, one step at a time."""
    problem, rows = plan.problem, plan.assignments
    members, people, todo = set(start), set[int](), list(start)
    while todo:
        visit = todo.pop()
        alike = [
            other
            for other in range(problem.visits)
            if problem.visit_elder[other] == problem.visit_elder[visit]
            and other not in members
            and _left(problem, other)
            and _same(problem, other, visit)
        ]
        members.update(alike)
        todo += alike
        for who in range(problem.volunteers):
            if who in people or not may(problem, visit, who) or [visit, who] in problem.locked.tolist():
                continue
            people.add(who)
            for made in rows.visit[(rows.volunteer == who) & ~rows.locked].tolist():
                if made not in members:
                    members.add(made)
                    todo.append(made)
    return members, people


def _same(problem: Problem, one: int, other: int) -> bool:
    if {one, other} & set(problem.forbidden[:, 0].tolist()) | {one, other} & set(
        problem.locked[:, 0].tolist()
    ):
        return False
    names = ("slots", "gender", "skills", "dialects", "adult_only", "minutes", "persons")
    return all(
        getattr(problem, f"visit_{name}")[one] == getattr(problem, f"visit_{name}")[other] for name in names
    )


@pytest.mark.parametrize("visits", [0, 3])
def test_an_empty_city_has_no_neighbourhoods(visits: int) -> None:
    nobody = np.empty(0)
    problem = simple(tuple(float(at) for at in range(visits)), (), reach_m=nobody, cap_minutes=nobody)
    assert len(shortages(solve(problem, WEIGHTS))) == 0
