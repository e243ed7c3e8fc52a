"""A repaired plan costs what planning anew would cost, says truly what changed, and disturbs few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.matching.live_plan import LivePlan
from matching import Problem, Weights, solve
from tests.matching.cases import random_problem, simple
from tests.matching.whole_model import cost_if_allowed_dm, least_dm

WEIGHTS = Weights(stability_m=800.0)
KINDS = st.fixed_dictionaries({}, optional={name: st.just(True) for name in ("settled", "offers")})
many = settings(max_examples=40, deadline=None, derandomize=True)


def rows_of(live: LivePlan) -> list[tuple[int, int]]:
    """(visit, volunteer) of the plan as it stands, accepted ones among them."""
    made = np.flatnonzero(live.volunteer >= 0)
    return [
        *map(tuple, live.problem.locked.tolist()),
        *zip(made.tolist(), live.volunteer[made].tolist(), strict=True),
    ]


def without(problem: Problem, gone: set[int]) -> Problem:
    """The problem when these volunteers do nothing new."""
    away = np.isin(np.arange(problem.volunteers), list(gone))
    return replace(problem, cap_minutes=np.where(away, 0, problem.cap_minutes))


def comings_and_goings(seed: int, volunteers: int) -> Iterator[tuple[bool, list[int]]]:
    """Now somebody (or two) drops out, now somebody comes back."""
    rng = np.random.default_rng(seed)
    gone: list[int] = []
    for _turn in range(5):
        if gone and rng.random() < 0.4:
            yield False, [gone.pop(int(rng.integers(len(gone))))]
            continue
        there = [who for who in range(volunteers) if who not in gone]
        if not there:
            return
        leaving = rng.permutation(there)[: rng.integers(1, 3)].tolist()
        gone += leaving
        yield True, leaving


@many
@given(seed=st.integers(0, 100_000), visits=st.integers(1, 14), volunteers=st.integers(2, 9), kind=KINDS)
def test_every_repair_costs_what_the_best_plan_costs_and_keeps_the_rules(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any]
) -> None:
    live = LivePlan(solve(random_problem(seed, visits, volunteers, **kind), WEIGHTS))
    gone: set[int] = set()
    for leaves, who in comings_and_goings(seed, volunteers):
        gone = gone | set(who) if leaves else gone - set(who)
        before = live.volunteer.copy()
        change = (live.drop_out if leaves else live.come_back)(np.array(who))
        left = without(live.problem, gone)
        assert cost_if_allowed_dm(left, WEIGHTS, rows_of(live)) == least_dm(left, WEIGHTS)
        different = np.flatnonzero(before != live.volunteer)
        assert change.visit.tolist() == different.tolist()
        assert change.before.tolist() == before[different].tolist()
        assert change.after.tolist() == live.volunteer[different].tolist()
        assert not set(live.volunteer.tolist()) & gone


@many
@given(seed=st.integers(0, 100_000), visits=st.integers(1, 14), volunteers=st.integers(2, 9), kind=KINDS)
def test_the_certificate_on_the_part_that_changed_proves_it(
    seed: int, visits: int, volunteers: int, kind: dict[str, Any]
) -> None:
    live = LivePlan(solve(random_problem(seed, visits, volunteers, **kind), WEIGHTS))
    for leaves, who in comings_and_goings(seed, volunteers):
        referee = live.certify((live.drop_out if leaves else live.come_back)(np.array(who)))
        assert referee.faults == ()
        assert referee.bound_m == referee.objective_m
        assert referee.optimal


def test_only_the_visits_of_who_dropped_out_move_when_others_have_time() -> None:
    live = LivePlan(solve(simple((0.0, 1.0, 2.0), (0.0, 1.0, 2.0), cap_minutes=[120] * 3), WEIGHTS))
    assert live.volunteer.tolist() == [0, 1, 2]
    change = live.drop_out(np.array([1]))
    assert (change.visit.tolist(), change.before.tolist(), change.disturbed) == ([1], [1], 0)
    assert change.after[0] in (0, 2)


def test_others_are_disturbed_only_when_that_pays() -> None:
    # Each reaches the next place only: without the first, everybody would have to move up to save the last visit.
    live = LivePlan(solve(simple((0.0, 4.0, 8.0), (1.0, 3.0, 7.0), reach_m=[5_000.0] * 3), WEIGHTS))
    assert live.volunteer.tolist() == [0, 1, 2]
    change = live.drop_out(np.array([0]))
    assert live.volunteer.tolist().count(-1) == 1
    assert change.disturbed <= 1


def test_somebody_who_comes_back_visits_the_elders_they_had() -> None:
    for seed in range(20):
        live = LivePlan(solve(random_problem(seed, 14, 9), WEIGHTS))
        elders = live.problem.visit_elder
        published = sorted(zip(elders.tolist(), live.volunteer.tolist(), strict=True))
        for who in range(9):
            live.drop_out(np.array([who]))
            live.come_back(np.array([who]))
            assert sorted(zip(elders.tolist(), live.volunteer.tolist(), strict=True)) == published, (
                f"seed {seed}"
            )


def test_nobody_left_at_all() -> None:
    live = LivePlan(solve(simple((0.0, 1.0), (0.0, 1.0)), WEIGHTS))
    change = live.drop_out(np.array([0, 1]))
    assert change.after.tolist() == [-1, -1]
    assert live.certify(change).optimal
    assert len(live.drop_out(np.array([0]))) == 0


@pytest.mark.parametrize(
    "kind", [{"visit_persons": [2, 1]}, {"visit_minutes": [60, 30]}, {"slot_total": [2, 2]}]
)
def test_what_leaves_the_flow_is_refused(kind: dict[str, Any]) -> None:
    plan = solve(simple((0.0, 0.1), (0.0, 0.1), **kind), WEIGHTS)
    with pytest.raises(ValueError, match="a live plan has visits of one length"):
        LivePlan(plan)
