"""A second person's word about what a worker wrote down: a late entry is accepted or not, a visit found untrue."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.permissions import can_decide_report
from notifications.services import notify
from people.logins.models import User
from people.persons.models import Person
from volunteers.tasks.enums import TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task


def _locked(report: VisitReport, actor: User) -> VisitReport:
    current = (
        VisitReport.objects.select_for_update(of=("self",), no_key=True)
        .select_related("visit__elder__person", "author__person", "assignment__volunteer__person")
        .get(pk=report.pk)
    )
    if not can_decide_report(actor, current):
        raise VisitError(
            _("Whoever entered or made the visit does not decide about it: please ask a colleague."),
            code="not_yours",
        )
    return current


@transaction.atomic
def accept_late_report(*, report: VisitReport, actor: User) -> VisitReport:
    """A visit entered late counts from now on; in a closed month as a correction. Accepting twice is once.

    Raises VisitError for who entered or made it, and once it has been found untrue.
    """
    current = _locked(report, actor)
    if current.accepted_at is not None or not current.late_reason:
        return current
    if current.voided_at is not None:
        raise VisitError(_("This visit has already been decided otherwise."), code="decided")
    current.accepted_by, current.accepted_at = actor, timezone.now()
    current.save(update_fields=["accepted_by", "accepted_at"])
    return current


@transaction.atomic
def accept_verified(*, assignment: Assignment, actor: User) -> None:
    """Verifying a service that was entered late is the second person's word, where the verifier is one."""
    waiting = VisitReport.objects.to_accept().filter(visit__task=assignment.task_id)
    for report in waiting.select_related("visit__elder__person", "assignment__volunteer__person"):
        if can_decide_report(actor, report):
            accept_late_report(report=report, actor=actor)


@transaction.atomic
def void_report_of_staff(*, report: VisitReport, actor: User, reason: str) -> VisitReport:
    """The visit did not take place, or its late entry is not accepted: it no longer counts, and its author reads why.

    Twice is once. Raises VisitError without a reason, for who entered or made it, and for a volunteer's own report,
    which is decided with the service.
    """
    task = Task.objects.select_for_update(no_key=True).get(visit=report.visit_id)
    current = _locked(report, actor)
    if current.assignment_id is not None and not current.waits_for_acceptance:
        raise VisitError(_("A volunteer's visit is decided where services are verified."), code="volunteer")
    if current.voided_at is not None:
        return current
    if not (reason := reason.replace("\0", "").strip()[:300]):
        raise VisitError({"reason": _("Please say why; whoever entered the visit will read it.")})
    current.voided_at, current.voided_by, current.void_reason = timezone.now(), actor, reason
    current.save(update_fields=["voided_at", "voided_by", "void_reason"])
    if current.assignment_id is None and task.state == TaskState.DONE:
        # As if missed: the next plan may try again.
        task.state = TaskState.LAPSED
        task.save(update_fields=["state"])
    if author := getattr(current.author, "person", None):
        _tell(current, author, reason)
    return current


def _tell(report: VisitReport, person: Person, reason: str) -> None:
    day = timezone.localdate(report.visited_at)
    notify(
        person=person,
        kind="visit_voided",
        subject=in_house(gettext_lazy("A visit you entered does not count")),
        body=in_house(
            gettext_lazy("The visit of %(day)s was not confirmed: %(reason)s"),
            day=day.isoformat(),
            reason=reason,
        ),
        key=f"visit-voided:{report.pk}",
        link=reverse("elderly_visits_visitreport:inspect", args=[report.pk]),
    )
