"""Who is preferred, and what the plan tells about it."""

from __future__ import annotations

import numpy as np
import pytest

from matching import ALL_SLOTS, Weights, solve
from matching.problem import UNLIMITED
from matching.synthetic import city
from tests.matching.cases import simple

WEIGHTS = Weights()
MONDAY_MORNING, MONDAY_EVENING = 0b001, 0b100


def pairs_of(plan: object) -> list[tuple[int, int]]:
    rows = plan.assignments  # type: ignore[attr-defined]  # any plan
    return list(zip(rows.visit.tolist(), rows.volunteer.tolist(), strict=True))


def test_the_nearer_volunteer_goes() -> None:
    assert pairs_of(solve(simple((0.0,), (1.0, 0.5)), WEIGHTS)) == [(0, 1)]


def test_last_months_visitor_is_worth_a_detour_of_a_kilometre_and_a_half() -> None:
    assert pairs_of(solve(simple((0.0,), (1.4, 0.1), previous=[[0, 0]]), WEIGHTS)) == [(0, 0)]
    assert pairs_of(solve(simple((0.0,), (1.8, 0.1), previous=[[0, 0]]), WEIGHTS)) == [(0, 1)]


def test_a_way_is_lengthened_when_that_covers_one_more_elder() -> None:
    # The nearest to the first elder is the only one who reaches the second.
    problem = simple((0.0, 4.0), (0.1, -4.0))
    assert pairs_of(solve(problem, WEIGHTS)) == [(0, 1), (1, 0)]


def test_an_elder_without_any_visit_comes_before_a_further_visit_of_a_higher_tier() -> None:
    problem = simple((0.0, 0.0, 1.0), (0.0,), cap_minutes=[120], visit_elder=[0, 0, 1], visit_tier=[0, 0, 2])
    assert [visit for visit, _ in pairs_of(solve(problem, WEIGHTS))] in ([0, 2], [1, 2])


def test_a_higher_tier_comes_first() -> None:
    for tiers, served in (([2, 0], 1), ([1, 2], 0), ([0, 1], 0)):
        plan = solve(simple((0.0, 3.0), (1.0,), visit_tier=tiers), WEIGHTS)
        assert [visit for visit, _ in pairs_of(plan)] == [served]


def test_an_elder_who_is_covered_already_yields_to_one_who_is_not() -> None:
    problem = simple((0.0, 0.0), (0.0,), visit_tier=[0, 2], covered=[0])
    assert pairs_of(solve(problem, WEIGHTS)) == [(1, 0)]


def test_weekly_visits_go_to_one_volunteer_when_the_month_allows() -> None:
    problem = simple(
        (0.0,) * 8, (0.3,) * 4, cap_minutes=[240] * 4, visit_elder=[0] * 4 + [1] * 4,
        visit_window=[0, 1, 2, 3] * 2,
    )  # fmt: skip
    plan = solve(problem, Weights(fairness_m_per_hour=0))
    assert plan.figures.same_volunteer == 1.0
    assert plan.figures.matched == 8


def test_a_volunteer_comes_twice_in_a_week_only_with_two_slots_for_it() -> None:
    twice = {"visit_elder": [0, 0], "visit_window": [2, 2], "cap_minutes": [120]}
    one_slot = solve(simple((0.0, 0.0), (0.1,), slots=[MONDAY_MORNING], **twice), WEIGHTS)
    two_slots = solve(simple((0.0, 0.0), (0.1,), slots=[MONDAY_MORNING | MONDAY_EVENING], **twice), WEIGHTS)
    assert (one_slot.figures.matched, two_slots.figures.matched) == (1, 2)


def test_load_is_levelled_among_those_who_live_equally_near() -> None:
    problem = simple((0.0,) * 4, (0.2, 0.21), cap_minutes=[240, 240])
    level, flat = solve(problem, WEIGHTS), solve(problem, Weights(fairness_m_per_hour=0))
    assert np.bincount(level.assignments.volunteer).tolist() == [2, 2]
    assert np.bincount(flat.assignments.volunteer, minlength=2).tolist() == [4, 0]


def test_two_who_come_together_share_a_slot() -> None:
    problem = simple(
        (0.0,), (0.1, 0.2, 0.9), visit_persons=[2], slots=[MONDAY_MORNING, MONDAY_EVENING, MONDAY_MORNING]
    )
    plan = solve(problem, WEIGHTS)
    assert pairs_of(plan) == [(0, 0), (0, 2)]
    assert plan.assignments.slots.tolist() == [MONDAY_MORNING] * 2


