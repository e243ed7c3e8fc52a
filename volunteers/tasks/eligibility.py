"""Whether one volunteer may do one task, and why not: typed reasons, checked again in every service.

The planner answers the same questions in bulk on arrays (matching.eligibility); this is the single case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import is_barred
from volunteers.tasks.enums import ACTIVE_STATES, KEPT_STATES, AssignmentState, Origin, TaskState
from volunteers.tasks.hours import hours_of, obstacle
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task


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
    REST = "rest", _("There is too little rest between this and another service.")
    HALF_DAY = "half_day", _("There are enough visits in that half-day already.")
    BARRED = "barred", _("One cannot serve oneself, nor somebody one acts for.")
    # What the search adds (volunteers.now): no rule forbids it, but nobody is proposed against it.
    NOT_WILLING = "not_willing", _("You have said that you do not visit elders.")
    NO_DIALECT = "no_dialect", _("The person served speaks another dialect.")
    NO_SLOT = "no_slot", _("It is needed at times when you are not free.")
    TOO_FAR = "too_far", _("It is farther away than you said you would go.")
    NO_PLACE = "no_place", _("Nobody knows where you usually start from.")
    ASKED_BEFORE = "asked_before", _("You were asked for this task before.")


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


def refusals(
    task: Task, volunteer: Volunteer, *, assignment: Assignment | None = None, at: datetime | None = None
) -> list[Refusal]:
    """All reasons that speak against `volunteer` on `task` now. `assignment` is one that already exists, if any.

    `at` is the hour to be agreed on. Where the hour is known the rules are asked for that day, otherwise for the first
    day that is left. Distance is not among the reasons: who signs up knows how far it is, and a worker may ask anyone.
    """
    today = timezone.localdate()
    hours = hours_of(task, at)
    day = timezone.localdate(hours.begin) if hours else max(today, task.starts_on)
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
    found += unprotected(task, volunteer, day)
    if task.prefers_sex and volunteer.person.sex != task.prefers_sex:
        found.append(Refusal.SEX)
    if not has_skills(task, volunteer, day):
        found.append(Refusal.NO_SKILL)
    if (
        minutes_taken(volunteer, task.starts_on, states=KEPT_STATES, exclude=mine) + task.minutes
        > volunteer.monthly_cap_minutes
    ):
        found.append(Refusal.CAP)
    if hours and (clash := obstacle(task, volunteer, hours)):
        found.append(Refusal(clash.code))
    return found


def unprotected(task: Task, volunteer: Volunteer, day: date) -> list[Refusal]:
    """What keeps a volunteer from a task for their own protection on a day: age, a guardian's consent, insurance.

    These hold up to the door: they are asked when somebody is found, when an hour is agreed on, and at check-in.
    """
    found = []
    if not volunteer.is_adult_on(day):
        if task.adult_only:
            found.append(Refusal.MINOR)
        elif not guardian_agreed(volunteer):
            found.append(Refusal.NO_GUARDIAN)
    if task.needs_insurance and (volunteer.insured_until is None or volunteer.insured_until < day):
        found.append(Refusal.NOT_INSURED)
    return found


def guardian_agreed(volunteer: Volunteer) -> bool:
    """Whether a guardian's consent is in force (Order 685 art. 10)."""
    consents = Consent.objects.in_force().filter(purpose=ConsentPurpose.GUARDIAN)
    return consents.filter(person=volunteer.person_id).exists()


def has_skills(task: Task, volunteer: Volunteer, day: date) -> bool:
    """Whether every skill the task requires is held, with its qualification in force where it needs one."""
    required = set(task.required_skills.values_list("pk", flat=True))
    if not required:
        return True
    holdings = volunteer.skill_holdings.filter(skill__in=required).select_related("skill")
    return required == {holding.skill_id for holding in holdings if holding.usable_on(day)}
