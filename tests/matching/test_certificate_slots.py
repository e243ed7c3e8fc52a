"""The referee knows half-days, pairs and the edges of each rule: what just fits is let pass, one more is found."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from matching import Weights, certificate, certify, solve
from tests.matching.cases import simple

MORNING, NOON = 0b01, 0b10
NO_ROOM = "no room in any half-day"
UNSUITED = "in a slot that does not suit all"
APART = "not in the same slot as the other"
HALF_DAY = "too many visits in one half-day"
WEEKLY = "too many visits in one weekly slot"
WINDOW = "more visits in one window than slots in common"
LAX = {"cap_minutes": [600, 600]}
SAME_WINDOW = {"visit_window": [0, 0]}


def faults(rows: list[tuple[int, ...]], **fields: Any) -> set[str]:
    """What the referee says of (visit, volunteer, slot) rows, without whom it says it of."""
    visit, volunteer, slot = np.array(rows).T
    problem = simple((0.0, 0.3), (0.0, 0.3), **(LAX | fields))
    return {found.partition(": ")[2] for found in certificate.check(problem, visit, volunteer, slot)}


@pytest.mark.parametrize(
    ("rows", "fields", "expected"),
    [
        # Only who has limited half-days needs a slot.
        ([(0, 0, -1)], {}, set()),
        ([(0, 0, -1)], {"slot_visits": [1, 9]}, {NO_ROOM}),
        ([(0, 0, -1)], {"slot_total": [1, 9]}, {NO_ROOM}),
        ([(0, 0, -1)], {"slot_total": [1, 9], "locked": [[0, 0]]}, set()),
        ([(0, 0, 0)], {"slot_visits": [1, 9]}, set()),
        # The slot has to suit the visit and the volunteer, the first of the week like any other.
        ([(0, 0, 0)], {"slot_visits": [1, 9], "slots": [MORNING, NOON]}, set()),
        ([(0, 0, 1)], {"slot_visits": [1, 9], "slots": [NOON, NOON]}, set()),
        ([(0, 0, 0)], {"slot_visits": [1, 9], "slots": [NOON, NOON]}, {UNSUITED}),
        ([(0, 0, 1)], {"slot_visits": [1, 9], "visit_slots": [MORNING, MORNING]}, {UNSUITED}),
        ([(0, 0, 1)], {"slot_visits": [1, 9], "visit_slots": [1, 1], "locked": [[0, 0]]}, set()),
        # Two who come together come in one slot that suits both.
        ([(0, 0, 1), (0, 1, 1)], {"visit_persons": [2, 1], "slot_visits": [1, 1]}, set()),
        ([(0, 0, 0), (0, 1, 1)], {"visit_persons": [2, 1], "slot_visits": [1, 1]}, {APART}),
        ([(0, 0, 0), (0, 1, 0)], {"visit_persons": [2, 1], "slot_visits": [1, 1], "slots": [3, NOON]}, {UNSUITED}),
        (
            [(0, 0, 0), (0, 1, 1)],
            {"visit_persons": [2, 1], "slot_visits": [1, 1], "locked": [[0, 0], [0, 1]]},
            set(),
        ),
        # A half-day is a slot of a window; visits without a window crowd none.
        ([(0, 0, 0), (1, 0, 0)], SAME_WINDOW | {"slot_visits": [1, 9]}, {HALF_DAY}),
        ([(0, 0, 0), (1, 0, 0)], SAME_WINDOW | {"slot_visits": [2, 9]}, set()),
        ([(0, 0, 0), (1, 0, 1)], SAME_WINDOW | {"slot_visits": [1, 9]}, set()),
        ([(0, 0, 0), (1, 1, 0)], SAME_WINDOW | {"slot_visits": [1, 1]}, set()),
        ([(0, 0, 0), (1, 0, 0)], {"visit_window": [0, 1], "slot_visits": [1, 9]}, set()),
        ([(0, 0, 0), (1, 0, 0)], {"visit_window": [-1, -1], "slot_visits": [1, 9]}, set()),
        ([(0, 0, 0), (1, 0, 0)], SAME_WINDOW | {"slot_visits": [1, 9], "locked": [[0, 0], [1, 0]]}, set()),
        # A weekly slot counts over all windows.
        ([(0, 0, 0), (1, 0, 0)], {"visit_window": [0, 1], "slot_total": [1, 9]}, {WEEKLY}),
        ([(0, 0, 0), (1, 0, 0)], {"visit_window": [0, 1], "slot_total": [2, 9]}, set()),
        ([(0, 0, 0), (1, 0, 1)], {"visit_window": [0, 1], "slot_total": [1, 9]}, set()),
        ([(0, 0, 0), (1, 1, 0)], {"slot_total": [1, 1]}, set()),
        # Within a window one goes to an elder as often as there are slots in common.
        ([(0, 0, -1), (1, 0, -1)], SAME_WINDOW | {"visit_elder": [5, 5], "slots": [1, 1]}, {WINDOW}),
        ([(0, 0, -1), (1, 0, -1)], SAME_WINDOW | {"visit_elder": [5, 5], "slots": [3, 3]}, set()),
        ([(0, 0, -1), (1, 0, -1)], SAME_WINDOW | {"visit_elder": [5, 6], "slots": [1, 1]}, set()),
        ([(0, 0, -1), (1, 0, -1)], {"visit_window": [0, 1], "visit_elder": [5, 5], "slots": [1, 1]}, set()),
        ([(0, 0, -1), (1, 0, -1)], {"visit_elder": [5, 5], "slots": [1, 1]}, set()),
        # What is asked for and there.
        ([(0, 0, -1)], {"visit_gender": [1, 0], "gender": [1, 2]}, set()),
        ([(1, 0, -1)], {"visit_gender": [1, 0], "gender": [2, 2]}, set()),
        ([(0, 0, -1)], {"visit_dialects": [1, 0], "dialects": [1, 0]}, set()),
        ([(0, 0, -1)], {"visit_slots": [1, 1], "slots": [1, 1]}, set()),
        ([(0, 0, -1)], {"visit_adult_only": [1, 0], "adult": [1, 0]}, set()),
        ([(1, 1, -1)], {"visit_adult_only": [1, 0], "adult": [1, 0]}, set()),
        ([(0, 0, -1), (1, 0, -1)], {"cap_minutes": [120, 0]}, set()),
        # Two people are asked for a slot in common, one alone is not asked twice.
        ([(0, 0, -1), (0, 1, -1)], {"visit_persons": [2, 1], "slots": [3, NOON]}, set()),
    ],
)  # fmt: skip
def test_what_fits_passes_and_what_does_not_is_named(
    rows: list[tuple[int, ...]], fields: dict[str, Any], expected: set[str]
) -> None:
    assert faults(rows, **fields) == expected


@pytest.mark.parametrize("marked", list(itertools.product(range(3), range(4))))
def test_a_refusal_and_an_accepted_pair_concern_that_pair_alone(marked: tuple[int, int]) -> None:
    places = (0.0, 0.1, 0.2), (0.0, 0.1, 0.2, 0.3)
    declined = simple(*places, forbidden=[list(marked)])
    far = simple((90.0, 91.0, 92.0), places[1], locked=[list(marked)])
    for pair in itertools.product(range(3), range(4)):
        row = np.array([pair[0]]), np.array([pair[1]])
        assert bool(certificate.check(declined, *row)) == (pair == marked)
        assert bool(certificate.check(far, *row)) == (pair != marked)


def test_hours_that_were_accepted_may_exceed_the_cap_and_no_further_ones_may() -> None:
    accepted = simple((0.0, 0.1, 0.2), (0.0,), cap_minutes=[60], locked=[[0, 0], [1, 0]])
    assert certificate.check(accepted, np.array([0, 1]), np.array([0, 0])) == ()
    assert len(certificate.check(accepted, np.array([0, 1, 2]), np.array([0, 0, 0]))) == 3


def test_at_most_twenty_faults_are_listed() -> None:
    visits = tuple(90.0 + at for at in range(30))
    problem = simple(visits, (0.0,), visit_gender=np.ones(30), cap_minutes=[6_000])
    rows = np.arange(30), np.zeros(30, dtype=np.int64)
    assert len(certificate.check(problem, *rows)) == 20
    assert (
        len(certificate.check(simple(visits[:3], (0.0,), cap_minutes=[600]), *(row[:3] for row in rows))) == 3
    )


def test_the_best_plan_is_proved_in_metres() -> None:
    problem = simple((0.0, 0.3), (0.0, 0.3))
    plan = solve(problem, Weights())
    referee = certify(problem, plan)
    assert (referee.faults, referee.optimal) == ((), True)
    assert referee.objective_m == referee.bound_m == plan.figures.objective_m
