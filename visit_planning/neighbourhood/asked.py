"""Skills and dialects as bits, as far as the visits of a sub-problem ask for any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from common.months import last_day
from people.persons.models import Dialect, Person
from policies.selectors import PolicyBook
from visit_planning.plan import policy
from volunteers.registration.models.volunteer import VolunteerSkill
from volunteers.tasks.models.task import Task

# Bits for what is asked for (above them are those of `planning.protection`), and the one that no volunteer ever has:
# what there is no room for is left to a person's judgement.
ROOM, NOBODY = 31, 63


def mask_of(bits: Iterable[int]) -> int:
    """A mask with these bits."""
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


@dataclass(frozen=True)
class _Things:
    """What each task asks for, and the bit of each thing asked for."""

    asked: dict[int, set[int]]
    bit: dict[int, int]

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int]]) -> _Things:
        asked: dict[int, set[int]] = defaultdict(set)
        for task, thing in rows:
            asked[task].add(thing)
        things = sorted({one for many in asked.values() for one in many})
        return cls(asked, {one: bit for bit, one in enumerate(things[:ROOM])})

    def mask(self, task: int) -> int:
        return mask_of(self.bit.get(one, NOBODY) for one in self.asked.get(task, ()))

    def have(self, rows: Iterable[tuple[int, int]]) -> dict[int, int]:
        """Owner → mask of what they have of it."""
        found: dict[int, int] = defaultdict(int)
        for owner, thing in rows:
            found[owner] |= mask_of([self.bit[thing]] if thing in self.bit else [])
        return found


@dataclass(frozen=True)
class Asked:
    """Skills and dialects that the visits ask for: two queries, and up to three more about the volunteers."""

    skills: _Things
    dialects: _Things

    @classmethod
    def of(cls, tasks: Collection[int]) -> Asked:
        return cls(
            _Things.of(_rows(Task.required_skills.through, tasks, "skill_id")),
            _Things.of(_rows(Task.dialects.through, tasks, "dialect_id")),
        )

    def skills_of(self, volunteers: Collection[int], month: date) -> dict[int, int]:
        """Volunteer → mask of skills that can be used until the month ends."""
        if not self.skills.bit:
            return {}
        usable = Q(skill__needs_qualification=False) | (
            Q(checked_by__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=last_day(month)))
        )
        rows = VolunteerSkill.objects.filter(usable, volunteer__in=volunteers, skill__in=self.skills.bit)
        return self.skills.have(rows.values_list("volunteer_id", "skill_id"))

    def spoken_by(self, persons: Collection[int], book: PolicyBook, region: str) -> dict[int, int]:
        """Person → mask of dialects; who did not say speaks what everybody is assumed to speak."""
        if not self.dialects.bit:
            return {}
        through: Any = Person.dialects.through
        rows = through.objects.filter(person__in=persons).values_list("person_id", "dialect_id")
        said = self.dialects.have(rows)
        words = book.value(policy.ASSUMED_DIALECTS, region)
        assumed = mask_of(
            self.dialects.bit[dialect]
            for dialect in Dialect.objects.filter(Q(code__in=words) | Q(name__in=words)).values_list(
                "pk", flat=True
            )
            if dialect in self.dialects.bit
        )
        return {person: said.get(person, assumed) for person in persons}


def _rows(through: Any, tasks: Collection[int], thing: str) -> Any:
    return through.objects.filter(task__in=tasks).values_list("task_id", thing)