def test_a_second_is_found_for_somebody_who_has_accepted() -> None:
    problem = simple(
        (0.0,), (0.1, 0.2, 0.9), visit_persons=[2], locked=[[0, 0]],
        slots=[MONDAY_MORNING, MONDAY_EVENING, MONDAY_MORNING],
    )  # fmt: skip
    plan = solve(problem, WEIGHTS)
    assert pairs_of(plan) == [(0, 0), (0, 2)]
    assert plan.assignments.locked.tolist() == [True, False]


def test_nobody_is_kept_waiting_for_a_companion() -> None:
    # One of the two visits needs two people and would bind the only volunteer for nothing.
    plan = solve(simple((0.0, 1.0), (0.0,), visit_persons=[2, 1]), WEIGHTS)
    assert pairs_of(plan) == [(1, 0)]


def test_minutes_are_counted_not_visits() -> None:
    problem = simple((0.0, 0.1, 0.2), (0.0,), cap_minutes=[120], visit_minutes=[90, 60, 60])
    assert [visit for visit, _ in pairs_of(solve(problem, WEIGHTS))] == [1, 2]


def test_what_was_accepted_stays_and_uses_up_minutes() -> None:
    # The volunteer lives out of reach by now; an accepted visit is kept all the same.
    problem = simple((9.0, 0.0), (0.0,), locked=[[0, 0]])
    plan = solve(problem, WEIGHTS)
    assert pairs_of(plan) == [(0, 0)]
    assert plan.unmatched.counts() == {"capacity_exhausted": 1}


def test_who_declined_is_not_asked_again() -> None:
    assert pairs_of(solve(simple((0.0,), (0.1, 2.0), forbidden=[[0, 0]]), WEIGHTS)) == [(0, 1)]


def test_a_plan_explains_each_assignment() -> None:
    problem = simple(
        (0.0,), (1.2,), previous=[[0, 0]], cap_minutes=[240], visit_dialects=[0b110], dialects=[0b101 | 0b010],
        visit_slots=[0b0111], slots=[0b1110],
    )  # fmt: skip
    why = solve(problem, WEIGHTS).explain(0)
    assert (why.visit, why.volunteer, why.companion) == (0, 0, None)
    assert why.distance_m == pytest.approx(1_200, rel=0.01)
    assert why.repeated
    assert (why.dialects_in_common, why.slots_in_common) == (0b110, 0b0110)
    assert (why.minutes_left, why.visits_left) == (180, 3)
    with pytest.raises(IndexError, match="1 assignments, there is no number 1"):
        solve(problem, WEIGHTS).explain(1)


def test_figures_add_up() -> None:
    plan = solve(simple((0.0, 1.0, 50.0), (0.0, 2.0), previous=[[0, 0]]), WEIGHTS)
    figures = plan.figures
    assert (figures.visits, figures.matched, figures.unmatched, figures.uncovered_elders) == (3, 2, 1, 1)
    assert figures.travel_km == pytest.approx(1.0, rel=0.01)
    assert figures.mean_m == pytest.approx(500, rel=0.01)
    assert figures.continuity == 0.5
    assert figures.objective_m == figures.bound_m
    assert figures.gap == 0
    assert set(figures.seconds) == {"gather", "flow", "settle", "reasons", "certify"}
    assert figures.as_dict()["optimal"] is True


def test_progress_rises_to_one() -> None:
    heard: list[float] = []
    solve(simple((0.0,), (0.0,)), WEIGHTS, progress=lambda share, what: heard.append(share))
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_made_up_city_has_the_size_and_the_supply_asked_for() -> None:
    for supply, times in (("ample", 1.45), ("tight", 1.09)):
        problem = city(2_000, supply=supply)  # type: ignore[arg-type]  # a literal, twice
        assert (problem.visits, problem.volunteers) == (2_000, 800)
        assert problem.cap_minutes.sum() == round(2_000 * times) * 60
    assert [city(size).visits for size in (1, 2, 7, 50)] == [1, 2, 7, 50]


def test_a_made_up_city_may_have_weekly_slots_and_half_days() -> None:
    free, busy = city(300), city(300, slots=True, weeks=4)
    assert set(free.slots.tolist()) == set(free.visit_slots.tolist()) == {ALL_SLOTS}
    assert len(set(busy.slots.tolist())) > 50
    assert (set(busy.slot_visits.tolist()), set(busy.slot_total.tolist())) == ({1}, {4})
    assert min(free.slot_visits.min(), free.slot_total.min()) >= UNLIMITED
    assert city(300, pairs=1.0).visit_persons.tolist() == [2] * 300
