"""Who serves: the best volunteer is asked, then the next; or somebody signs up; or a worker chooses."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actors import Actor
from people.logins.models import User
from policies.selectors import value
from regions.geo import distance_m
from service_requests import policy
from service_requests.enums import RequestState, Step
from service_requests.errors import NotYours, RequestError
from service_requests.models import ServiceRequest
from service_requests.permissions import can_review
from service_requests.services.messages import notify_requesters
from service_requests.services.steps import note_step, request_of_task, require, with_lock
from volunteers.errors import NotEligible
from volunteers.now.volunteers_for_task import best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import AssignmentState, Origin, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments

# How many the rules may speak against, one after the other, before the sweep tries again later.
_TRIES = 5


def offer_to_next(task: Task) -> Assignment | None:
    """Offer an open task, which the caller has locked, to the best volunteer who was not asked yet. None: nobody."""
    if task.state != TaskState.OPEN or task.assignments.active().exists():
        return None
    if not ServiceRequest.objects.filter(task=task, state=RequestState.OPEN).exists():
        return None
    passed_over: set[int] = set()
    for _try in range(_TRIES):
        found = best_volunteers(task, limit=1, without=passed_over)
        if not found.found:
            break
        (best,) = found.found
        try:
            return assignments.offer(
                task=task,
                volunteer=best.volunteer,
                origin=Origin.MATCHED,
                distance_m=best.why.metres,
                explanation={"again": best.why.times > 0},
            )
        except NotEligible:
            # The single check knows more than the search in bulk, such as another service at that time.
            passed_over.add(best.volunteer.pk)
    else:
        return None
    if task.unmatched_reason != found.reason:
        task.unmatched_reason = found.reason
        task.save(update_fields=["unmatched_reason"])
    return None


def offer_to_volunteer(
    *, request: ServiceRequest, volunteer: Volunteer, actor: User, note: str = ""
) -> Assignment:
    """A worker asks one volunteer, in the place of whoever was asked or had said yes and has not begun.

    Asking the same twice returns the first. Raises NotYours, NotEligible, NotAllowedNow; nothing is changed then.
    """

    def act(current: ServiceRequest) -> Assignment:
        if not can_review(actor, current):
            raise NotYours(_("You cannot decide on this request."), code="not_yours")
        if current.state != RequestState.OPEN or current.task is None:
            raise RequestError(_("No volunteers can be asked for this request now."), code="state")
        for held in current.task.assignments.active():
            if held.volunteer_id == volunteer.pk:
                return held
            had_agreed = held.state == AssignmentState.ACCEPTED
            assignments.replace(assignment=held, actor=actor, note=note)
            if had_agreed:
                _tell_reassigned(current, actor, note)
        metres = None
        if current.task.point is not None and volunteer.point is not None:
            metres = distance_m(*current.task.point, *volunteer.point)
        return assignments.offer(
            task=current.task, volunteer=volunteer, origin=Origin.ASSIGNED, actor=actor, distance_m=metres
        )

    return with_lock(request, act)


def _tell_reassigned(request: ServiceRequest, actor: Actor, note: str) -> None:
    """Whoever waits for one volunteer hears that another may come."""
    event = note_step(request, Step.REASSIGNED, actor=actor, note=note)
    notify_requesters(request, event)


def claim_request(
    *, request: ServiceRequest, volunteer: Volunteer, actor: Actor, planned_for: datetime
) -> Assignment:
    """A volunteer signs up: the first yes counts, also while somebody else has not answered yet. Twice is once.

    Raises NotEligible, TaskError, RequestError.
    """

    def act(current: ServiceRequest) -> Assignment:
        if current.task is None or current.state != RequestState.OPEN:
            raise RequestError(
                _("Someone else accepted first, or it is no longer needed. Thank you!"), code="state"
            )
        for held in current.task.assignments.filter(state=AssignmentState.OFFERED):
            if held.volunteer_id == volunteer.pk:
                return assignments.accept(assignment=held, actor=actor, planned_for=planned_for)
            assignments.replace(assignment=held, actor=None, note=_("Someone else accepted first."))
        made = assignments.sign_up(task=current.task, volunteer=volunteer, actor=actor)
        return assignments.accept(assignment=made, actor=actor, planned_for=planned_for)

    with transaction.atomic():
        Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
        return with_lock(request, act)


@transaction.atomic
def agree_time(*, assignment: Assignment, actor: Actor, planned_for: datetime) -> Assignment:
    """The volunteer says yes for that hour, or names another one; the one served is told of the change."""
    before = assignment.planned_for if assignment.state == AssignmentState.ACCEPTED else None
    current = assignments.accept(assignment=assignment, actor=actor, planned_for=planned_for)
    if assignment.state == AssignmentState.ACCEPTED and before != planned_for:
        request = request_of_task(current.task)
        event = note_step(request, Step.TIME_CHANGED, actor=actor)
        notify_requesters(request, event, assignment=current)
    return current


def on_accepted(assignment: Assignment, actor: Actor) -> None:
    """Somebody said yes: who is served hears who comes, when, and the code for the door."""
    request = request_of_task(assignment.task)
    require(request, RequestState.SERVED)
    event = note_step(request, Step.ACCEPTED, actor=actor)
    notify_requesters(request, event, assignment=assignment, code=request.code)


def on_withdrawn(assignment: Assignment, actor: Actor) -> None:
    """Whoever had said yes cannot come: coins stay set aside while another volunteer is looked for."""
    request = request_of_task(assignment.task)
    if request.state != RequestState.OPEN:
        return
    event = note_step(request, Step.WITHDRAWN, actor=actor)
    notify_requesters(request, event)
    offer_to_next(assignment.task)


def offer_unanswered(*, limit: int = 200) -> int:
    """Where nobody answered in time, or nobody had been found, ask the next. Returns how many were asked."""
    now, asked = timezone.now(), 0
    rows = Task.objects.open().filter(kind=TaskKind.REQUEST, ends_on__gte=timezone.localdate(now))
    for pk in rows.order_by("ends_on", "pk").values_list("pk", flat=True)[:limit]:
        with transaction.atomic():
            task = Task.objects.select_for_update(no_key=True).get(pk=pk)
            waits = value(policy.ANSWER_HOURS, region=task.region_id)
            late = task.assignments.filter(
                state=AssignmentState.OFFERED, offered_at__lte=now - timedelta(hours=waits)
            )
            for offer in late:
                assignments.replace(assignment=offer, actor=None, note=_("No answer in time."))
            asked += offer_to_next(task) is not None
    return asked
