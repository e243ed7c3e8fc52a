"""Which weekly slot each visit of a volunteer sits in, where half-days are limited.

A volunteer makes at most `slot_visits` visits in one weekly slot within one window (a half-day of a week) and at most
`slot_total` in one weekly slot over all windows. Whether visits fit is a matching of visits to slots under these nested
limits; it is found by augmenting paths, one volunteer after another.

Accepted visits choose first: where they sit is settled before anything new is planned.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from volunteers.matching.problem import UNLIMITED, WEEKLY_SLOTS, Bools, Ints, Problem

NO_SLOT = -1


def limited(problem: Problem) -> Bools:
    """Volunteers whose half-days are limited at all; length m."""
    return np.asarray((problem.slot_visits < UNLIMITED) | (problem.slot_total < UNLIMITED))


def place_locked(problem: Problem) -> Ints:
    """The slot of each row of `locked`; -1 where half-days are not limited or it does not fit (accepted all the same)."""
    visit, volunteer = problem.locked[:, 0], problem.locked[:, 1]
    together = problem.visit_slots.copy()
    np.bitwise_and.at(together, visit, problem.slots[volunteer])
    return place(problem, visit, volunteer, np.full(len(visit), NO_SLOT), together[visit])


class Room:
    """What accepted visits leave of everybody's half-days. `locked_slot`: where they sit, by default `place_locked`."""

    def __init__(self, problem: Problem, locked_slot: Ints | None = None) -> None:
        self._problem = problem
        self.locked_slot = place_locked(problem) if locked_slot is None else locked_slot
        self.limited = limited(problem)

    def slot(self, volunteers: Ints) -> Ints:
        """Visits that still fit into each weekly slot of some volunteers over all windows, (e, 21)."""
        return self._left(volunteers, self._problem.slot_total, np.ones(len(self.locked_slot), dtype=np.bool_))

    def half_day(self, volunteers: Ints, window: int) -> Ints:
        """Visits that still fit into each weekly slot of some volunteers within one window, (e, 21)."""
        inside = self._problem.visit_window[self._problem.locked[:, 0]] == window
        return self._left(volunteers, self._problem.slot_visits, inside)

    def _left(self, volunteers: Ints, most: Ints, counted: Bools) -> Ints:
        row = np.full(self._problem.volunteers, -1, dtype=np.int64)
        row[volunteers] = np.arange(len(volunteers))
        left = np.repeat(most[volunteers][:, None], WEEKLY_SLOTS, axis=1)
        here = np.flatnonzero(counted & (self.locked_slot >= 0) & (row[self._problem.locked[:, 1]] >= 0))
        np.subtract.at(left, (row[self._problem.locked[here, 1]], self.locked_slot[here]), 1)
        return np.maximum(0, left)

    def place(self, visit: Ints, volunteer: Ints, fixed: Ints, mask: Ints) -> Ints:
        """As the function `place`, beside the accepted visits, which are not among the rows."""
        locked = self._problem.locked
        none = np.zeros(len(locked), dtype=np.int64)
        slot = place(
            self._problem,
            np.concatenate((locked[:, 0], visit)),
            np.concatenate((locked[:, 1], volunteer)),
            np.concatenate((self.locked_slot, fixed)),
            np.concatenate((none, mask)).astype(np.int64),
        )
        return slot[len(locked) :]


def place(problem: Problem, visit: Ints, volunteer: Ints, fixed: Ints, mask: Ints) -> Ints:
    """A slot for each (visit, volunteer), -1 = none left (or not limited).

    `fixed` ≥ 0 is a slot that is settled already; `mask` the slots that suit everybody else involved. Rows of a volunteer
    are placed in the order given, earlier ones never lose their place to later ones.
    """
    slots = mask.astype(np.int64) & problem.slots[volunteer]
    rows = np.flatnonzero(limited(problem)[volunteer])
    rows = rows[np.argsort(volunteer[rows], kind="stable")]
    windows, column = np.unique(problem.visit_window[visit[rows]], return_inverse=True)
    start = np.flatnonzero(np.diff(volunteer[rows], prepend=-1))
    who = volunteer[rows[start]]
    slot = np.where(limited(problem)[volunteer], NO_SLOT, fixed)
    slot[rows] = _fit(
        np.append(start, len(rows)), slots[rows], column.reshape(-1), fixed[rows], problem.slot_visits[who],
        problem.slot_total[who], len(windows), bool(len(windows)) and bool(windows[0] < 0),
    )  # fmt: skip
    return slot


