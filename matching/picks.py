"""From units on pairs to visits of people."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching.eligibility import Rules
from matching.half_days import NO_SLOT, Room
from matching.problem import ANY_WINDOW, Bools, Ints, Problem


class Picks(NamedTuple):
    """Chosen (need, pool member) pairs, one row for each person and visit; `slot` settled beforehand, -1 = open."""

    need: Ints
    member: Ints
    slot: Ints

    @classmethod
    def of(cls, need: Ints, member: Ints) -> Picks:
        """Picks whose slots are open."""
        return cls(need, member, np.full(len(need), NO_SLOT))


class Rows(NamedTuple):
    """The same as (visit, volunteer), accepted assignments first; `slot` -1 where half-days are not limited."""

    visit: Ints
    volunteer: Ints
    slot: Ints


def whole(rules: Rules, need: Ints, member: Ints, on: Ints) -> tuple[Picks, bool]:
    """The whole visits in a flow, and whether that is all of it. A visit for two needs both, in one slot."""
    needs = rules.needs
    used = np.flatnonzero(on)
    need, member, on = need[used], member[used], on[used]
    times = on // needs.units[need]
    alone = needs.persons[need] == 1
    together = np.flatnonzero(~alone & (times > 0))
    shared = needs.slots.copy()
    np.bitwise_and.at(shared, need[together], rules.pool.slots[member[together]])
    couple = np.bincount(need[together], minlength=len(needs)) == 2
    fine = alone | ((couple & (shared != 0))[need] & (times > 0))
    times = np.where(fine, times, 0)
    entire = bool((times * needs.units[need] == on).all())
    return Picks.of(np.repeat(need, times), np.repeat(member, times)), entire


def rows(problem: Problem, rules: Rules, room: Room, picks: Picks) -> Rows:
    """Accepted assignments and picks as visits of volunteers, with the slots they sit in.

    Within a need, whoever was asked for a visit before keeps that visit; otherwise whoever comes most often to the
    elder comes first. A slot of -1 although half-days are limited says that the visit does not fit.
    """
    needs = rules.needs
    key = picks.need * max(1, len(rules.pool)) + picks.member
    _, which, times = np.unique(key, return_inverse=True, return_counts=True)
    order = np.lexsort((picks.member, -times[which] if len(key) else key, picks.need))
    need, member, fixed = picks.need[order], picks.member[order], picks.slot[order]
    rank = np.arange(len(need)) - np.searchsorted(need, need)
    visit = needs.visits[needs.start[need] + np.where(needs.persons[need] == 1, rank, 0)]
    volunteer = rules.pool.volunteer[member]
    if len(problem.offered):
        visit = _as_asked(problem, need, visit, volunteer)
    slots = room.open_slots()
    np.bitwise_and.at(slots, visit, problem.slots[volunteer])
    mask = slots[visit]
    # Two who come together without a slot so far take the first that suits both.
    open_two = np.flatnonzero((fixed < 0) & (problem.visit_persons[visit] == 2) & (mask != 0))
    first = mask[open_two].astype(np.int64)
    fixed[open_two] = np.bitwise_count(((first & -first) - 1).astype(np.uint64))
    accepted, slot = room.place(visit, volunteer, fixed, mask)
    return Rows(
        np.concatenate((problem.locked[:, 0], visit)),
        np.concatenate((problem.locked[:, 1], volunteer)),
        np.concatenate((accepted, slot)),
    )


def _as_asked(problem: Problem, need: Ints, visit: Ints, volunteer: Ints) -> Ints:
    """Deal the visits of each need out again so that who holds an offer for one of them gets it."""
    holders: dict[int, list[int]] = {}
    for at, who in problem.offered.tolist():
        holders.setdefault(at, []).append(who)
    asked = np.zeros(problem.visits, dtype=np.bool_)
    asked[list(holders)] = True
    dealt = visit.copy()
    first = np.searchsorted(need, need)
    size = np.searchsorted(need, need, side="right") - first
    mixed = np.unique(first[(size > 1) & asked[visit]])
    for start in mixed.tolist():
        stop = start + int(size[start])
        visits, people = visit[start:stop].tolist(), volunteer[start:stop].tolist()
        if len(set(visits)) < len(visits):
            continue
        left = dict.fromkeys(visits)
        given: dict[int, int] = {}
        for one in visits:
            for place, who in enumerate(people):
                if place not in given and who in holders.get(one, ()):
                    given[place] = one
                    left.pop(one)
                    break
        rest = iter(left)
        dealt[start:stop] = [given[place] if place in given else next(rest) for place in range(len(people))]
    return dealt


def surplus(problem: Problem, rules: Rules, found: Rows, room: Room) -> Bools:
    """Rows that do not fit: more visits of a volunteer to an elder within a window than they share slots, or no room in
    a half-day. Accepted rows are never among them."""
    visit, volunteer = found.visit, found.volunteer
    window = problem.visit_window[visit]
    over = np.zeros(len(visit), dtype=np.bool_)
    dated = np.flatnonzero(window != ANY_WINDOW)
    key = np.stack((problem.visit_elder[visit[dated]], window[dated], volunteer[dated]), axis=1)
    _, group = np.unique(key, axis=0, return_inverse=True)
    group = group.reshape(-1)
    together = np.zeros(len(dated), dtype=np.uint32)
    np.bitwise_or.at(together, group, problem.visit_slots[visit[dated]] & problem.slots[volunteer[dated]])
    order = np.argsort(group, kind="stable")
    rank = np.empty(len(dated), dtype=np.int64)
    rank[order] = np.arange(len(dated)) - np.searchsorted(group[order], group[order])
    over[dated] = rank >= np.bitwise_count(together)[group]
    short = room.limited[volunteer] & (found.slot < 0)
    short[: len(problem.locked)] = False
    # Of two both or nobody: when one finds no room, the other does not come either.
    apart = np.zeros(problem.visits, dtype=np.bool_)
    apart[visit[short]] = True
    over |= short | apart[visit]
    over[: len(problem.locked)] = False
    return over
