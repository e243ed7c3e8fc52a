"""Checks of a plan by code apart from the solver: that it keeps every rule, and that the flow is at its optimum.

`check_plan` reads the problem alone. `check_optimum` is complementary slackness: at the prices, no arc with room left
is worth using and none in use is worth leaving; over the candidate arcs here, over all other eligible pairs by the
`Pricer` in the solve loop.
"""

from __future__ import annotations

import numpy as np

from volunteers.matching import costs
from volunteers.matching.flow import Flow, Network
from volunteers.matching.needs import open_slots
from volunteers.matching.plan import Plan
from volunteers.matching.problem import ANY_GENDER, ANY_WINDOW, Ints, Problem


class CertificateError(AssertionError):
    """A plan breaks a rule: a fault of the engine, never of the input."""


def check_plan(problem: Problem, plan: Plan) -> None:
    """Raise CertificateError, naming the rule and a row, unless the plan keeps all hard rules."""
    visit, who = plan.assignments.visit, plan.assignments.volunteer
    key = visit * max(1, problem.volunteers) + who
    if len(np.unique(key)) != len(key):
        raise CertificateError("a volunteer stands twice on one visit")
    locked = costs.pair_keys(problem, problem.locked)
    if not np.isin(locked, key).all():
        raise CertificateError("a locked assignment is missing")
    fresh = ~costs.holds(locked, key)
    count = np.bincount(visit, minlength=problem.visits)
    half = np.bincount(problem.locked[:, 0], minlength=problem.visits)
    if np.any(count > problem.visit_persons) or np.any((count > half) & (count < problem.visit_persons)):
        raise CertificateError("a visit has too many people, or a new visitor without the second one")
    used = np.bincount(who, problem.visit_minutes[visit], problem.volunteers)
    base = np.bincount(problem.locked[:, 1], problem.visit_minutes[problem.locked[:, 0]], problem.volunteers)
    if np.any((used > base) & (used > problem.cap_minutes)):
        raise CertificateError(f"volunteer {int(np.argmax(used - problem.cap_minutes))} is above the cap")
    _check_pairs(problem, visit[fresh], who[fresh])
    _check_slots(problem, visit, who)
    _check_windows(problem, visit[fresh], who[fresh])


def _check_pairs(problem: Problem, visit: Ints, who: Ints) -> None:
    metres = costs.metres(problem, visit, who)
    gender, skills, speech = problem.visit_gender[visit], problem.visit_skills[visit], problem.visit_dialects[visit]
    rules = {
        "reach": metres <= problem.reach_m[who],
        "gender": (gender == ANY_GENDER) | (gender == problem.gender[who]),
        "skills": (skills & problem.skills[who]) == skills,
        "dialects": (speech == 0) | ((speech & problem.dialects[who]) != 0),
        "adults": problem.adult[who] | ~problem.visit_adult_only[visit],
        "refusals": ~np.isin(visit * max(1, problem.volunteers) + who, costs.pair_keys(problem, problem.forbidden)),
        "slots": (open_slots(problem)[visit] & problem.slots[who]) != 0,
    }
    for name, kept in rules.items():
        if not kept.all():
            row = int(np.argmin(kept))
            raise CertificateError(f"{name}: visit {int(visit[row])}, volunteer {int(who[row])}")


def _check_slots(problem: Problem, visit: Ints, who: Ints) -> None:
    """Two who come together share a slot with each other and the elder (locked ones have agreed among themselves)."""
    common = problem.visit_slots.copy()
    np.bitwise_and.at(common, visit, problem.slots[who])
    new = np.setdiff1d(visit, problem.locked[:, 0])
    if not common[new].all():
        raise CertificateError("two visitors have no slot in common")


def _check_windows(problem: Problem, visit: Ints, who: Ints) -> None:
    """Within one window a volunteer makes no more visits to an elder than the slots they share."""
    dated = problem.visit_window[visit] != ANY_WINDOW
    visit, who = visit[dated], who[dated]
    if not len(visit):
        return
    rows = np.stack((problem.visit_elder[visit], problem.visit_window[visit], who), axis=1)
    _, first, which, times = np.unique(rows, axis=0, return_index=True, return_inverse=True, return_counts=True)
    shared = np.bitwise_count(problem.visit_slots[visit] & problem.slots[who])
    if np.any(times > shared[first]):
        raise CertificateError("a volunteer visits an elder more often in a window than they share slots")


def check_optimum(network: Network, flow: Flow, label: Ints) -> bool:
    """Whether the flow is feasible and at the prices `label` no arc contradicts its optimality."""
    arcs, on = network.arcs, flow.on
    if np.any(on < 0) or np.any(on > arcs.capacity):
        return False
    nodes = len(network.supply)
    sent = np.bincount(arcs.tail, on, nodes) - np.bincount(arcs.head, on, nodes)
    if np.any(sent.astype(np.int64) != network.supply):
        return False
    reduced = arcs.cost + label[arcs.head] - label[arcs.tail]
    return bool(np.all(reduced[on < arcs.capacity] >= 0) and np.all(reduced[on > 0] <= 0))
