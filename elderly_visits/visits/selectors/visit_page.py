"""What the page of a volunteer's visit shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from elderly_visits.register.selectors.handlers import responsible_handler
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.disclosure import VisitDisclosure, disclosed
from people.actors import AnyUser
from people.logins.models import User
from policies.selectors import book
from timebank.earning.policy import RECORD_DEADLINE
from timebank.earning.selectors.explanation import explain
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import KEPT_STATES, AssignmentState
from volunteers.tasks.models.assignment import Assignment, AssignmentQuerySet

_AHEAD = (AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN)
_OVER = (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED, AssignmentState.REJECTED)


@dataclass
class VisitPage:
    """One visit as its volunteer sees it. `report` is the one submitted, if any; `earned` a sentence a line."""

    assignment: Assignment
    visit: Visit
    disclosure: VisitDisclosure
    contact: User | None
    report: VisitReport | None = None
    companions: list[Assignment] = field(default_factory=list)
    earned: list[str] = field(default_factory=list)
    concerns: list[Any] = field(default_factory=list)

    @property
    def by_phone(self) -> bool:
        return not self.assignment.task.on_site


def own_visits(user: AnyUser) -> AssignmentQuerySet:
    """The assignments of a volunteer that are visits to elders, with what their page needs."""
    return Assignment.objects.of(user).filter(task__kind=TaskKind.VISIT, task__visit__isnull=False).select_related(
        "task__visit__elder__person", "task__visit__elder__region", "task__visit__elder__worker__person",
        "task__region", "volunteer__person",
    )  # fmt: skip


def own_visit(user: AnyUser, uuid: UUID) -> Assignment | None:
    return own_visits(user).filter(uuid=uuid).first()


def visit_page(assignment: Assignment) -> VisitPage:
    """Everything the page shows, in a fixed number of queries. Nothing of the elder beyond the stage reached."""
    visit = assignment.task.visit
    rules = book()
    page = VisitPage(
        assignment=assignment,
        visit=visit,
        disclosure=disclosed(visit, assignment, rules=rules),
        contact=responsible_handler(visit.elder)[1] if assignment.state in _AHEAD else None,
    )
    if assignment.task.persons_needed > 1 and assignment.state in _AHEAD:
        page.companions = list(
            assignment.task.assignments.filter(state__in=KEPT_STATES)
            .exclude(pk=assignment.pk)
            .select_related("volunteer__person")
        )
    if assignment.state in (AssignmentState.CHECKED_IN, *_OVER):
        page.report = VisitReport.objects.submitted().filter(visit=visit).first()
    if page.report is not None and assignment.state in _OVER:
        page.concerns = list(page.report.concerns.order_by("pk"))
    if assignment.state == AssignmentState.VERIFIED:
        record = (
            ServiceRecord.objects.filter(source_key=f"assignment:{assignment.uuid}")
            .prefetch_related(
                Prefetch("transfers", Transfer.objects.select_related("credit_account")), "star_awards"
            )
            .first()
        )
        deadline = rules.value(RECORD_DEADLINE, assignment.task.region_id)
        page.earned = explain(record, deadline_days=deadline) if record else []
    return page
