"""What the rules ask of the database: the month's minutes, skills in force, guardians' consents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from common.months import month_span
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from volunteers.registration.models.volunteer import Volunteer, VolunteerSkill
from volunteers.slots import ALL_SLOTS, slot_of, slots_between
from volunteers.task_types import TaskKind
from volunteers.tasks.eligibility.rules import TaskFacts
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.models.assignment import Assignment


def task_facts(
    row: Any,
    today: date,
    *,
    skills: frozenset[int] = frozenset(),
    dialects: dict[int, str] | None = None,
    gone: int = 0,
) -> TaskFacts:
    """From a task, or from a row that has its columns by name; what it asks for in other tables comes apart.

    `gone`: how many parts of today are over (volunteers.slots.parts_gone).
    """
    if row.starts_at is not None:
        slots = slot_of(row.starts_at) or ALL_SLOTS
    else:
        slots = row.slots & slots_between(row.starts_on, row.ends_on, today, gone)
    return TaskFacts(
        minutes=row.minutes, slots=slots, has_place=row.lat is not None, prefers_sex=row.prefers_sex,
        adult_only=row.adult_only, needs_insurance=row.needs_insurance, skills=skills, dialects=dialects or {},
        serves_elders=row.kind != TaskKind.SHIFT,
    )  # fmt: skip


def committed_minutes(
    volunteer: Volunteer, day: date, *, states: Sequence[str] = ACTIVE_STATES, exclude: int | None = None
) -> int:
    """Minutes of the volunteer's assignments in the month of `day`: served ones as served, others as planned."""
    first, following = month_span(day)
    rows = Assignment.objects.filter(
        volunteer=volunteer, state__in=states, task__starts_on__gte=first, task__starts_on__lt=following
    ).exclude(pk=exclude)  # type: ignore[misc]  # None excludes nothing
    return rows.aggregate(total=Sum(Coalesce("minutes", "task__minutes")))["total"] or 0


def usable_on(day: date) -> Q:
    """Condition on skills of volunteers: one that needs a qualification only while a checked one is in force."""
    checked = Q(checked_by__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=day))
    return Q(skill__needs_qualification=False) | checked


def skills_of(
    volunteers: Collection[int], day: date, among: Collection[int] | None = None
) -> dict[int, frozenset[int]]:
    """Skills that each of the volunteers may use on a day. One query."""
    rows = VolunteerSkill.objects.filter(usable_on(day), volunteer__in=volunteers)
    if among is not None:
        rows = rows.filter(skill__in=among)
    return sets_of(rows.values_list("volunteer_id", "skill_id"))


def with_guardian(people: Collection[int]) -> set[int]:
    """Those of the people whose guardian has agreed (Order 685 art. 10). One query, none for nobody."""
    if not people:
        return set()
    rows = Consent.objects.in_force().filter(person_id__in=people, purpose=ConsentPurpose.GUARDIAN)
    return set(rows.values_list("person_id", flat=True))


def sets_of(pairs: Iterable[tuple[Any, Any]]) -> dict[int, frozenset[int]]:
    """Pairs of key and value as a set for each key."""
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}
