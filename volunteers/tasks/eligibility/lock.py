"""The single pair, asked again in every service: one volunteer, one task, now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import type_of
from volunteers.tasks.eligibility.lookups import committed_minutes, skills_of, task_facts, with_guardian
from volunteers.tasks.eligibility.rules import (
    PROTECTING,
    UNDER_LOCK,
    Pairing,
    PersonFacts,
    Refusal,
    is_adult,
    refusals_of,
)
from volunteers.tasks.enums import ACTIVE_STATES, KEPT_STATES, AssignmentState, Origin, TaskState
from volunteers.tasks.hours import hours_of, obstacle
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task


def refusals(
    task: Task, volunteer: Volunteer, *, assignment: Assignment | None = None, at: datetime | None = None
) -> list[Refusal]:
    """All reasons that speak against `volunteer` on `task` now. `assignment` is one that already exists, if any.

    `at` is the hour to be agreed on. Where the hour is known the rules are asked for that day, otherwise for the first
    day that is left. What only advises (distance, times, dialect) is not among the reasons.
    """
    today, now = timezone.localdate(), timezone.now()
    hours = hours_of(task, at)
    day = timezone.localdate(hours.begin) if hours else max(today, task.starts_on)
    mine = assignment.pk if assignment else None
    taken = task.assignments.filter(state__in=ACTIVE_STATES).exclude(pk=mine)  # type: ignore[misc]  # None excludes nothing
    has_place = taken.filter(volunteer=volunteer).exists()
    # Whoever is asked to stand in holds no place until the yes: several may be asked for one.
    others = taken.exclude(state=AssignmentState.OFFERED, origin=Origin.STAND_IN)
    skills = frozenset(task.required_skills.values_list("pk", flat=True))
    kept = committed_minutes(volunteer, task.starts_on, states=KEPT_STATES, exclude=mine)
    clash = obstacle(task, volunteer, hours) if hours else None
    pair = Pairing(
        task=replace(
            task_facts(task, today, skills=skills),
            is_open=task.state == TaskState.OPEN,
            is_over=task.ends_on < today or (task.ends_at is not None and task.ends_at < now),
        ),
        person=_person(task, volunteer, day, skills),
        day=day,
        left=volunteer.monthly_cap_minutes - kept,
        is_barred=type_of(task.kind).is_barred(task, volunteer),
        has_place=has_place,
        is_full=not has_place and others.count() >= task.persons_needed,
        clash=clash.code if clash else "",
    )
    return refusals_of(pair, UNDER_LOCK)


def unprotected(task: Task, volunteer: Volunteer, day: date) -> list[Refusal]:
    """What keeps a volunteer from a task for their own protection on a day: age, a guardian's consent, insurance.

    These hold up to the door: they are asked when somebody is found, when an hour is agreed on, and at check-in.
    """
    pair = Pairing(task=task_facts(task, day), person=_person(task, volunteer, day), day=day)
    return refusals_of(pair, PROTECTING)


def _person(task: Task, volunteer: Volunteer, day: date, asked: Collection[int] = ()) -> PersonFacts:
    """What the strict rules ask about a volunteer: nothing is looked up that this task does not ask for."""
    person = volunteer.person
    alone = not task.adult_only and not is_adult(person.birth_date, day)
    return PersonFacts(
        reach_m=volunteer.max_distance_m,
        is_approved=volunteer.state == VolunteerState.APPROVED,
        insured_until=volunteer.insured_until,
        sex=person.sex,
        birth_date=person.birth_date,
        guardian=alone and bool(with_guardian([person.pk])),
        skills=skills_of([volunteer.pk], day, asked).get(volunteer.pk, frozenset()) if asked else frozenset(),
    )
