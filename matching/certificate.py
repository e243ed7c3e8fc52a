"""The referee: checks a plan without a line of the code that made it.

Feasibility: every rule of `Problem`, assignment by assignment. Optimality: the plan's prices give a `bound` over all
eligible pairs; when it equals the objective, no plan at all is better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching import costs
from matching.bound import bound_dm
from matching.half_days import NO_SLOT
from matching.plan import Plan
from matching.problem import ALL_SLOTS, UNLIMITED, Bools, Ints, Problem

_MOST_FAULTS = 20


class CertificateError(RuntimeError):
    """A plan breaks a rule. `faults` lists what is wrong; such a plan is never handed out."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("the plan breaks its rules: " + "; ".join(faults))
        self.faults = faults


class BoundError(RuntimeError):
    """The bound of a plan lies above what the plan costs, so that one of the two is wrong. `objective_m`, `bound_m`
    are metres; such a plan is never handed out."""

    def __init__(self, objective_m: float, bound_m: float) -> None:
        super().__init__(
            f"no plan can cost less than the bound {bound_m} m, and this one costs {objective_m} m: "
            "the engine's own arithmetic is at fault"
        )
        self.objective_m, self.bound_m = objective_m, bound_m


@dataclass(frozen=True)
class Certificate:
    """`faults` (empty = feasible; at most 20 are listed), objective and bound in metres, `optimal` = no plan at all
    is better. `bound_m` is None for a plan without prices."""

    faults: tuple[str, ...]
    objective_m: float
    bound_m: float | None
    optimal: bool


def certify(problem: Problem, plan: Plan) -> Certificate:
    """Check a plan for this problem: feasible, and how far from optimal at most."""
    rows = plan.assignments
    objective = costs.objective_dm(problem, plan.weights, rows.visit, rows.volunteer)
    bound = None if plan.prices is None else bound_dm(problem, plan.weights, plan.prices)
    faults = check(problem, rows.visit, rows.volunteer, rows.slot)
    if bound is not None and bound > objective:
        faults = (*faults, f"the bound {bound} dm lies above the objective {objective} dm")
    missing = np.setdiff1d(_short(problem, rows.visit), plan.unmatched.visit)
    if len(missing):
        faults = (*faults, f"visit {missing[0]} has nobody and no reason is given")
    return Certificate(
        faults=faults,
        objective_m=objective / costs.DM_PER_M,
        bound_m=None if bound is None else bound / costs.DM_PER_M,
        optimal=not faults and bound == objective,
    )


def _short(problem: Problem, visit: Ints) -> Ints:
    return np.flatnonzero(np.bincount(visit, minlength=problem.visits) < problem.visit_persons)


def check(problem: Problem, visit: Ints, volunteer: Ints, slot: Ints | None = None) -> tuple[str, ...]:
    """Everything that (visit, volunteer) pairs in their slots break, in words for a developer; empty when nothing."""
    slot = np.full(len(visit), NO_SLOT) if slot is None else slot
    stride = max(1, problem.volunteers)
    key = visit * stride + volunteer
    locked = np.isin(key, problem.locked[:, 0] * stride + problem.locked[:, 1])
    faults: list[str] = []

    def expect(fine: Bools, text: str) -> None:
        for at in np.flatnonzero(~fine)[: _MOST_FAULTS - len(faults)].tolist():
            faults.append(f"visit {visit[at]}, volunteer {volunteer[at]}: {text}")

    expect(
        np.unique(key, return_counts=True)[1][np.unique(key, return_inverse=True)[1]] == 1,
        "twice on one visit",
    )
    expect(~np.isin(key, problem.forbidden[:, 0] * stride + problem.forbidden[:, 1]), "has declined")
    for text, fine in _pair_rules(problem, visit, volunteer):
        expect(fine | locked, text)
    expect(
        _within_window(problem, visit, volunteer) | locked, "more visits in one window than slots in common"
    )
    expect(_together(problem, visit, volunteer) | locked, "no slot in which all can")
    for text, fine in _slot_rules(problem, visit, volunteer, slot, locked):
        expect(fine, text)
    filled = np.bincount(visit, minlength=problem.visits)
    expect((filled <= problem.visit_persons)[visit], "too many people")
    expect((filled == problem.visit_persons)[visit] | locked, "comes without the second person")
    loads = np.bincount(volunteer, problem.visit_minutes[visit], problem.volunteers)
    settled = np.bincount(volunteer[locked], problem.visit_minutes[visit[locked]], problem.volunteers)
    over = (loads > problem.cap_minutes) & (loads > settled)
    expect(~over[volunteer], "above the volunteer's minutes")
    kept = np.isin(problem.locked[:, 0] * stride + problem.locked[:, 1], key)
    faults += [f"locked pair {pair} is missing" for pair in problem.locked[~kept].tolist()]
    return tuple(faults[:_MOST_FAULTS])


