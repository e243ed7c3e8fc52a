"""From offer to yes or no: offering, signing up, accepting, declining, withdrawing, replacing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.models import Channel, Message
from notifications.services import tell
from people.scopes import covers
from policies.selectors import value
from volunteers import policy
from volunteers.eligibility import Refusal, refusals
from volunteers.enums import AssignmentState, Origin, TaskKind, TaskState
from volunteers.errors import NotAllowedNow, NotEligible, TaskError
from volunteers.kinds import is_open_to_sign_up
from volunteers.models import Assignment, AssignmentEvent, Task, Volunteer
from volunteers.services.steps import locked, step
from volunteers.services.times import share_time, time_of_companions
from volunteers.signals import assignment_accepted, assignment_declined, assignment_withdrawn


@dataclass(frozen=True)
class OfferRow:
    """One line of a plan: which volunteer for which task, how far (metres), and why."""

    task_id: int
    volunteer_id: int
    distance_m: float | None = None
    explanation: dict[str, Any] = field(default_factory=dict)


def _refuse_unless_eligible(
    task: Task, volunteer: Volunteer, assignment: Assignment | None = None, ignore: Sequence[Refusal] = ()
) -> None:
    found = [reason for reason in refusals(task, volunteer, assignment=assignment) if reason not in ignore]
    if found:
        error = NotEligible(" ".join(str(reason.label) for reason in found), code=found[0].value)
        error.reasons = found
        raise error


@transaction.atomic
def offer(
    *,
    task: Task,
    volunteer: Volunteer,
    origin: Origin = Origin.ASSIGNED,
    actor: Any = None,
    distance_m: float | None = None,
    explanation: dict[str, Any] | None = None,
) -> Assignment:
    """Offer a task to a volunteer and tell them. Offering twice returns the first offer.

    Raises NotEligible when the rules speak against it. A worker may exceed the monthly time a volunteer offered: the
    volunteer still has to say yes.
    """
    task = Task.objects.select_for_update().get(pk=task.pk)
    if existing := task.assignments.active().filter(volunteer=volunteer).first():
        return existing
    ignore = (Refusal.CAP,) if origin == Origin.ASSIGNED else ()
    _refuse_unless_eligible(task, volunteer, ignore=ignore)
    assignment = Assignment.objects.create(
        task=task,
        volunteer=volunteer,
        origin=origin,
        distance_m=None if distance_m is None else round(distance_m),
        explanation=explanation or {},
    )
    AssignmentEvent.objects.create(assignment=assignment, actor=actor, to_state=AssignmentState.OFFERED)
    if task.unmatched_reason:
        task.unmatched_reason = ""
        task.save(update_fields=["unmatched_reason"])
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            person=volunteer.person,
            kind="offer",
            subject=_("A task for you"),
            body=_("%(title)s, %(place)s, %(from)s to %(until)s. Please say yes or no.")
            % {"title": task.title, "place": task.place, "from": task.starts_on, "until": task.ends_on},
            key=f"offer:{assignment.uuid}",
            link=assignment.get_absolute_url(),
            channel=Channel.SMS,
        )
    return assignment


@transaction.atomic
def offer_many(*, rows: Sequence[OfferRow], actor: Any = None, label: str = "") -> int:
    """Write the offers of a plan in bulk: assignments, events, and one message per volunteer. Returns how many.

    The planner has checked the rules on the whole; rows whose task or volunteer already has that offer are left out,
    so that a plan that was interrupted can be written again. The number of queries does not grow with each row.
    """
    if not rows:
        return 0
    wanted = {(row.task_id, row.volunteer_id): row for row in rows}
    present: set[tuple[int, int]] = set()
    task_ids = sorted({row.task_id for row in rows})
    for start in range(0, len(task_ids), 5000):
        present.update(
            Assignment.objects.active()
            .filter(task_id__in=task_ids[start : start + 5000])
            .values_list("task_id", "volunteer_id")
        )
    now = timezone.now()
    assignments = [
        Assignment(
            task_id=row.task_id,
            volunteer_id=row.volunteer_id,
            origin=Origin.MATCHED,
            offered_at=now,
            distance_m=None if row.distance_m is None else round(row.distance_m),
            explanation=row.explanation,
        )
        for key, row in wanted.items()
        if key not in present
    ]
    if not assignments:
        return 0
    Assignment.objects.bulk_create(assignments, batch_size=2000)
    AssignmentEvent.objects.bulk_create(
        [
            AssignmentEvent(assignment=assignment, at=now, actor=actor, to_state=AssignmentState.OFFERED)
            for assignment in assignments
        ],
        batch_size=4000,
    )
    touched = sorted({assignment.task_id for assignment in assignments})
    for start in range(0, len(touched), 5000):
        Task.objects.filter(pk__in=touched[start : start + 5000]).exclude(unmatched_reason="").update(
            unmatched_reason=""
        )
    _tell_volunteers(assignments, label)
    return len(assignments)


def _tell_volunteers(assignments: Sequence[Assignment], label: str) -> None:
    counts: dict[int, int] = {}
    first: dict[int, Assignment] = {}
    for assignment in assignments:
        counts[assignment.volunteer_id] = counts.get(assignment.volunteer_id, 0) + 1
        first.setdefault(assignment.volunteer_id, assignment)
    ids = sorted(counts)
    person_of: dict[int, int] = {}
    for start in range(0, len(ids), 5000):
        person_of.update(
            Volunteer.objects.filter(pk__in=ids[start : start + 5000]).values_list("pk", "person_id")
        )
    messages = []
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Visits proposed for you")
        for volunteer_id, count in counts.items():
            body = ngettext(
                "%(count)d visit near you is waiting for your answer (%(label)s). Please say yes or no.",
                "%(count)d visits near you are waiting for your answer (%(label)s). Please say yes or no.",
                count,
            ) % {"count": count, "label": label}
            messages.append(
                Message(
                    person_id=person_of[volunteer_id],
                    kind="offers",
                    channel=Channel.SMS,
                    subject=subject,
                    body=body,
                    link="/volunteer/",
                    # Named by an offer it tells of: two plans may be written in the same moment.
                    key=f"offers:{first[volunteer_id].uuid}",
                )
            )
    Message.objects.bulk_create(messages, batch_size=2000)


@transaction.atomic
def sign_up(*, task: Task, volunteer: Volunteer, actor: Any) -> Assignment:
    """A volunteer takes a place on a task open to all. Signing up twice returns the first. Raises NotEligible."""
    if task.kind != TaskKind.SHIFT and not is_open_to_sign_up(task):
        raise TaskError(_("One cannot sign up for a visit oneself; visits are offered."), code="kind")
    task = Task.objects.select_for_update().get(pk=task.pk)
    # Lock the volunteer as well: two sign-ups for two shifts at once must not both fit into one month's cap.
    volunteer = (
        Volunteer.objects.select_for_update(of=("self",)).select_related("person").get(pk=volunteer.pk)
    )
    if existing := task.assignments.active().filter(volunteer=volunteer).first():
        return existing
    _refuse_unless_eligible(task, volunteer)
    now = timezone.now()
    assignment = Assignment.objects.create(
        task=task,
        volunteer=volunteer,
        origin=Origin.SIGNED_UP,
        state=AssignmentState.ACCEPTED,
        accepted_at=now,
        planned_for=task.starts_at,
    )
    AssignmentEvent.objects.create(assignment=assignment, actor=actor, to_state=AssignmentState.ACCEPTED)
    assignment_accepted.send(sender=Assignment, assignment=assignment, actor=actor)
    return assignment


@transaction.atomic
def accept(*, assignment: Assignment, actor: Any, planned_for: datetime | None = None) -> Assignment:
    """The volunteer says yes, with the hour agreed or still open. Accepting twice changes only the hour.

    On a task for two the hour holds for both: who says yes without one gets the companion's, and a new one is the
    companion's too, who is told. Raises NotAllowedNow when the offer has gone to somebody else, NotEligible when the
    rules now speak against it, and TaskError when the hour lies outside the task's window or the companion is busy.
    """
    current = locked(assignment)
    _check_planned_for(current.task, planned_for)
    if current.state == AssignmentState.ACCEPTED:
        if planned_for and planned_for != current.planned_for:
            share_time(assignment=current, planned_for=planned_for, actor=actor)
            current.planned_for = planned_for
            current.save(update_fields=["planned_for"])
        return current
    if current.state != AssignmentState.OFFERED:
        raise NotAllowedNow(
            _("This offer is no longer open: it is “%(state)s”.") % {"state": current.get_state_display()},
            code="state",
        )
    Volunteer.objects.select_for_update(of=("self",)).get(pk=current.volunteer_id)
    # A worker who asks somebody beyond the time they offered has been told so; the yes is the volunteer's own.
    ignore = (Refusal.CAP,) if current.origin == Origin.ASSIGNED else ()
    _refuse_unless_eligible(current.task, current.volunteer, assignment=current, ignore=ignore)
    current = step(
        current,
        AssignmentState.ACCEPTED,
        actor=actor,
        accepted_at=timezone.now(),
        planned_for=planned_for or current.task.starts_at or time_of_companions(current.task),
    )
    if current.planned_for is not None:
        share_time(assignment=current, planned_for=current.planned_for, actor=actor)
    assignment_accepted.send(sender=Assignment, assignment=current, actor=actor)
    return current


def _check_planned_for(task: Task, planned_for: datetime | None) -> None:
    if planned_for is None:
        return
    day = timezone.localtime(planned_for).date()
    if not task.starts_on <= day <= task.ends_on:
        raise TaskError(
            _("Please choose a day from %(from)s to %(until)s.")
            % {"from": task.starts_on, "until": task.ends_on},
            code="window",
        )


@transaction.atomic
def decline(*, assignment: Assignment, actor: Any, reason: str = "") -> Assignment:
    """The volunteer says no; the next plan asks somebody else and never this volunteer again for this task."""
    current = locked(assignment)
    if current.state == AssignmentState.DECLINED:
        return current
    current = step(current, AssignmentState.DECLINED, actor=actor, note=reason)
    assignment_declined.send(sender=Assignment, assignment=current, actor=actor)
    return current


@transaction.atomic
def withdraw(*, assignment: Assignment, actor: Any, reason: str = "") -> Assignment:
    """The volunteer cannot come after all. For a shift that is about to begin the organizer has to be asked."""
    current = locked(assignment)
    if current.state == AssignmentState.WITHDRAWN:
        return current
    starts_at = current.task.starts_at
    hours = value(policy.SIGN_UP_CLOSES_HOURS, region=current.task.region_id)
    own = current.volunteer.person.user_id == getattr(actor, "pk", None)
    if (
        own
        and starts_at
        and current.origin == Origin.SIGNED_UP
        and timezone.now() > starts_at - timedelta(hours=hours)
    ):
        raise TaskError(
            _("The shift begins in less than %(hours)d hours. Please call the organizer.") % {"hours": hours},
            code="late",
        )
    current = step(current, AssignmentState.WITHDRAWN, actor=actor, note=reason)
    assignment_withdrawn.send(sender=Assignment, assignment=current, actor=actor)
    return current


@transaction.atomic
def replace(*, assignment: Assignment, actor: Any, note: str = "") -> Assignment:
    """A worker or the planner takes the task back from a volunteer who has not begun, and tells them."""
    current = locked(assignment)
    if current.state == AssignmentState.REPLACED:
        return current
    told = current.state == AssignmentState.ACCEPTED or covers(actor, current.task.region_id)
    current = step(current, AssignmentState.REPLACED, actor=actor, note=note)
    if told:
        _tell_change(current, _("A task was given to somebody else"), note)
    return current


def _tell_change(assignment: Assignment, subject: str, note: str = "") -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            person=assignment.volunteer.person,
            kind="change",
            subject=subject,
            body=f"{assignment.task.title} · {assignment.task.place} · {assignment.task.starts_on} {note}".strip(),
            key=f"{assignment.state}:{assignment.uuid}",
            link="/volunteer/",
            channel=Channel.SMS,
        )


def offer_deadline(assignment: Assignment) -> datetime:
    """Until when an offer waits for its answer; the next plan may then ask somebody else."""
    hours = value(policy.ANSWER_WITHIN_HOURS, region=assignment.task.region_id)
    return assignment.offered_at + timedelta(hours=hours)


def is_open(task: Task) -> bool:
    return task.state == TaskState.OPEN and task.ends_on >= timezone.localdate()
