"""Ends without a service: called off, nobody came, the days passed, somebody died or their account is settled.

Each lets the coins go and tells both sides.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.languages import in_house
from people.actors import Actor
from people.logins.models import User
from people.persons.models import Person
from service_requests.enums import BEFORE_SERVICE, RequestState, Step
from service_requests.errors import NotYours, RequestError
from service_requests.models import ServiceRequest
from service_requests.permissions import can_review, can_settle
from service_requests.services.messages import notify_requesters, notify_volunteer
from service_requests.services.settling import record_mandate_use
from service_requests.services.steps import move, release, require, with_lock
from volunteers.errors import NotAllowedNow
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import cancel_task, lapse_task


def cancel(*, request: ServiceRequest, actor: User, reason: str = "") -> ServiceRequest:
    """Call a request off before the service has begun: by the one who asked, or by a worker. Twice is once.

    Raises NotYours, RequestError once somebody is at work.
    """

    def act(current: ServiceRequest) -> ServiceRequest:
        _refuse_stranger(actor, current)
        if current.state == RequestState.CANCELLED:
            return current
        require(current, RequestState.CANCELLED)
        text = reason.replace("\0", "").strip()[:300]
        if current.task is not None:
            # Tells whoever had said yes.
            cancel_task(task=current.task, actor=actor, note=text)
        release(current, actor=actor)
        event = move(current, RequestState.CANCELLED, Step.CANCELLED, actor=actor, note=text)
        record_mandate_use(current, actor, "cancelled", _("%(name)s called off a service on your behalf."))
        notify_requesters(current, event)
        return current

    return with_lock(request, act)


def report_no_show(*, request: ServiceRequest, actor: User, note: str = "") -> ServiceRequest:
    """The volunteer had said yes and did not come: by the one who waited, or by a worker. Twice is once.

    Raises NotYours, RequestError before the agreed time or when nobody had said yes.
    """

    def act(current: ServiceRequest) -> ServiceRequest:
        _refuse_stranger(actor, current)
        if current.state == RequestState.NO_SHOW:
            return current
        require(current, RequestState.NO_SHOW)
        assert current.task is not None
        awaited = current.task.assignments.filter(state=AssignmentState.ACCEPTED).first()
        if awaited is None:
            raise RequestError(_("No volunteer is expected at the moment."), code="nobody")
        if not is_overdue(awaited):
            raise RequestError(_("The agreed time has not come yet."), code="early")
        text = note.replace("\0", "").strip()[:300]
        missing = assignments.mark_no_show(assignment=awaited, actor=actor, note=text)
        cancel_task(task=current.task, actor=actor, note=text)
        release(current, actor=actor)
        event = move(current, RequestState.NO_SHOW, Step.NO_SHOW, actor=actor, note=text)
        record_mandate_use(current, actor, "no_show", _("%(name)s reported on your behalf that nobody came."))
        notify_requesters(current, event)
        notify_volunteer(missing, event)
        return current

    return with_lock(request, act)


def is_overdue(assignment: Assignment) -> bool:
    """Whether who said yes should be there by now: after the agreed hour, or after the last day without one."""
    if assignment.planned_for is not None:
        return timezone.now() >= assignment.planned_for
    return timezone.localdate() > assignment.task.ends_on


def lapse(*, request: ServiceRequest) -> bool:
    """Let go what can no longer take place. False: it can, or somebody is at work. For the sweep; twice is once."""

    def act(current: ServiceRequest) -> bool:
        if current.state not in BEFORE_SERVICE or not _is_over(current):
            return False
        awaited: list[Assignment] = []
        if current.task is not None:
            awaited = list(
                current.task.assignments.filter(state=AssignmentState.ACCEPTED).select_related(
                    "volunteer__person", "task"
                )
            )
            try:
                lapse_task(task=current.task, actor=None, note=_("The days for it have passed."))
            except NotAllowedNow:
                return False
        release(current)
        event = move(current, RequestState.LAPSED, Step.LAPSED)
        notify_requesters(current, event)
        for assignment in awaited:
            notify_volunteer(assignment, event)
        return True

    return with_lock(request, act)


def _is_over(request: ServiceRequest) -> bool:
    """Its days have passed, or its task was closed elsewhere (lapsed by the clock, called off)."""
    if request.task is not None and request.task.state != TaskState.OPEN:
        return not request.task.assignments.filter(
            state__in=(AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT)
        ).exists()
    return request.last_day < timezone.localdate()


def open_requests(person: Person) -> QuerySet[ServiceRequest]:
    """What was asked for `person`, or out of their coins, and has not begun to be served."""
    concerned = Q(beneficiary=person) | Q(reservation__debit_account__person=person)
    return ServiceRequest.objects.filter(concerned, state__in=BEFORE_SERVICE).order_by("task_id", "pk")


def cancel_open_requests(*, person: Person, actor: Actor, reason: Promise) -> int:
    """Call off what was asked for `person`, or out of their coins, and has not begun. Returns how many; twice is once.

    What is being served or waits for a decision stays: it ends by the word of those concerned. `reason` is
    written in the installation's language.
    """
    return sum(_call_off(request, actor, in_house(reason)) for request in list(open_requests(person)))


def _call_off(request: ServiceRequest, actor: Actor, note: str) -> bool:
    def act(current: ServiceRequest) -> bool:
        if current.state not in BEFORE_SERVICE:
            return False
        if current.task is not None:
            try:
                cancel_task(task=current.task, actor=actor, note=note)
            except NotAllowedNow:
                return False
        release(current, actor=actor)
        event = move(current, RequestState.CANCELLED, Step.CANCELLED, actor=actor, note=note)
        notify_requesters(current, event, body=lambda: _("The time coins have been released."))
        return True

    return with_lock(request, act)


def _refuse_stranger(actor: User, request: ServiceRequest) -> None:
    if not (can_settle(actor, request) or can_review(actor, request)):
        raise NotYours(_("This is not your request."), code="not_yours")
