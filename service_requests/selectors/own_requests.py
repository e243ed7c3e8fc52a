"""What the one who asks sees, and for whom one may ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from people.actors import AnyUser
from people.logins.models import User
from people.mandates.enums import MandateScope
from people.mandates.models import Mandate
from people.persons.models import Person
from service_requests.enums import RequestState
from service_requests.models import RequestEvent, ServiceRequest
from timebank.ledger.enums import MOVING_KINDS, Reason
from timebank.ledger.models.transfers import Transfer
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

_KEPT = (*ACTIVE_STATES, AssignmentState.NO_SHOW, AssignmentState.REJECTED)


@dataclass
class RequestPage:
    """A request as the one who asked sees it. `assignment`: who was asked, comes or came; `paid` in minutes."""

    request: ServiceRequest
    assignment: Assignment | None
    events: list[RequestEvent] = field(default_factory=list)
    paid: int | None = None

    @property
    def volunteer_name(self) -> str:
        """Who comes; not who was only asked."""
        if self.assignment is None or self.assignment.state == AssignmentState.OFFERED:
            return ""
        return self.assignment.volunteer.person.name

    @property
    def stage(self) -> str:
        """One word for templates: the request's state, and while it is open what its assignment says."""
        if self.request.state != RequestState.OPEN:
            return self.request.state
        if self.assignment is None or self.assignment.state not in ACTIVE_STATES:
            return "searching"
        return {
            AssignmentState.OFFERED: "asked",
            AssignmentState.ACCEPTED: "agreed",
            AssignmentState.CHECKED_IN: "under_way",
        }.get(AssignmentState(self.assignment.state), "under_way")


def requests_of(user: AnyUser, person: Person | None) -> QuerySet[ServiceRequest]:
    """Those of `person`, or all that concern one's own person; newest first."""
    rows = ServiceRequest.objects.visible_to(user)
    if person is not None:
        rows = rows.filter(Q(beneficiary=person) | Q(reservation__debit_account__person=person))
    return with_assignments(rows)


def with_assignments(rows: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    kept = Assignment.objects.filter(state__in=_KEPT).select_related("volunteer__person").order_by("-pk")
    return rows.select_related(
        "beneficiary", "region", "task", "reservation__debit_account__person"
    ).prefetch_related(Prefetch("task__assignments", kept, to_attr="kept"))


def page_of(row: ServiceRequest) -> RequestPage:
    """A row of `requests_of` as the page takes it; no query."""
    kept = getattr(row.task, "kept", []) if row.task is not None else []
    return RequestPage(row, kept[0] if kept else None)


def request_page(user: AnyUser, uuid: UUID) -> RequestPage | None:
    """One request with all its steps; None for a stranger."""
    row = with_assignments(ServiceRequest.objects.visible_to(user)).filter(uuid=uuid).first()
    if row is None:
        return None
    page = page_of(row)
    page.events = list(row.events.select_related("actor"))
    if row.state == RequestState.PAID:
        booked = Transfer.objects.filter(
            pending=row.reservation_id, kind__in=MOVING_KINDS, reason=Reason.SPENT
        ).first()
        page.paid = booked.amount if booked else 0
    return page


def own_people(user: User, scope: MandateScope = MandateScope.READ) -> list[Person]:
    """Oneself, first, and those for whom one holds a mandate in force that allows `scope`."""
    mandates = Mandate.objects.held_by(user).allowing(scope)
    found = Person.objects.filter(Q(user=user) | Q(pk__in=mandates.values("principal")))
    return sorted(
        found.select_related("region").distinct(), key=lambda one: (one.user_id != user.pk, one.name, one.pk)
    )


def open_tasks(*, today: Any) -> QuerySet[Task]:
    """Requests that volunteers may take themselves: nobody has said yes yet. Their community is all that is shown."""
    taken = Assignment.objects.filter(
        task__kind=TaskKind.REQUEST,
        state__in=[state for state in ACTIVE_STATES if state != AssignmentState.OFFERED],
    )
    return (
        Task.objects.filter(
            kind=TaskKind.REQUEST,
            state=TaskState.OPEN,
            ends_on__gte=today,
            service_request__state=RequestState.OPEN,
        )
        .exclude(pk__in=taken.values("task"))
        .select_related("region__parent__parent", "service_request")
        .order_by("ends_on", "pk")
    )