def _pair_rules(problem: Problem, visit: Ints, volunteer: Ints) -> list[tuple[str, Bools]]:
    gender, skills = problem.visit_gender[visit], problem.visit_skills[visit]
    spoken = problem.visit_dialects[visit]
    with np.errstate(invalid="ignore"):
        near = costs.metres(problem, visit, volunteer) <= problem.reach_m[volunteer]
    return [
        ("out of reach", near),
        ("no slot in common", (problem.visit_slots[visit] & problem.slots[volunteer]) > 0),
        ("not of the gender asked for", (gender == 0) | (gender == problem.gender[volunteer])),
        ("lacks a skill", (skills & ~problem.skills[volunteer]) == 0),
        ("no dialect in common", (spoken == 0) | ((spoken & problem.dialects[volunteer]) > 0)),
        ("is a minor", ~(problem.visit_adult_only[visit] & ~problem.adult[volunteer])),
    ]


def _within_window(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    fine = np.ones(len(visit), dtype=np.bool_)
    seen: dict[tuple[int, int, int], list[int]] = {}
    elder, window = problem.visit_elder, problem.visit_window
    dated = np.flatnonzero(window[visit] >= 0)
    # Only visits that share elder and window with another can crowd it.
    key = elder[visit[dated]] * (int(window.max(initial=0)) + 1) + window[visit[dated]]
    _, which, times = np.unique(key, return_inverse=True, return_counts=True)
    for at in dated[times[which] > 1].tolist():
        one = (int(elder[visit[at]]), int(window[visit[at]]), int(volunteer[at]))
        seen.setdefault(one, []).append(at)
    for (_elder, _window, who), rows in seen.items():
        slots = int(np.bitwise_or.reduce(problem.visit_slots[visit[rows]])) & int(problem.slots[who])
        fine[rows] = len(rows) <= slots.bit_count()
    return fine


def _slot_rules(
    problem: Problem, visit: Ints, volunteer: Ints, slot: Ints, locked: Bools
) -> list[tuple[str, Bools]]:
    """Whether everybody whose half-days are limited keeps to them, in slots that suit all who come."""
    strict = (problem.slot_visits[volunteer] < UNLIMITED) | (problem.slot_total[volunteer] < UNLIMITED)
    has = strict & (slot >= 0)
    common = problem.visit_slots.copy()
    np.bitwise_and.at(common, visit, problem.slots[volunteer])
    fits = (common[visit] >> np.maximum(slot, 0).astype(np.uint32) & np.uint32(1)) > 0
    window = problem.visit_window[visit]

    def crowd(*key: Ints) -> Ints:
        """How many rows with a slot share each row's key."""
        rows = np.flatnonzero(has)
        held = np.zeros(len(visit), dtype=np.int64)
        if len(rows):
            _, which, times = np.unique(
                np.stack([column[rows] for column in key]), axis=1, return_inverse=True, return_counts=True
            )
            held[rows] = times[which.reshape(-1)]
        return held

    others = np.full(problem.visits, -1, dtype=np.int64)
    others[visit[has]] = slot[has]
    return [
        ("no room in any half-day", ~strict | has | locked),
        ("in a slot that does not suit all", ~has | fits | locked),
        ("not in the same slot as the other", ~has | (others[visit] == slot) | locked),
        ("too many visits in one half-day",
         ~has | locked | (window < 0) | (crowd(volunteer, slot, window) <= problem.slot_visits[volunteer])),
        ("too many visits in one weekly slot",
         ~has | locked | (crowd(volunteer, slot) <= problem.slot_total[volunteer])),
    ]  # fmt: skip


def _together(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    """Whether all who come to a visit share a slot with it (asked only where two come)."""
    common = problem.visit_slots & np.uint32(ALL_SLOTS)
    np.bitwise_and.at(common, visit, problem.slots[volunteer])
    return np.asarray((common != 0)[visit] | (problem.visit_persons[visit] == 1))
