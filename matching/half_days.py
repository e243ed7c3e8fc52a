"""Which weekly slot each visit of a volunteer sits in, where half-days are limited.

A volunteer makes at most `slot_visits` visits in one weekly slot within one window (a half-day of a week) and at most
`slot_total` in one weekly slot over all windows. Whether visits fit is a matching of visits to slots under these nested
limits; it is found by augmenting paths, one volunteer after another.

Accepted visits are placed first and may move to another slot for a new one, but none loses its place. One of a visit
for two stays where it is: who joins comes to that slot.
"""

from __future__ import annotations

import numpy as np

from matching.compiled import compiled
from matching.problem import UNLIMITED, WEEKLY_SLOTS, Bools, Ints, Problem, SlotMasks

NO_SLOT = -1


def limited(problem: Problem) -> Bools:
    """Volunteers whose half-days are limited at all; length m."""
    return np.asarray((problem.slot_visits < UNLIMITED) | (problem.slot_total < UNLIMITED))


def place_locked(problem: Problem) -> Ints:
    """The slot of each row of `locked`; -1 where half-days are not limited or it does not fit (accepted anyway)."""
    visit, volunteer = problem.locked[:, 0], problem.locked[:, 1]
    together = problem.visit_slots.copy()
    np.bitwise_and.at(together, visit, problem.slots[volunteer])
    return place(problem, visit, volunteer, np.full(len(visit), NO_SLOT), together[visit])


class Room:
    """Everybody's half-days with the accepted visits in them. `limited` = whose half-days are limited; `locked_slot`:
    where accepted visits sit to begin with; `together` = accepted rows of visits for two, `waiting` those of them whose
    second place is open."""

    def __init__(self, problem: Problem, locked_slot: Ints | None = None) -> None:
        self._problem = problem
        self.limited = limited(problem)
        self.locked_slot = place_locked(problem) if locked_slot is None else locked_slot
        visit = problem.locked[:, 0]
        taken = np.bincount(visit, minlength=problem.visits)
        self.waiting = (taken < problem.visit_persons)[visit]
        self.together = problem.visit_persons[visit] == 2

    def open_slots(self) -> SlotMasks:
        """Slots in which each visit can happen: those of a companion who has accepted taken off, and all but the one
        the companion sits in where half-days are limited."""
        slots = self._problem.visit_slots.copy()
        visit, volunteer = self._problem.locked[:, 0], self._problem.locked[:, 1]
        np.bitwise_and.at(slots, visit, self._problem.slots[volunteer])
        settled = np.flatnonzero(self.waiting & (self.locked_slot >= 0))
        slots[visit[settled]] &= np.left_shift(1, self.locked_slot[settled]).astype(np.uint32)
        return slots

    def movable(self, volunteers: Ints) -> tuple[Ints, Ints, SlotMasks]:
        """(accepted row, place of its volunteer in `volunteers`, slots it may sit in) of accepted visits that fit."""
        problem = self._problem
        row = np.full(problem.volunteers, -1, dtype=np.int64)
        row[volunteers] = np.arange(len(volunteers))
        rows = np.flatnonzero((row[problem.locked[:, 1]] >= 0) & (self.locked_slot >= 0))
        return rows, row[problem.locked[rows, 1]], self._locked_mask()[rows]

    def _locked_mask(self) -> SlotMasks:
        problem, (visit, volunteer) = self._problem, self._problem.locked.T
        together = problem.visit_slots.copy()
        np.bitwise_and.at(together, visit, problem.slots[volunteer])
        mask = together[visit]
        stays = np.flatnonzero(self.together & (self.locked_slot >= 0))
        mask[stays] = np.left_shift(1, self.locked_slot[stays]).astype(np.uint32)
        mask[self.locked_slot < 0] = 0
        return mask

    def place(self, visit: Ints, volunteer: Ints, fixed: Ints, mask: SlotMasks) -> tuple[Ints, Ints]:
        """(slots of the accepted rows, slots of these rows), as the function `place`."""
        problem = self._problem
        locked = problem.locked
        slot = place(
            problem,
            np.concatenate((locked[:, 0], visit)),
            np.concatenate((locked[:, 1], volunteer)),
            np.concatenate((np.full(len(locked), NO_SLOT), fixed)),
            np.concatenate((self._locked_mask(), mask)),
        )
        return slot[: len(locked)], slot[len(locked) :]


def place(problem: Problem, visit: Ints, volunteer: Ints, fixed: Ints, mask: SlotMasks) -> Ints:
    """A slot for each (visit, volunteer), -1 = none left (or not limited).

    `fixed` ≥ 0 is a slot that is settled already; `mask` the slots that suit everybody else involved. Rows of a
    volunteer are placed in the order given; an earlier one may move for a later one and never loses its place to it.
    """
    slots = mask.astype(np.int64) & problem.slots[volunteer]
    slots = np.where(fixed >= 0, np.left_shift(1, np.maximum(0, fixed)), slots)
    rows = np.flatnonzero(limited(problem)[volunteer])
    rows = rows[np.argsort(volunteer[rows], kind="stable")]
    windows, column = np.unique(problem.visit_window[visit[rows]], return_inverse=True)
    start = np.flatnonzero(np.diff(volunteer[rows], prepend=-1))
    who = volunteer[rows[start]]
    slot = np.where(limited(problem)[volunteer], NO_SLOT, fixed)
    slot[rows] = _fit(
        np.append(start, len(rows)), slots[rows], column.reshape(-1), problem.slot_visits[who],
        problem.slot_total[who], len(windows), bool(len(windows)) and bool(windows[0] < 0),
    )  # fmt: skip
    return slot


@compiled
def _fit(start, slots, column, half_day, total, columns, undated):
    place = np.full(len(slots), NO_SLOT, dtype=np.int64)
    in_slot = np.zeros(WEEKLY_SLOTS, dtype=np.int64)
    in_half = np.zeros((WEEKLY_SLOTS, columns), dtype=np.int64)
    seen = np.zeros((WEEKLY_SLOTS, columns), dtype=np.bool_)
    for group in range(len(start) - 1):
        first, last = start[group], start[group + 1]
        in_slot[:] = 0
        in_half[:] = 0
        for row in range(first, last):
            seen[:] = False
            _augment(row, first, last, slots, column, half_day[group], total[group], undated, place,
                         in_slot, in_half, seen)  # fmt: skip
    return place


@compiled
def _augment(row, first, last, slots, column, half_day, total, undated, place, in_slot, in_half, seen):  # fmt: skip
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
            while slot < WEEKLY_SLOTS and not (
                slots[here] >> slot & 1 and not seen[slot, week] and place[here] != slot
            ):
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
            place[at] == slot and (column[at] == week or not full_half) and not _moving(mover, depth, at)
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


@compiled
def _moving(mover, depth, row):
    found = False
    for step in range(depth + 1):
        found |= mover[step] == row
    return found
