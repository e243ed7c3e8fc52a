"""Who may not be sent to a door: the uninsured and minors whose guardian has not agreed, as bits beside the skills.

To the engine these are things a visit requires and a volunteer has, like skills. Insurance is asked for the last day of
a visit's window, so that whichever day is agreed on is insured: one bit for each such day of the month, 31 at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from people.consents.enums import ConsentPurpose
from people.consents.models import Consent

Masks = NDArray[np.uint64]

_TOP = 62
# Of age, or with a guardian's consent in force: what a visit requires to which minors may go.
GUARDED = 1 << _TOP
_MOST_DAYS = 31


class Insurance:
    """The last days of visits that ask for insurance, each with its bit; `mask` holds all of them."""

    def __init__(self, days: Iterable[date]) -> None:
        # The days of a month are 31 at most; later ones would share the last bit, which asks for the latest of them.
        ordered = sorted(set(days))
        self._bit_of = {day: 1 << (_TOP - 1 - min(rank, _MOST_DAYS - 1)) for rank, day in enumerate(ordered)}
        self._until: dict[int, date] = {}
        for day, bit in self._bit_of.items():
            self._until[bit] = max(day, self._until.get(bit, day))
        self.mask = sum(self._until)
        self.lowest_bit = _TOP - len(self._until)

    def asked(self, last: date) -> int:
        """The bit that a visit requires whose window ends on that day."""
        return self._bit_of[last]

    def covers(self, until: date | None) -> int:
        """The bits of a volunteer who is insured up to and including that day."""
        return 0 if until is None else sum(bit for bit, day in self._until.items() if day <= until)


def asked_masks(
    insurance: Insurance, adult_only: Sequence[bool], insured: Sequence[bool], last: Sequence[date]
) -> Masks:
    """What visits require of these: a guardian's consent where minors may come, insurance until their last day."""
    return np.array(
        [
            (0 if adult else GUARDED) | (insurance.asked(day) if must else 0)
            for adult, must, day in zip(adult_only, insured, last, strict=True)
        ],
        dtype=np.uint64,
    )


def brought_masks(
    insurance: Insurance, persons: Sequence[int], adult: NDArray[np.bool_], until: Sequence[date | None]
) -> Masks:
    """What volunteers bring of them."""
    return np.array(
        [
            insurance.covers(day) | (GUARDED if safe else 0)
            for day, safe in zip(until, guarded(persons, adult), strict=True)
        ],
        dtype=np.uint64,
    )


def guarded(persons: Sequence[int], adult: NDArray[np.bool_]) -> list[bool]:
    """Whether each is of age or has a guardian's consent in force (Order 685 art. 10); one query where minors are."""
    if adult.all():
        return [True] * len(persons)
    agreed = set(
        Consent.objects.in_force()
        .filter(purpose=ConsentPurpose.GUARDIAN, person__volunteer__isnull=False)
        .values_list("person_id", flat=True)
    )
    return [bool(grown) or person in agreed for person, grown in zip(persons, adult, strict=True)]