@njit(cache=True)
def _fit(start, slots, column, fixed, half_day, total, columns, undated):  # type: ignore[no-untyped-def]  # compiled
    place = np.full(len(slots), NO_SLOT, dtype=np.int64)
    in_slot = np.zeros(WEEKLY_SLOTS, dtype=np.int64)
    in_half = np.zeros((WEEKLY_SLOTS, columns), dtype=np.int64)
    seen = np.zeros((WEEKLY_SLOTS, columns), dtype=np.bool_)
    for group in range(len(start) - 1):
        first, last = start[group], start[group + 1]
        in_slot[:] = 0
        in_half[:] = 0
        for row in range(first, last):
            if fixed[row] >= 0:
                place[row] = fixed[row]
                in_slot[fixed[row]] += 1
                in_half[fixed[row], column[row]] += 1
        for row in range(first, last):
            if fixed[row] < 0:
                seen[:] = False
                _augment(row, first, last, slots, column, fixed, half_day[group], total[group], undated, place,
                         in_slot, in_half, seen)  # fmt: skip
    return place


@njit(cache=True)
def _augment(row, first, last, slots, column, fixed, half_day, total, undated, place, in_slot, in_half, seen):  # type: ignore[no-untyped-def]  # compiled  # fmt: skip
    """Find a place for a row, moving others; nothing changes when there is none. Depth first, a stack of its own."""
    # Each step: which row moves, into which slot it tries to go, and whose place it would take.
    depth = 0
    size = last - first + 2
    mover = np.empty(size, dtype=np.int64)
    into = np.zeros(size, dtype=np.int64)
    victim = np.empty(size, dtype=np.int64)
    mover[0], into[0], victim[0] = row, -1, last
    while depth >= 0:
        here = mover[depth]
        week = column[here]
        # Another victim of the slot looked at, or the next slot.
        if victim[depth] >= last:
            slot = into[depth] + 1
            while slot < WEEKLY_SLOTS and not (slots[here] >> slot & 1 and not seen[slot, week] and place[here] != slot):
                slot += 1
            into[depth] = slot
            if slot == WEEKLY_SLOTS:
                depth -= 1
                continue
            seen[slot, week] = True
            dated = not (undated and week == 0)
            full_half = dated and in_half[slot, week] >= half_day
            if not full_half and in_slot[slot] < total:
                break
            victim[depth] = first - 1
        slot = into[depth]
        dated = not (undated and week == 0)
        full_half = dated and in_half[slot, week] >= half_day
        at = victim[depth] + 1
        while at < last and not (
            place[at] == slot and fixed[at] < 0 and (column[at] == week or not full_half) and not _moving(mover, depth, at)
        ):
            at += 1
        victim[depth] = at
        if at < last and depth + 1 < size:
            depth += 1
            mover[depth], into[depth], victim[depth] = at, -1, last
    if depth < 0:
        return False
    # The last mover found room: everybody on the way moves up, from the end.
    while depth >= 0:
        here = mover[depth]
        if place[here] >= 0:
            in_slot[place[here]] -= 1
            in_half[place[here], column[here]] -= 1
        place[here] = into[depth]
        in_slot[into[depth]] += 1
        in_half[into[depth], column[here]] += 1
        depth -= 1
    return True


@njit(cache=True)
def _moving(mover, depth, row):  # type: ignore[no-untyped-def]  # compiled
    for step in range(depth + 1):
        if mover[step] == row:
            return True
    return False
