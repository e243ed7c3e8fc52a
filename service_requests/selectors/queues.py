"""What waits for a worker."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from people.kinship.selectors import close_to
from people.logins.models import User
from people.mandates.models import Mandate
from people.persons.models import Person
from service_requests.enums import BEFORE_SERVICE, RequestState
from service_requests.models import ServiceRequest
from service_requests.selectors.own_requests import with_assignments
from volunteers.now.volunteers_for_task import Suggestion, best_volunteers
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.queue import decidable
from workbench.scopes import in_scope

TABS = ("review", "disputed", "looking", "all")


def in_area(user: User) -> QuerySet[ServiceRequest]:
    """The requests of one's regions, never those one merely asked for or is served by."""
    return ServiceRequest.objects.filter(in_scope(user))


def _looking() -> Q:
    held = Assignment.objects.filter(task=OuterRef("task"), state__in=ACTIVE_STATES)
    return Q(state=RequestState.OPEN) & ~Q(Exists(held))


def _apart(user: User) -> Q:
    """Requests in which the user has a part: wrote it down, is served, pays, acts for or is close to who is served."""
    person = Person.objects.filter(user=user).first()
    circle = close_to(person) | ({person.pk} if person else set())
    return (
        Q(asked_by=user)
        | Q(beneficiary__in=circle)
        | Q(reservation__debit_account__person__in=circle)
        | Q(beneficiary__in=Mandate.objects.held_by(user).values("principal"))
    )


def _to_review(user: User) -> Q:
    return Q(state=RequestState.REVIEW) & ~_apart(user)


def _to_decide(user: User) -> Q:
    """The disputes about services in which the user had no part (volunteers.tasks.duties)."""
    mine = decidable(user).order_by().values("task")
    return Q(state=RequestState.DISPUTED, task__in=mine) & ~_apart(user)


def queue(user: User, tab: str) -> QuerySet[ServiceRequest]:
    """One tab of the worker's list: what waits longest first, of all the newest first."""
    rows = with_assignments(in_area(user))
    if tab == "review":
        return rows.filter(_to_review(user)).order_by("asked_at", "pk")
    if tab == "disputed":
        return rows.filter(_to_decide(user)).order_by("asked_at", "pk")
    if tab == "looking":
        return rows.filter(_looking()).order_by("last_day", "pk")
    return rows


def counts(user: User) -> dict[str, int]:
    """How many wait on each tab but the last: to be looked at and decided by this user, without a volunteer."""
    rows = in_area(user).filter(state__in=(*BEFORE_SERVICE, RequestState.DISPUTED))
    return rows.order_by().aggregate(
        review=Count("pk", filter=_to_review(user)),
        disputed=Count("pk", filter=_to_decide(user)),
        looking=Count("pk", filter=_looking()),
    )


def candidates(request: ServiceRequest, *, limit: int = 8) -> list[Suggestion]:
    """Whom a worker may ask, ranked as the planner ranks visitors: those the rules allow before the others."""
    if request.task is None or request.task.point is None:
        return []
    found = best_volunteers(request.task, limit=limit)
    return [*found.found, *found.refused][:limit]
