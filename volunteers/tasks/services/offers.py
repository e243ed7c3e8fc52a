"""From offer to yes or no: offering, signing up, accepting, declining, withdrawing, replacing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from notifications.models import Channel
from notifications.services import notify
from people.actors import Actor
from policies.selectors import value
from volunteers.errors import NotAllowedNow, NotEligible, TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import type_of
from volunteers.tasks import policy
from volunteers.tasks.eligibility import Refusal, refusals, unprotected
from volunteers.tasks.enums import KEPT_STATES, AssignmentState, Origin, TaskState
from volunteers.tasks.hours import hours_of, obstacle
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.steps import (
    locked_assignment,
    locked_not_begun,
    locked_with_volunteer,
    note_vacancy,
    require_day,
    step,
)
from volunteers.tasks.services.times import share_time, time_of_companions
from volunteers.tasks.signals import (
    assignment_accepted,
    assignment_declined,
    assignment_released,
    assignment_withdrawn,
)
from workbench.scopes import covers

_OF_HOURS = (Refusal.OVERLAP, Refusal.REST, Refusal.HALF_DAY)


def _refuse_unless_eligible(
    task: Task,
    volunteer: Volunteer,
    assignment: Assignment | None = None,
    ignore: Sequence[Refusal] = (),
    at: datetime | None = None,
) -> None:
    found = [
        reason for reason in refusals(task, volunteer, assignment=assignment, at=at) if reason not in ignore
    ]
    if found:
        sentences = [str(reason.label) for reason in found if reason not in _OF_HOURS]
        hours = hours_of(task, at)
        if len(sentences) < len(found) and hours and (clash := obstacle(task, volunteer, hours)):
            sentences.append(str(clash))
        raise NotEligible(found, sentences)


def _refuse_unless_free(task: Task, volunteer: Volunteer, at: datetime) -> None:
    """Another hour for what was agreed already: the day must protect the volunteer, and the hours must be free."""
    hours = hours_of(task, at)
    assert hours is not None
    reasons = unprotected(task, volunteer, timezone.localdate(hours.begin))
    sentences = [str(reason.label) for reason in reasons]
    if clash := obstacle(task, volunteer, hours):
        reasons.append(Refusal(clash.code))
        sentences.append(str(clash))
    if reasons:
        raise NotEligible(reasons, sentences)


@transaction.atomic
def offer(
    *,
    task: Task,
    volunteer: Volunteer,
    origin: Origin = Origin.ASSIGNED,
    actor: Actor = None,
    distance_m: float | None = None,
    explanation: dict[str, Any] | None = None,
    expires_at: datetime | None = None,
) -> Assignment:
    """Offer a task to a volunteer and tell them. Offering twice returns the first offer.

    `expires_at` is until when it waits for an answer where that is earlier than policy's time.

    Raises NotEligible when the rules speak against it. A worker may exceed the monthly time a volunteer offered: the
    volunteer still has to say yes.
    """
    task = locked(task, key_stays=True)
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
        expires_at=expires_at,
    )
    AssignmentEvent.objects.create(assignment=assignment, actor=actor, to_state=AssignmentState.OFFERED)
    note_vacancy(task)
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=volunteer.person,
            kind="offer",
            subject=_("A task for you"),
            body=_offer_words(assignment),
            key=f"offer:{assignment.uuid}",
            link=assignment.get_absolute_url(),
            channel=Channel.SMS,
        )
    return assignment


def _offer_words(assignment: Assignment) -> str:
    task = assignment.task
    words = {"title": task.title, "place": task.place, "from": task.starts_on, "until": task.ends_on}
    if assignment.expires_at is None:
        return _("%(title)s, %(place)s, %(from)s to %(until)s. Please say yes or no.") % words
    by = f"{timezone.localtime(assignment.expires_at):%m-%d %H:%M}"
    return _("%(title)s, %(place)s, %(from)s to %(until)s. Please say yes or no by %(by)s.") % {
        **words,
        "by": by,
    }


@transaction.atomic
def sign_up(*, task: Task, volunteer: Volunteer, actor: Actor) -> Assignment:
    """A volunteer takes a place on a task open to all. Signing up twice returns the first. Raises NotEligible."""
    if not type_of(task.kind).open_to_sign_up:
        raise TaskError(
            _("You cannot sign up for a visit yourself; visits are offered to volunteers."), code="kind"
        )
    return claim_place(task=task, volunteer=volunteer, actor=actor)


@transaction.atomic
def claim_place(*, task: Task, volunteer: Volunteer, actor: Actor) -> Assignment:
    """A free place on a task becomes the volunteer's; whether such a task may be taken the caller has decided.

    Taking it twice returns the first. Raises NotEligible.
    """
    # Two sign-ups for two shifts at once must not both fit into one month's cap.
    volunteer = locked(volunteer, "person", key_stays=True)
    task = locked(task, key_stays=True)
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
    note_vacancy(task)
    assignment_accepted.announce(assignment, actor)
    return assignment


@transaction.atomic
def accept(*, assignment: Assignment, actor: Actor, planned_for: datetime | None = None) -> Assignment:
    """The volunteer says yes, with the hour agreed or still open. Accepting twice changes only the hour.

    On a task for two the hour holds for both: who says yes without one gets the companion's, and a new one is the
    companion's too, who is told. Raises NotAllowedNow when the offer has gone to somebody else, NotEligible when the
    rules or another service speak against it or against the hour, and TaskError when the hour lies outside the task's
    window or the companion is busy.
    """
    # Two hours agreed at once, on two tasks, must not both be taken for free.
    current = locked_with_volunteer(assignment)
    if planned_for is not None:
        require_day(current.task, planned_for)
    if current.state == AssignmentState.ACCEPTED:
        if planned_for and planned_for != current.planned_for:
            _refuse_unless_free(current.task, current.volunteer, planned_for)
            share_time(assignment=current, planned_for=planned_for, actor=actor)
            current.planned_for = planned_for
            current.save(update_fields=["planned_for"])
        return current
    if current.state == AssignmentState.REPLACED and current.origin == Origin.STAND_IN:
        raise NotAllowedNow(_late_yes(current), code="late")
    if current.state != AssignmentState.OFFERED:
        raise NotAllowedNow(
            _("This offer is no longer open: it is “%(state)s”.") % {"state": current.get_state_display()},
            code="state",
        )
    # A worker who asks somebody beyond the time they offered has been told so; the yes is the volunteer's own.
    ignore = (Refusal.CAP,) if current.origin == Origin.ASSIGNED else ()
    _refuse_unless_eligible(
        current.task, current.volunteer, assignment=current, ignore=ignore, at=planned_for
    )
    current = step(
        current,
        AssignmentState.ACCEPTED,
        actor=actor,
        accepted_at=timezone.now(),
        planned_for=planned_for or current.task.starts_at or time_of_companions(current.task),
    )
    if current.planned_for is not None:
        share_time(assignment=current, planned_for=current.planned_for, actor=actor)
    assignment_accepted.announce(current, actor)
    return current


def _late_yes(assignment: Assignment) -> str:
    """What somebody who stands in reads when the place has gone: nobody is blamed, and the time can be used."""
    if is_full(assignment.task):
        return _(
            "Thank you for accepting! Somebody else answered a little earlier and will go, so your "
            "time is free."
        )
    return _("Thank you for accepting! The reply deadline has passed and others are being asked now.")


@transaction.atomic
def decline(*, assignment: Assignment, actor: Actor, reason: str = "") -> Assignment:
    """The volunteer says no; the next plan asks somebody else and never this volunteer again for this task."""
    current = locked_assignment(assignment)
    if current.state == AssignmentState.DECLINED:
        return current
    current = step(current, AssignmentState.DECLINED, actor=actor, note=reason)
    assignment_declined.announce(current, actor)
    return current


@transaction.atomic
def withdraw(*, assignment: Assignment, actor: Actor, reason: str = "") -> Assignment:
    """The volunteer cannot come after all. For a shift that is about to begin the organizer has to be asked."""
    current = locked_assignment(assignment)
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
    assignment_withdrawn.announce(current, actor)
    return current


@transaction.atomic
def replace(*, assignment: Assignment, actor: Actor, note: str = "") -> Assignment:
    """A worker or the planner takes the task back from a volunteer who has not begun, and tells them."""
    current = locked_assignment(assignment)
    if current.state == AssignmentState.REPLACED:
        return current
    told = current.state == AssignmentState.ACCEPTED or covers(actor, current.task.region_id)
    current = step(current, AssignmentState.REPLACED, actor=actor, note=note)
    if told:
        notify_of_change(current, _("A task was reassigned to someone else"), note)
    return current


def release_assignments(*, volunteer: Volunteer, actor: Actor) -> None:
    """Take from a volunteer, whom the caller has locked, what has not begun.

    Each release is told in its transaction: it goes to somebody else.
    """
    rows = locked_not_begun(volunteer).select_related("task", "volunteer__person").order_by("task_id")
    for assignment in rows:
        taken = step(assignment, AssignmentState.REPLACED, actor=actor)
        assignment_released.announce(taken, actor)


def notify_of_change(assignment: Assignment, subject: str, note: str = "", *, about: str = "") -> None:
    """Tell a volunteer what became of a task, with why: once for each state it comes to, or for what it is `about`."""
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=assignment.volunteer.person,
            kind="change",
            subject=subject,
            body=f"{assignment.task.title} · {assignment.task.place} · {assignment.task.starts_on} {note}".strip(),
            key=f"{about or assignment.state}:{assignment.uuid}",
            link="/volunteer/",
            channel=Channel.SMS,
        )


def is_full(task: Task) -> bool:
    """Whether as many as the task needs have said yes."""
    return task.assignments.filter(state__in=KEPT_STATES).count() >= task.persons_needed


def is_open(task: Task) -> bool:
    return task.state == TaskState.OPEN and task.ends_on >= timezone.localdate()
