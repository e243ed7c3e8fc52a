"""Dialects and skills as bits of a mask: what visits ask for and what volunteers bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from common.bulk import columns
from common.months import last_day
from people.persons.models import Person
from policies.selectors import PolicyBook
from visit_planning.plan import policy
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.situation import Ints, Masks
from volunteers.now.facts import assumed_dialects
from volunteers.registration.models.volunteer import VolunteerSkill
from volunteers.tasks.eligibility.lookups import usable_on
from volunteers.tasks.models.task import Task

_BITS = 64
# The bit of a mask that no volunteer ever has; what lies below it in the mask of skills is `protection`'s.
_NOBODY = _BITS - 1


class _Asked:
    """What visits ask for as bits: the `room` most frequent things. Rarer ones share a bit that no volunteer has, so
    that such a visit is left to a person's judgement."""

    def __init__(self, through: Any, thing: str, scope: Scope, room: int) -> None:
        tasks, things = columns(through.objects.filter(scope.of_visits("task__visit__")), "task_id", thing)
        counted = Counter(things)
        ranked = sorted(counted, key=lambda key: (-counted[key], key))
        self.bit_of = {key: 1 << bit for bit, key in enumerate(ranked[:room])}
        self._by_task = self._masks(tasks, things, otherwise=1 << _NOBODY)

    def asked_of(self, task_ids: Ints) -> Masks:
        """What each task asks for; 0 where it asks for nothing."""
        return _spread(self._by_task, task_ids)

    def brought(self, owners: Ints, rows: tuple[Sequence[int], Sequence[int]], otherwise: int = 0) -> Masks:
        """What each owner brings by (owner, thing) rows in columns; `otherwise` who is in none of them."""
        return _spread(self._masks(*rows, otherwise=0), owners, otherwise)

    def _masks(self, keys: Sequence[int], things: Sequence[int], *, otherwise: int) -> dict[int, int]:
        found: dict[int, int] = {}
        for key, thing in zip(keys, things, strict=True):
            found[key] = found.get(key, 0) | self.bit_of.get(thing, otherwise)
        return found


class Speech(_Asked):
    """Dialects as bits: those that the visits' elders speak."""

    def __init__(self, scope: Scope, book: PolicyBook) -> None:
        super().__init__(Task.dialects.through, "dialect_id", scope, _NOBODY - 1)
        self._scope, self._book = scope, book

    def of(self, persons: Ints) -> Masks:
        """What volunteers (by person) speak; those who did not say, what everybody is assumed to speak."""
        if not self.bit_of:
            return np.zeros(len(persons), dtype=np.uint64)
        known = assumed_dialects(self._book.value(policy.ASSUMED_DIALECTS, self._scope.region))
        assumed = sum(self.bit_of.get(dialect, 0) for dialect in known)
        # Who named only dialects that nobody asks for has said what they speak all the same.
        rows = Person.dialects.through.objects.filter(
            self._scope.of_those("person", persons), person__volunteer__isnull=False
        )
        said, dialects = columns(rows, "person_id", "dialect_id")
        return self.brought(persons, (said, dialects), assumed)


class Skills(_Asked):
    """Skills as bits, when a worker has asked for any on a visit: as many as `room`, the rest of the mask is taken."""

    def __init__(self, scope: Scope, room: int) -> None:
        super().__init__(Task.required_skills.through, "skill_id", scope, room)
        self._scope = scope

    def of(self, volunteers: Ints) -> Masks:
        """What volunteers, by primary key, may use until the month ends."""
        if not self.bit_of:
            return np.zeros(len(volunteers), dtype=np.uint64)
        rows = VolunteerSkill.objects.filter(
            usable_on(last_day(self._scope.month)), self._scope.of_those("volunteer", volunteers),
            skill__in=list(self.bit_of),
        )  # fmt: skip
        owners, skills = columns(rows, "volunteer_id", "skill_id")
        return self.brought(volunteers, (owners, skills))


def _spread(masks: dict[int, int], keys: Ints, otherwise: int = 0) -> Masks:
    if not masks:
        return np.full(len(keys), otherwise, dtype=np.uint64)
    values: Iterable[int] = (masks.get(key, otherwise) for key in keys.tolist())
    return np.fromiter(values, dtype=np.uint64, count=len(keys))
