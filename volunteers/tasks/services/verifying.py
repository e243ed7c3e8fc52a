"""Verification: a worker, or the floor above, finds that a service took place, and it is certified and credited."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.services import notify
from people.actors import Actor
from people.logins.models import User
from timebank.earning.services.crediting import record_service
from timebank.earning.services.paying import Payment
from timebank.earning.services.records import Service
from timebank.errors import TimebankError
from timebank.ledger.enums import EvidenceGrade
from volunteers.errors import TaskError
from volunteers.task_types import type_of
from volunteers.tasks.duties import earns, longest_by_one, why_not_decide
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import notify_of_change
from volunteers.tasks.services.steps import locked_assignment, require, step
from volunteers.tasks.signals import assignment_rejected, assignment_verified


@transaction.atomic
def verify(*, assignment: Assignment, actor: User, minutes: int | None = None, note: str = "") -> Assignment:
    """A worker confirms that the service took place, with the minutes to be recorded. Verifying twice credits once.

    Much more than planned takes two: the first one's minutes are kept as a proposal, and it stays in the queue until
    somebody else agrees to as many or fewer. Raises TaskError when `actor` may not verify it (volunteers.tasks.duties)
    or for impossible minutes.
    """
    current = _to_verify(assignment, actor)
    if current.state == AssignmentState.VERIFIED:
        return current
    require(current, AssignmentState.VERIFIED)
    minutes = current.minutes if minutes is None else minutes
    if minutes is None or not 1 <= minutes <= 24 * 60:
        raise TaskError(_("Minutes must be between 1 and %(most)d.") % {"most": 24 * 60}, code="minutes")
    if current.minutes is not None and minutes > current.minutes:
        raise TaskError(
            _("You cannot record more than the %(minutes)d minutes between check-in and check-out.")
            % {"minutes": current.minutes},
            code="minutes",
        )
    if minutes > longest_by_one(current.task) and not _agrees(current, actor, minutes):
        return _propose(current, actor, minutes, note)
    return certify(current, actor=actor, minutes=minutes, note=note)


def _agrees(current: Assignment, actor: User, minutes: int) -> bool:
    """Whether somebody else has found as many minutes before."""
    return (
        current.proposed_minutes is not None
        and current.proposed_by_id != actor.pk
        and minutes <= current.proposed_minutes
    )


def _propose(current: Assignment, actor: User, minutes: int, note: str) -> Assignment:
    """Keep what one person found until a second one agrees."""
    if (current.proposed_minutes, current.proposed_by_id) == (minutes, actor.pk):
        return current
    current.proposed_minutes, current.proposed_by = minutes, actor
    current.save(update_fields=["proposed_minutes", "proposed_by"])
    with translation.override(settings.LANGUAGE_CODE):
        said = " · ".join(filter(None, [_("Proposed: %(minutes)d minutes") % {"minutes": minutes}, note]))
    AssignmentEvent.objects.create(
        assignment=current, actor=actor, from_state=current.state, to_state=current.state, note=said[:300]
    )
    return current


def _to_verify(assignment: Assignment, actor: User) -> Assignment:
    """The locked assignment, if a worker's word counts for it at all and `actor` may give it."""
    current = locked_assignment(assignment)
    if type_of(current.task.kind).settles_itself:
        raise TaskError(
            _(
                "This service was requested with time coins: please confirm or settle it under the "
                "service request."
            ),
            code="settled_elsewhere",
        )
    if (reason := why_not_decide(actor, current)) is not None:
        raise TaskError(
            f"{reason.label} " + _("A colleague or the township decides about this service."),
            code="not_yours",
        )
    return current


@transaction.atomic
def settle(
    *, assignment: Assignment, actor: Actor, minutes: int, payment: Payment | None = None, note: str = ""
) -> Assignment:
    """Certify a service of a kind that is settled on a floor above, which has checked who may; `actor` None: the clock.

    Settling twice changes nothing. Raises NotAllowedNow before the check-out, TaskError for impossible minutes.
    """
    current = locked_assignment(assignment)
    if current.state == AssignmentState.VERIFIED:
        return current
    require(current, AssignmentState.VERIFIED)
    if not 1 <= minutes <= (current.minutes or 0):
        raise TaskError(
            _("You cannot record more than the %(minutes)d minutes between check-in and check-out.")
            % {"minutes": current.minutes or 0},
            code="minutes",
        )
    return certify(current, actor=actor, minutes=minutes, note=note, payment=payment)


@transaction.atomic
def settle_without_service(*, assignment: Assignment, actor: Actor, note: str) -> Assignment:
    """The floor above finds that nothing is certified. The volunteer reads `note`. Twice is once."""
    current = locked_assignment(assignment)
    if current.state == AssignmentState.REJECTED:
        return current
    return step(current, AssignmentState.REJECTED, actor=actor, note=note)


