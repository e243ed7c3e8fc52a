"""What waits for a worker."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from people.actors import AnyUser
from service_requests.enums import BEFORE_SERVICE, RequestState
from service_requests.models import ServiceRequest
from service_requests.selectors.own_requests import with_assignments
from volunteers.now.volunteers_for_task import Suggestion, best_volunteers
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.models.assignment import Assignment
from workbench.scopes import in_scope

TABS = ("review", "disputed", "looking", "all")


def in_area(user: AnyUser) -> QuerySet[ServiceRequest]:
    """The requests of one's regions, never those one merely asked for or is served by."""
    return ServiceRequest.objects.filter(in_scope(user))


def _looking() -> Q:
    held = Assignment.objects.filter(task=OuterRef("task"), state__in=ACTIVE_STATES)
    return Q(state=RequestState.OPEN) & ~Q(Exists(held))


def queue(user: AnyUser, tab: str) -> QuerySet[ServiceRequest]:
    """One tab of the worker's list: what waits longest first, of all the newest first."""
    rows = with_assignments(in_area(user))
    if tab == "review":
        return rows.filter(state=RequestState.REVIEW).order_by("asked_at", "pk")
    if tab == "disputed":
        return rows.filter(state=RequestState.DISPUTED).order_by("asked_at", "pk")
    if tab == "looking":
        return rows.filter(_looking()).order_by("last_day", "pk")
    return rows


def counts(user: AnyUser) -> dict[str, int]:
    """How many wait on each tab but the last: to be looked at, to be decided, without a volunteer."""
    rows = in_area(user).filter(state__in=(*BEFORE_SERVICE, RequestState.DISPUTED))
    return rows.order_by().aggregate(
        review=Count("pk", filter=Q(state=RequestState.REVIEW)),
        disputed=Count("pk", filter=Q(state=RequestState.DISPUTED)),
        looking=Count("pk", filter=_looking()),
    )


def candidates(request: ServiceRequest, *, limit: int = 8) -> list[Suggestion]:
    """Whom a worker may ask, ranked as the planner ranks visitors: those the rules allow before the others."""
    if request.task is None or request.task.point is None:
        return []
    found = best_volunteers(request.task, limit=limit)
    return [*found.found, *found.refused][:limit]
