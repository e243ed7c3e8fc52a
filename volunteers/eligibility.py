"""Whether one volunteer may do one task, and why not: typed reasons, checked again in every service.

The planner answers the same questions in bulk on arrays (volunteers.matching.eligibility); this is the single case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.enums import ConsentPurpose
from people.models import Consent
from volunteers.enums import ACTIVE_STATES, KEPT_STATES, AssignmentState, Origin, TaskState, VolunteerState
from volunteers.kinds import is_barred
from volunteers.models import Assignment, Task, Volunteer


class Refusal(models.TextChoices):
    """Why a volunteer may not do a task."""

    NOT_APPROVED = "not_approved", _("Your registration as a volunteer has not been approved yet.")
    TASK_CLOSED = "task_closed", _("This task is no longer open.")
    OVER = "over", _("The time for this task has passed.")
    FULL = "full", _("Enough people have already been found.")
    ALREADY = "already", _("You are already on this task.")
    MINOR = "minor", _("Only adults may do this task.")
    NO_GUARDIAN = (
        "no_guardian",
        _("Under 18, a guardian has to agree first; please ask the community worker to record it."),
    )
    NOT_INSURED = "not_insured", _("This task needs accident insurance in force.")
    NO_SKILL = "no_skill", _("This task needs a skill or qualification that is not on your record.")
    SEX = "sex", _("The person served asked for somebody of the other sex.")
    CAP = "cap", _("This would be more than the time you offered for this month.")
    OVERLAP = "overlap", _("You have another service at that time.")
    BARRED = "barred", _("One cannot serve oneself, nor somebody one acts for.")


def month_of(day: date) -> tuple[date, date]:
    """First day of the month of `day`, and first day of the next."""
    first = day.replace(day=1)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return first, following


def minutes_taken(
    volunteer: Volunteer, day: date, *, states: Sequence[str] = ACTIVE_STATES, exclude: int | None = None
) -> int:
    """Minutes of the volunteer's assignments in the month of `day`: served ones as served, others as planned."""
    first, following = month_of(day)
    rows = Assignment.objects.filter(
        volunteer=volunteer, state__in=states, task__starts_on__gte=first, task__starts_on__lt=following
    ).exclude(pk=exclude)  # type: ignore[misc]  # None excludes nothing
    served = rows.exclude(minutes=None).aggregate(total=Sum("minutes"))["total"] or 0
    planned = rows.filter(minutes=None).aggregate(total=Sum("task__minutes"))["total"] or 0
    return served + planned


def refusals(task: Task, volunteer: Volunteer, *, assignment: Assignment | None = None) -> list[Refusal]:
    """All reasons that speak against `volunteer` on `task` now. `assignment` is one that already exists, if any.

    Distance is not among them: who signs up knows how far it is, and a worker may ask anyone.
    """
    today = timezone.localdate()
    day = max(today, task.starts_on)
    found: list[Refusal] = []
    if volunteer.state != VolunteerState.APPROVED:
        found.append(Refusal.NOT_APPROVED)
    if task.state != TaskState.OPEN:
        found.append(Refusal.TASK_CLOSED)
    if task.ends_on < today or (task.ends_at is not None and task.ends_at < timezone.now()):
        found.append(Refusal.OVER)
    mine = assignment.pk if assignment else None
    taken = task.assignments.filter(state__in=ACTIVE_STATES).exclude(pk=mine)  # type: ignore[misc]  # None excludes nothing
    if taken.filter(volunteer=volunteer).exists():
        found.append(Refusal.ALREADY)
    # Whoever is asked to stand in holds no place until the yes: several may be asked for one.
    elif taken.exclude(state=AssignmentState.OFFERED, origin=Origin.STAND_IN).count() >= task.persons_needed:
        found.append(Refusal.FULL)
    if is_barred(task, volunteer):
        found.append(Refusal.BARRED)
    if not volunteer.is_adult_on(day):
        if task.adult_only:
            found.append(Refusal.MINOR)
        elif (
            not Consent.objects.in_force()
            .filter(person=volunteer.person, purpose=ConsentPurpose.GUARDIAN)
            .exists()
        ):
            found.append(Refusal.NO_GUARDIAN)
    if task.needs_insurance and (volunteer.insured_until is None or volunteer.insured_until < day):
        found.append(Refusal.NOT_INSURED)
    if task.prefers_sex and volunteer.person.sex != task.prefers_sex:
        found.append(Refusal.SEX)
    if not has_skills(task, volunteer, day):
        found.append(Refusal.NO_SKILL)
    if (
        minutes_taken(volunteer, task.starts_on, states=KEPT_STATES, exclude=mine) + task.minutes
        > volunteer.monthly_cap_minutes
    ):
        found.append(Refusal.CAP)
    if overlapping(task, volunteer, exclude=mine):
        found.append(Refusal.OVERLAP)
    return found


def has_skills(task: Task, volunteer: Volunteer, day: date) -> bool:
    """Whether every skill the task requires is held, with its qualification in force where it needs one."""
    required = set(task.required_skills.values_list("pk", flat=True))
    if not required:
        return True
    holdings = volunteer.skill_holdings.filter(skill__in=required).select_related("skill")
    return required == {holding.skill_id for holding in holdings if holding.usable_on(day)}


def overlapping(task: Task, volunteer: Volunteer, *, exclude: int | None = None) -> bool:
    """Whether a fixed-time task collides with another that the volunteer has said yes to."""
    if task.starts_at is None or task.ends_at is None:
        return False
    return (
        Assignment.objects.filter(
            volunteer=volunteer,
            state__in=(AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN),
            task__starts_at__lt=task.ends_at,
            task__ends_at__gt=task.starts_at,
        )
        .exclude(pk=exclude)  # type: ignore[misc]  # None excludes nothing
        .exclude(task=task)
        .exists()
    )