def certify(
    current: Assignment, *, actor: Actor, minutes: int, note: str, payment: Payment | None = None
) -> Assignment:
    """State, event, service record, coins, points and star: together or not at all."""
    task = current.task
    current = step(
        current,
        AssignmentState.VERIFIED,
        actor=actor,
        note=note,
        minutes=minutes,
        verified_at=timezone.now(),
        verified_by=actor,
    )
    # What relatives may be paid for, the floor above has asked before it was arranged.
    if payment is not None or earns(current):
        try:
            _record(current, minutes, actor, payment)
        except TimebankError as error:
            raise TaskError(str(error), code=getattr(error, "field", "timebank")) from error
    else:
        with translation.override(settings.LANGUAGE_CODE):
            notify_of_change(
                current,
                _("Your visit counts"),
                _("Time with one's own family is not certified as voluntary service."),
                about="family",
            )
    _close_when_served(task)
    assignment_verified.announce(current, actor)
    return current


def _record(current: Assignment, minutes: int, actor: Actor, payment: Payment | None) -> None:
    task = current.task
    assert current.checked_in_at is not None and current.checked_out_at is not None
    record_service(
        service=Service(
            person=current.volunteer.person,
            minutes=minutes,
            source_key=f"assignment:{current.uuid}",
            category=task.category,
            activity=task.title,
            started_at=current.checked_in_at,
            ended_at=current.checked_out_at,
            place=task.place,
            content=task.description or task.title,
            region=task.region,
            organiser=task.organiser,
            in_charge=task.in_charge,
            evidence_grade=current.evidence or EvidenceGrade.C,
            payment=payment,
            group=task.group,
        ),
        recorded_by=actor,
    )


def _close_when_served(task: Task) -> None:
    verified = task.assignments.filter(state=AssignmentState.VERIFIED).count()
    # A lapsed one too: what was served in time may be entered or confirmed later.
    if task.state in (TaskState.OPEN, TaskState.LAPSED) and verified >= task.persons_needed:
        task.state = TaskState.DONE
        task.save(update_fields=["state"])


@transaction.atomic
def reject(*, assignment: Assignment, actor: User, note: str) -> Assignment:
    """A worker finds that the service did not take place. The reason is required, and the volunteer reads it."""
    current = _to_verify(assignment, actor)
    if current.state == AssignmentState.REJECTED:
        return current
    if not note.strip():
        raise TaskError(_("Please say why; the volunteer will read it."), code="note")
    current = step(current, AssignmentState.REJECTED, actor=actor, note=note)
    _tell(current, _("A service was not verified"), note)
    assignment_rejected.announce(current, actor)
    return current


@transaction.atomic
def reopen_rejected(*, assignment: Assignment, actor: User, note: str) -> Assignment:
    """Put a refused service back into the queue, after the volunteer has explained it. Twice is once.

    Whoever may decide about it may, also who refused it: nothing is credited by that, and it gives nobody a hand in it.
    The reason is required; the volunteer reads it, and whoever refused it. Raises TaskError, NotAllowedNow for what was
    not refused.
    """
    current = _to_verify(assignment, actor)
    if current.state == AssignmentState.CHECKED_OUT:
        return current
    require(current, AssignmentState.CHECKED_OUT)
    if not note.strip():
        raise TaskError(_("Please say why; the volunteer will read it."), code="note")
    if current.task.assignments.active().filter(volunteer=current.volunteer_id).exists():
        raise TaskError(
            _("The volunteer holds this task again. Please decide about that service."), code="again"
        )
    refusal = current.events.filter(to_state=AssignmentState.REJECTED).order_by("-at", "-pk").first()
    current = step(current, AssignmentState.CHECKED_OUT, actor=actor, note=note)
    _tell(current, _("A service is being looked at again"), note)
    if refusal is not None and refusal.actor_id != actor.pk:
        _tell_who_refused(current, refusal.actor, actor, note)
    return current


def _tell(assignment: Assignment, subject: str, note: str) -> None:
    """A service may be refused and looked at again more than once; each time is told."""
    notify_of_change(assignment, subject, note, about=f"{assignment.state}-{assignment.events.count()}")


def _tell_who_refused(assignment: Assignment, refuser: Actor, actor: User, note: str) -> None:
    """A colleague's refusal is not overturned behind her back: she may know what the volunteer did not tell."""
    if (person := getattr(refuser, "person", None)) is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=person,
            kind="change",
            subject=_("A service that you did not verify is being looked at again"),
            body=_("%(name)s has put it back into the queue: %(note)s")
            % {"name": actor.display_name, "note": note},
            key=f"reopened:{assignment.uuid}:{assignment.events.count()}",
            link=reverse("volunteers_workbench:service", args=[assignment.pk]),
        )
