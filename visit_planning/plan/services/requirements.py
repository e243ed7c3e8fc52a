"""Dialects and skills as bits of a mask: what the month's visits ask for and what volunteers bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from common.bulk import columns
from common.months import last_day
from people.persons.models import Dialect, Person
from policies.selectors import PolicyBook
from regions.codes import in_subtree
from visit_planning.plan import policy
from volunteers.registration.models.volunteer import VolunteerSkill
from volunteers.tasks.enums import TaskState
from volunteers.tasks.models.task import Task

_BITS = 64
# The bit of a mask that no volunteer ever has; what lies below it in the mask of skills is `protection`'s.
_NOBODY = _BITS - 1

Ints = NDArray[np.int64]
Masks = NDArray[np.uint64]


class Speech:
    """Dialects as bits: those that this month's elders speak, the 62 most frequent; rarer ones share a bit that no
    volunteer has, so that such a visit is left to a person's judgement."""

    def __init__(self, code: str, month: date, book: PolicyBook) -> None:
        bit_of, self._asked = _asked(Task.dialects.through, "dialect_id", code, month, _NOBODY - 1)
        self._spoken: dict[int, int] = {}
        if self._asked:
            rows = Person.dialects.through.objects.filter(person__volunteer__isnull=False)
            # Who named only dialects that nobody asks for has said what they speak all the same.
            persons, dialects = columns(rows, "person_id", "dialect_id")
            self._spoken = _masks(persons, dialects, bit_of, otherwise=0)
        assumed = book.value(policy.ASSUMED_DIALECTS, code)
        known = Dialect.objects.filter(Q(code__in=assumed) | Q(name__in=assumed)).values_list("pk", flat=True)
        self._assumed = 0
        for dialect in known:
            self._assumed |= bit_of.get(dialect, 0)

    def asked_of(self, task_ids: Ints) -> Masks:
        """What each task's elder speaks; 0 where nobody said."""
        return _spread(self._asked, task_ids)

    def of(self, person_ids: Ints) -> Masks:
        """What volunteers speak; those who did not say, what everybody is assumed to speak."""
        return _spread(self._spoken, person_ids, self._assumed)


class Skills:
    """Skills as bits, when a worker has asked for any on a visit: as many as `room`, the rest of the mask is taken."""

    def __init__(self, code: str, month: date, room: int) -> None:
        bit_of, self._asked = _asked(Task.required_skills.through, "skill_id", code, month, room)
        self._known: dict[int, int] = {}
        if self._asked:
            usable = Q(skill__needs_qualification=False) | (
                Q(checked_by__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=last_day(month)))
            )
            rows = VolunteerSkill.objects.filter(usable, skill_id__in=list(bit_of))
            volunteers, skills = columns(rows, "volunteer_id", "skill_id")
            self._known = _masks(volunteers, skills, bit_of, otherwise=0)

    def asked_of(self, task_ids: Ints) -> Masks:
        """What each task takes."""
        return _spread(self._asked, task_ids)

    def of(self, volunteers: Ints) -> Masks:
        """What volunteers bring, by primary key."""
        return _spread(self._known, volunteers)


def _asked(
    through: Any, name: str, code: str, month: date, room: int
) -> tuple[dict[int, int], dict[int, int]]:
    """The bit of everything the month's open tasks ask for, and the mask of each task that asks."""
    rows = through.objects.filter(in_subtree("task__visit__elder__region", code)).filter(
        task__visit__month=month, task__state=TaskState.OPEN
    )
    tasks, wanted = columns(rows, "task_id", name)
    counted = Counter(wanted)
    ranked = sorted(counted, key=lambda key: (-counted[key], key))
    bit_of = {key: 1 << bit for bit, key in enumerate(ranked[:room])}
    return bit_of, _masks(tasks, wanted, bit_of, otherwise=1 << _NOBODY)


def _masks(keys: list[int], values: list[int], bit_of: dict[int, int], *, otherwise: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for key, value in zip(keys, values, strict=True):
        found[key] = found.get(key, 0) | bit_of.get(value, otherwise)
    return found


def _spread(masks: dict[int, int], keys: Ints, otherwise: int = 0) -> Masks:
    if not masks:
        return np.full(len(keys), otherwise, dtype=np.uint64)
    values: Iterable[int] = (masks.get(key, otherwise) for key in keys.tolist())
    return np.fromiter(values, dtype=np.uint64, count=len(keys))
