"""The month as arrays: visits that can still be made, volunteers who could make them, and who met whom last month.

Nobody's name or address is among them. `loading` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Masks = NDArray[np.uint64]
Days = tuple[date, date]


@dataclass(frozen=True)
class Visits:
    """Open visits of the month that can still be made, one row each, in the order of their tasks.

    `days` are the first and last of each, `region` codes; `columns` the engine's, by their names in its `Problem`.
    """

    task_id: Ints
    elder_id: Ints
    person_id: Ints
    minutes: Ints
    persons: Ints
    days: Sequence[Days]
    region: Sequence[str]
    columns: dict[str, Any]

    def __len__(self) -> int:
        return len(self.task_id)

    def rows_of(self, task_ids: Ints) -> Ints:
        """The row of each task, -1 for one that is not among them."""
        return _rows_of(self.task_id, task_ids)


@dataclass(frozen=True)
class Volunteers:
    """Volunteers who live near enough, and those who hold something already, in the order of their primary keys."""

    pk: Ints
    person_id: Ints
    usable: Bools
    region: Sequence[str]
    columns: dict[str, Any]

    def __len__(self) -> int:
        return len(self.pk)

    def rows_of(self, keys: Ints) -> Ints:
        """The row of each volunteer by primary key, -1 for one who is not among them."""
        return _rows_of(self.pk, keys)


@dataclass(frozen=True)
class Situation:
    """All that the solver is told except who holds which visit (that is `standing.Standing`).

    `cap_minutes` is what volunteers offered less what they hold this month apart from these visits; `previous` pairs
    elders (primary keys) with rows of `volunteers` who visited last month; `covered` are elders whom somebody has met
    this month, or is going to on a visit that is not among these; `insured_bits` those of the masks of skills that mean
    insurance.
    """

    visits: Visits
    volunteers: Volunteers
    cap_minutes: Ints
    previous: Ints
    covered: Ints
    insured_bits: int = 0


def _rows_of(ordered: Ints, wanted: Ints) -> Ints:
    if not len(ordered):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[at] == wanted, at, -1)


def ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def floats(values: Sequence[float | None]) -> Floats:
    """The numbers, NaN for None."""
    return np.array(values, dtype=np.float64)


def pairs_of(found: Iterable[tuple[int, int]]) -> Ints:
    """Sorted integer pairs of shape (k, 2)."""
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
