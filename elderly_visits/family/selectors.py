"""What an elder and the relatives with a mandate see: that somebody came, when somebody comes next, whom to call.

Dates and general words only. What was found stays between the visitor and those who deal with it: it may concern the
relatives themselves (PIPL 28, least disclosure).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from elderly_visits.concerns.enums import ConcernKind, ConcernState
from elderly_visits.concerns.models import ConcernFinding
from elderly_visits.register.models import Elder
from elderly_visits.register.selectors.handlers import responsible_handler
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.logins.models import User
from people.mandates.models import Mandate
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment

_SHOWN = 6


@dataclass(frozen=True)
class NextVisit:
    """`at` is the hour a volunteer agreed on; without one, some day from `first` to `last`."""

    first: date
    last: date
    at: datetime | None = None


@dataclass(frozen=True)
class FamilyView:
    """One elder as the family sees them. `reports`: the last visits, latest first; `concerns`: kinds that are open."""

    elder: Elder
    relation: str
    reports: list[VisitReport]
    upcoming: NextVisit | None
    concerns: frozenset[str]
    agrees: bool
    contact: User | None

    @property
    def last_contact(self) -> VisitReport | None:
        return next((report for report in self.reports if report.contact_made), None)

    @property
    def is_oneself(self) -> bool:
        return not self.relation

    @property
    def has_open_concerns(self) -> bool:
        """Whether something is open. How the family cares is looked into without telling the family."""
        return bool(self.concerns if self.is_oneself else self.concerns - {ConcernKind.SUPPORT})

    @property
    def all_well(self) -> bool:
        """The last visit met the elder, and nothing at all is open."""
        return bool(self.reports) and bool(self.reports[0].contact_made) and not self.concerns


def elders_of(user: User) -> list[tuple[Elder, str]]:
    """The elders a login may ask about, each with the relation ("" for oneself)."""
    mandates = Mandate.objects.held_by(user)
    relations = dict(mandates.order_by("-pk").values_list("principal_id", "relation"))
    elders = (
        Elder.objects.on_register()
        .filter(Q(person__user=user) | Q(person__in=list(relations)))
        .select_related("person", "region", "worker__person")
        .order_by("pk")
    )
    return [(elder, relations.get(elder.person_id, "")) for elder in elders]


def family_view(elder: Elder, relation: str) -> FamilyView:
    """What the page shows of one elder; a fixed number of queries."""
    reports = (
        VisitReport.objects.submitted().filter(visit__elder=elder, voided_at=None).order_by("-visited_at")
    )
    consents = Consent.objects.in_force().filter(person=elder.person_id, purpose=ConsentPurpose.VISITS)
    return FamilyView(
        elder=elder,
        relation=relation,
        reports=list(reports[:_SHOWN]),
        upcoming=_upcoming(elder),
        concerns=frozenset(
            ConcernFinding.objects.filter(concern__elder=elder)
            .exclude(concern__state=ConcernState.CLOSED)
            .values_list("kind", flat=True)
        ),
        agrees=consents.exists(),
        contact=responsible_handler(elder)[1],
    )


def _upcoming(elder: Elder) -> NextVisit | None:
    """The next visit that is agreed, else the next that is due."""
    today = timezone.localdate()
    agreed = (
        Assignment.objects.filter(
            task__visit__elder=elder,
            state=AssignmentState.ACCEPTED,
            planned_for__gte=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
        )
        .select_related("task")
        .order_by("planned_for")
        .first()
    )
    if agreed is not None:
        return NextVisit(agreed.task.starts_on, agreed.task.ends_on, agreed.planned_for)
    due = Visit.objects.filter(elder=elder, task__state=TaskState.OPEN, task__ends_on__gte=today)
    visit = due.select_related("task").order_by("task__starts_on").first()
    return NextVisit(max(visit.task.starts_on, today), visit.task.ends_on) if visit else None
