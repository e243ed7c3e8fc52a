"""Why a visit has nobody: a fixed cascade, so that the same gap always gets the same, most specific reason."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from matching import costs
from matching.needs import open_slots
from matching.places import FARTHEST_M, distance_m, earth_centred
from matching.problem import ANY_GENDER, Bools, Floats, Ints, Problem

_BATCH = 500
_SLACK_M = 1.0


class Reason(StrEnum):
    """Why a visit is unmatched, in the order in which it is asked. The values are stored; their wording belongs to the
    interface.

    The cascade starts from all volunteers within whose reach the elder lives and applies one rule after the other;
    the reason is the rule that left nobody. Somebody without free minutes still counts until capacity is asked.
    """

    NO_LOCATION = "no_location"
    NO_VOLUNTEER_IN_REACH = "no_volunteer_in_reach"
    NO_SKILL = "no_skill"
    # Named by the caller, to whom some bits of the mask of skills mean something else (see `name_requirements`).
    NO_GUARDIAN = "no_guardian"
    NOT_INSURED = "not_insured"
    NO_GENDER = "no_gender"
    NO_DIALECT = "no_dialect"
    NO_COMMON_SLOT = "no_common_slot"
    ONLY_MINORS = "only_minors"
    ALL_DECLINED = "all_declined"
    CAPACITY_EXHAUSTED = "capacity_exhausted"
    # Two must come: one is there (has accepted, or is the only one who could), the second is missing.
    NEEDS_PAIR_ONE_FOUND = "needs_pair_one_found"
    # Two must come: several could, but no two of them in one slot.
    NO_PAIR_IN_ONE_SLOT = "no_pair_in_one_slot"
    # Somebody with time could come; the plan costs less without (long way, or a rule that ties visits together).
    OUTWEIGHED = "outweighed"


_ASKED = ("visit_skills", "visit_dialects", "visit_gender", "visit_adult_only")
_HAS = ("skills", "dialects", "gender", "slots", "adult")


def explain_gaps(
    problem: Problem, visit: Ints, volunteer: Ints
) -> tuple[Ints, tuple[Reason, ...], Ints, Ints]:
    """(visit, reason, persons filled, found volunteer or -1) for every visit that the assignments leave short."""
    filled = np.bincount(visit, minlength=problem.visits)
    short = np.flatnonzero(filled < problem.visit_persons)
    loads = np.bincount(volunteer, problem.visit_minutes[visit], problem.volunteers).astype(np.int64)
    room = problem.cap_minutes - loads
    # A list, because an array would turn the members of the enumeration into plain strings.
    reason = [
        Reason.NEEDS_PAIR_ONE_FOUND if count == 1 else Reason.NO_LOCATION for count in filled[short].tolist()
    ]
    found = np.full(len(short), -1, dtype=np.int64)
    located = ~np.isnan(problem.visit_lat[short]) & ~np.isnan(problem.visit_lon[short])
    half = filled[short] == 1
    locked = dict(problem.locked[::-1].tolist())
    found[half] = [locked[one] for one in short[half].tolist()]
    ask = np.flatnonzero(located & ~half)
    for batch in np.array_split(ask, 1 + len(ask) // _BATCH):
        if len(batch):
            answers, found[batch] = _batch_reasons(problem, short[batch], room)
            for at, answer in zip(batch.tolist(), answers, strict=True):
                reason[at] = answer
    return short, tuple(reason), filled[short], found


def name_requirements(
    problem: Problem, visit: Ints, reason: Sequence[Reason], meanings: Sequence[tuple[int, Reason]]
) -> tuple[Reason, ...]:
    """The reasons of unmatched visits, where a missing skill is called by what its bit means to the caller.

    `meanings` are (mask, reason), in the order in which they are asked after the real skills: the first that leaves
    nobody of those within reach is named. Other reasons stay.
    """
    result = list(reason)
    special = np.uint64(sum(mask for mask, _named in meanings))
    at = np.array([index for index, why in enumerate(reason) if why is Reason.NO_SKILL], dtype=np.int64)
    for batch in np.array_split(at, 1 + len(at) // _BATCH):
        row, volunteer, _metres = _within_reach(problem, visit[batch])
        asked, has = problem.visit_skills[visit[batch]][row], problem.skills[volunteer]
        alive = (asked & ~special & ~has) == 0
        open_rows = np.bincount(row[alive], minlength=len(batch)) > 0
        for mask, named in meanings:
            alive &= (asked & np.uint64(mask) & ~has) == 0
            someone = np.bincount(row[alive], minlength=len(batch)) > 0
            for index in batch[open_rows & ~someone].tolist():
                result[index] = named
            open_rows &= someone
    return tuple(result)


def may_come(problem: Problem, visits: Ints) -> tuple[Ints, Ints]:
    """(row in `visits`, volunteer) for everybody whom no rule keeps from a visit, whether they have time or not."""
    row, volunteer, _metres = _within_reach(problem, visits)
    alive = np.logical_and.reduce(list(_rules(problem, visits[row], volunteer).values()))
    stride = max(1, problem.volunteers)
    alive &= ~costs.holds(costs.pair_keys(problem, problem.locked), visits[row] * stride + volunteer)
    return row[alive], volunteer[alive]


def _batch_reasons(problem: Problem, visits: Ints, room: Ints) -> tuple[list[Reason], Ints]:
    row, volunteer, metres = _within_reach(problem, visits)
    wanted = problem.visit_persons[visits]
    result: list[Reason | None] = [None] * len(visits)
    found = np.full(len(visits), -1, dtype=np.int64)
    alive = np.ones(len(row), dtype=np.bool_)
    for reason, passes in _rules(problem, visits[row], volunteer).items():
        alive &= passes
        for index in np.flatnonzero(np.bincount(row[alive], minlength=len(visits)) == 0).tolist():
            result[index] = result[index] or reason
    row, volunteer, metres = row[alive], volunteer[alive], metres[alive]
    free = room[volunteer] >= problem.visit_minutes[visits[row]]
    have_time = np.bincount(row[free], minlength=len(visits))
    for index in [at for at, known in enumerate(result) if known is None]:
        here = np.flatnonzero(row == index)
        if wanted[index] == 1:
            result[index] = Reason.OUTWEIGHED if have_time[index] else Reason.CAPACITY_EXHAUSTED
            continue
        ready = here[free[here]]
        result[index] = _pair_reason(problem, int(visits[index]), volunteer[here], volunteer[ready])
        if result[index] is Reason.NEEDS_PAIR_ONE_FOUND:
            ready = ready if len(ready) else here
            found[index] = volunteer[ready[np.argmin(metres[ready])]]
    return [known for known in result if known is not None], found


def _pair_reason(problem: Problem, visit: int, able: Ints, ready: Ints) -> Reason:
    """Why two do not come together when at least one could come."""
    if len(able) == 1:
        return Reason.NEEDS_PAIR_ONE_FOUND
    if not _two_share_a_slot(problem, visit, able):
        return Reason.NO_PAIR_IN_ONE_SLOT
    if not len(ready):
        return Reason.CAPACITY_EXHAUSTED
    return Reason.OUTWEIGHED if _two_share_a_slot(problem, visit, ready) else Reason.NEEDS_PAIR_ONE_FOUND


def _two_share_a_slot(problem: Problem, visit: int, volunteers: Ints) -> bool:
    once = 0
    for mask in (problem.slots[volunteers] & problem.visit_slots[visit]).tolist():
        if once & mask:
            return True
        once |= mask
    return False


def _within_reach(problem: Problem, visits: Ints) -> tuple[Ints, Ints, Floats]:
    """(row in `visits`, volunteer, metres) for everybody in whose reach a visit lies, capacity or not."""
    none = np.empty(0, dtype=np.int64)
    people = np.flatnonzero(~np.isnan(problem.lat) & ~np.isnan(problem.lon) & (problem.reach_m >= 0))
    if not len(people):
        return none, none, np.empty(0)
    there = earth_centred(problem.lat[people], problem.lon[people])
    here = earth_centred(problem.visit_lat[visits], problem.visit_lon[visits])
    farthest = min(float(problem.reach_m[people].max()), FARTHEST_M) + _SLACK_M
    hits = cKDTree(there).query_ball_point(here, farthest, return_sorted=True)
    size = [len(hit) for hit in hits]
    row = np.repeat(np.arange(len(visits)), size)
    at = np.fromiter(itertools.chain.from_iterable(hits), dtype=np.int64, count=sum(size))
    metres = distance_m(here[row], there[at])
    near = metres <= problem.reach_m[people[at]]
    return row[near], people[at[near]], metres[near]


def pair_rules(asked: Mapping[str, Any], has: Mapping[str, Any]) -> dict[Reason, Bools]:
    """Whether each rule about what a visit asks for and a volunteer has is kept, in the order of the cascade.

    Both are columns of `Problem` by name, row by row the same pairs, or one of them a single value.
    """
    skills, dialects, gender = asked["visit_skills"], asked["visit_dialects"], asked["visit_gender"]
    return {
        Reason.NO_SKILL: (skills & has["skills"]) == skills,
        Reason.NO_GENDER: (gender == ANY_GENDER) | (gender == has["gender"]),
        Reason.NO_DIALECT: (dialects == 0) | ((dialects & has["dialects"]) != 0),
        Reason.NO_COMMON_SLOT: (asked["visit_slots"] & has["slots"]) != 0,
        Reason.ONLY_MINORS: has["adult"] | ~asked["visit_adult_only"],
    }


def _rules(problem: Problem, visit: Ints, volunteer: Ints) -> dict[Reason, Bools]:
    """One mask per step of the cascade, over (visit, volunteer) pairs within reach."""
    asked = {name: getattr(problem, name)[visit] for name in _ASKED} | {
        "visit_slots": open_slots(problem)[visit]
    }
    has = {name: getattr(problem, name)[volunteer] for name in _HAS}
    stride = max(1, problem.volunteers)
    declined = costs.holds(costs.pair_keys(problem, problem.forbidden), visit * stride + volunteer)
    near = np.ones(len(visit), dtype=np.bool_)
    return {Reason.NO_VOLUNTEER_IN_REACH: near, **pair_rules(asked, has), Reason.ALL_DECLINED: ~declined}
