"""A volunteer is ill or away for some days: what cannot wait goes to others, the rest stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.logins.models import User
from policies.selectors import value
from volunteers.days import policy
from volunteers.days.enums import AbsenceReason
from volunteers.days.models.absence import Absence
from volunteers.days.permissions import can_record_absence
from volunteers.errors import TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import days_left, slots_on
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services.offers import decline, withdraw
from volunteers.tasks.services.steps import locked_not_begun


@dataclass
class AbsenceOutcome:
    """What an absence came to: how many tasks went to others, which stay and need another time, and for which the
    organizer has to be called."""

    absence: Absence
    reassigned: int = 0
    needs_another_time: list[Assignment] = field(default_factory=list)
    must_call: list[Assignment] = field(default_factory=list)


@transaction.atomic
def record_absence(
    *, volunteer: Volunteer, first_day: date, last_day: date, actor: User, reason: str = AbsenceReason.AWAY
) -> AbsenceOutcome:
    """A volunteer, or a worker for one, says from when to when the volunteer cannot serve. Saying it twice is once.

    What could only be done on these days goes to others at once, as if the volunteer had withdrawn; what can still be
    done before or after stays, and loses an agreed time that lies in them. Raises TaskError for a volunteer of
    somebody else's, days that are over or in the wrong order, or a longer time than policy allows.
    """
    if not can_record_absence(actor, volunteer):
        raise TaskError(_("You cannot do this for this volunteer."), code="not_yours")
    _check_days(volunteer, first_day, last_day)
    volunteer = locked(volunteer, key_stays=True)
    absence, created = Absence.objects.get_or_create(
        volunteer=volunteer,
        first_day=first_day,
        last_day=last_day,
        ended_at=None,
        defaults={"reason": reason, "recorded_by": actor},
    )
    outcome = AbsenceOutcome(absence)
    if created:
        _clear_days(volunteer, outcome, actor)
    return outcome


def _check_days(volunteer: Volunteer, first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise TaskError({"last_day": _("The last day must not be before the first.")}, code="order")
    if last_day < timezone.localdate():
        raise TaskError({"last_day": _("These days are over.")}, code="over")
    longest = value(policy.LONGEST_ABSENCE_DAYS, region=volunteer.region_id)
    if last_day - first_day >= timedelta(days=longest):
        raise TaskError(
            {
                "last_day": _(
                    "At most %(days)d days at once. If you are away longer, you can leave and rejoin later."
                )
                % {"days": longest}
            },
            code="too_long",
        )


def _clear_days(volunteer: Volunteer, outcome: AbsenceOutcome, actor: Actor) -> None:
    absence, today = outcome.absence, timezone.localdate()
    spans = list(Absence.objects.in_force().filter(volunteer=volunteer).values_list("first_day", "last_day"))
    with translation.override(settings.LANGUAGE_CODE):
        why = _("Away from %(from)s to %(until)s.") % {"from": absence.first_day, "until": absence.last_day}
    rows = locked_not_begun(volunteer).filter(
        task__starts_on__lte=absence.last_day, task__ends_on__gte=max(today, absence.first_day)
    )
    for row in rows.select_related("task", "volunteer__person").order_by("task_id"):
        if _can_still(row, spans, today):
            if row.planned_for and _within(row.planned_for, absence):
                Assignment.objects.filter(pk=row.pk).update(planned_for=None)
                outcome.needs_another_time.append(row)
            continue
        try:
            if row.state == AssignmentState.OFFERED:
                decline(assignment=row, actor=actor, reason=why)
            else:
                withdraw(assignment=row, actor=actor, reason=why)
        except TaskError:
            outcome.must_call.append(row)
        else:
            outcome.reassigned += 1


def _can_still(row: Assignment, spans: list[tuple[date, date]], today: date) -> bool:
    task = row.task
    if task.starts_at is not None:
        day = timezone.localtime(task.starts_at).date()
        return bool(days_left(day, day, spans))
    days = days_left(max(task.starts_on, today), task.ends_on, spans)
    return bool(slots_on(days) & task.slots & row.volunteer.availability)


def _within(moment: Any, absence: Absence) -> bool:
    return absence.first_day <= timezone.localtime(moment).date() <= absence.last_day


@transaction.atomic
def end_absence(*, absence: Absence, actor: User) -> Absence:
    """The volunteer is back earlier, or it was a mistake: tasks are offered again from now on. Ending twice is once."""
    current = locked(absence, "volunteer__person")
    if not can_record_absence(actor, current.volunteer):
        raise TaskError(_("You cannot do this for this volunteer."), code="not_yours")
    if current.ended_at is None:
        current.ended_at = timezone.now()
        current.save(update_fields=["ended_at"])
    return current
