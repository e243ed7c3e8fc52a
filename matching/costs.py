"""The objective, stated once: what an assignment, a load and a gap cost. Whole decimetres of way, int64.

Whole numbers make plans reproducible and let a flow be exact. A plan costs

    Σ assignments  round(10·distance·metres) + (discontinuity unless they know each other)
                   + (stability if somebody else holds an offer for this elder) + tie-break
  + Σ volunteers   fairness(minutes in this plan)
  + Σ visits with fewer than `visit_persons`           unfilled[tier]
  + Σ elders with no complete visit (and not covered)  uncovered

The tie-break is 0 to 9 decimetres from a hash of (elder, volunteer), below the accuracy of any position. It tells
apart volunteers who live at one point, so that an elder's visits do not scatter over equals, and it makes the
optimum nearly always unique.
"""

from __future__ import annotations

import numpy as np

from matching.compiled import compiled
from matching.places import distance_m, earth_centred
from matching.problem import Bools, Floats, Ints, Problem, Weights

DM_PER_M = 10


@compiled
def mixed_digit(elder, volunteer):
    """0 to 9 for one (elder, volunteer): the finaliser of splitmix64, so that neighbours in number differ."""
    mixed = np.uint64(elder) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(volunteer)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.int64((mixed >> np.uint64(33)) % np.uint64(10))


def tie_break_dm(elder: Ints, volunteer: Ints) -> Ints:
    """`mixed_digit` of many (elder, volunteer)."""
    return np.asarray(_digits(elder, volunteer))


@compiled
def _digits(elder, volunteer):
    digit = np.empty(len(elder), dtype=np.int64)
    for row in range(len(elder)):
        digit[row] = mixed_digit(elder[row], volunteer[row])
    return digit


@compiled
def one_pair_dm(metres, per_metre, surcharge, elder, volunteer):
    """Cost of one (elder, volunteer), decimetres; the definition that everything else spreads over arrays."""
    way = np.int64(0) if np.isnan(metres) else np.int64(np.rint(metres * per_metre))
    return way + surcharge + mixed_digit(elder, volunteer)


def discontinuity_dm(weights: Weights) -> int:
    """What a visitor who did not come last month costs."""
    return round(weights.discontinuity_m * DM_PER_M)


def stability_dm(weights: Weights) -> int:
    """What it costs to ask somebody else than who holds an offer for the elder."""
    return round(weights.stability_m * DM_PER_M)


def pair_dm(
    weights: Weights, metres: Floats, repeated: Bools, moved: Bools, elder: Ints, volunteer: Ints
) -> Ints:
    """Cost of each (elder, volunteer) at a distance. A distance that is not known (a locked pair) costs nothing.

    `repeated` = they know each other from last month; `moved` = others hold an offer for the elder, this one does not.
    """
    surcharge = np.where(repeated, 0, discontinuity_dm(weights)) + np.where(moved, stability_dm(weights), 0)
    return np.asarray(_pairs_dm(metres, weights.distance * DM_PER_M, surcharge, elder, volunteer))


@compiled
def _pairs_dm(metres, per_metre, surcharge, elder, volunteer):
    cost = np.empty(len(metres), dtype=np.int64)
    for row in range(len(metres)):
        cost[row] = one_pair_dm(metres[row], per_metre, surcharge[row], elder[row], volunteer[row])
    return cost


def fairness_dm(weights: Weights, minutes: Ints, cap_minutes: Ints) -> Ints:
    """Cost of a load of `minutes` on volunteers with a cap: free up to a third, then rising in two steps."""
    per_minute = round(weights.fairness_m_per_hour * DM_PER_M / 60)
    cap = np.maximum(cap_minutes, 0)
    above = np.maximum(0, minutes - cap // 3) + np.maximum(0, minutes - 2 * cap // 3)
    return np.asarray(per_minute * above)


def unfilled_dm(problem: Problem, weights: Weights) -> Ints:
    """Cost of leaving each visit without (enough) visitors; length n."""
    return np.asarray(np.rint(np.array(weights.unfilled_m) * DM_PER_M).astype(np.int64)[problem.visit_tier])


def uncovered_dm(weights: Weights) -> int:
    """Cost of an elder none of whose visits is made, on top of the visits themselves."""
    return round(weights.uncovered_elder_m * DM_PER_M)


def pair_keys(problem: Problem, pairs: Ints) -> Ints:
    """Sorted keys first·m + second of (k, 2) pairs, for `holds`."""
    return np.unique(pairs[:, 0] * max(1, problem.volunteers) + pairs[:, 1])


def holds(keys: Ints, wanted: Ints) -> Bools:
    """Which of `wanted` are among the sorted `keys`."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.bool_)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.asarray(keys[at] == wanted)


def repeated(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    """Whether the volunteer visited the visit's elder last month."""
    keys = pair_keys(problem, problem.previous)
    return holds(keys, problem.visit_elder[visit] * max(1, problem.volunteers) + volunteer)


def offers(problem: Problem) -> tuple[Ints, Ints]:
    """(sorted elder·m + volunteer of standing offers, sorted elders who have any)."""
    stride = max(1, problem.volunteers)
    elder = problem.visit_elder[problem.offered[:, 0]]
    return np.unique(elder * stride + problem.offered[:, 1]), np.unique(elder)


def moved(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    """Whether others hold an offer for the visit's elder and this volunteer does not."""
    held, asked = offers(problem)
    elder = problem.visit_elder[visit]
    return holds(asked, elder) & ~holds(held, elder * max(1, problem.volunteers) + volunteer)


def metres(problem: Problem, visit: Ints, volunteer: Ints) -> Floats:
    """Distances of (visit, volunteer) pairs; NaN when a position is not known."""
    here = earth_centred(problem.visit_lat[visit], problem.visit_lon[visit])
    return distance_m(here, earth_centred(problem.lat[volunteer], problem.lon[volunteer]))


def assignments_dm(problem: Problem, weights: Weights, visit: Ints, volunteer: Ints) -> Ints:
    """Cost of each assignment, without fairness."""
    known = repeated(problem, visit, volunteer)
    way = metres(problem, visit, volunteer)
    return pair_dm(
        weights, way, known, moved(problem, visit, volunteer), problem.visit_elder[visit], volunteer
    )


def objective_dm(problem: Problem, weights: Weights, visit: Ints, volunteer: Ints) -> int:
    """Cost of a whole plan given as (visit, volunteer) pairs, locked ones included."""
    filled = np.bincount(visit, minlength=problem.visits) >= problem.visit_persons
    loads = np.bincount(volunteer, problem.visit_minutes[visit], problem.volunteers).astype(np.int64)
    total = int(assignments_dm(problem, weights, visit, volunteer).sum())
    total += int(fairness_dm(weights, loads, problem.cap_minutes).sum())
    total += int(unfilled_dm(problem, weights)[~filled].sum())
    return total + uncovered_dm(weights) * len(uncovered_elders(problem, filled))


def uncovered_elders(problem: Problem, filled: Bools) -> Ints:
    """Elders (in the problem's numbering, sorted) none of whose visits is filled and who are not covered."""
    seen = np.union1d(problem.visit_elder[filled], problem.covered)
    return np.setdiff1d(problem.visit_elder, seen)
