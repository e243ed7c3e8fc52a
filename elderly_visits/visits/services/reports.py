"""Reports: keeping the draft, submitting it, and what follows from it in the same transaction.

Locks are taken in the order of docs/conventions.md: the elder, the task, its assignments, the visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.enums import Agreement, VisitMethod
from elderly_visits.visits.errors import ReportIncomplete, VisitError
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.entering import agreement
from elderly_visits.visits.services.answers import ANSWER_FIELDS, consistent_answers, missing_answers
from elderly_visits.visits.signals import report_submitted
from people.logins.models import User
from people.persons.models import Person
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments
from volunteers.tasks.services.steps import locked_assignment
from volunteers.tasks.services.tasks import lapse_task

_AT_WORK = (AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)


def locked_visit(task_id: int) -> Visit:
    """The visit of a task with both locked, the task first."""
    Task.objects.select_for_update(no_key=True).get(pk=task_id)
    return (
        Visit.objects.select_for_update(of=("self",), no_key=True)
        .select_related("elder__person", "elder__region", "elder__worker", "task")
        .get(task=task_id)
    )


def home_required(visit: Visit) -> bool:
    """Whether contact counts only at home: for disabled elders (domain.md, methods), and where the plan of a key elder
    says so."""
    planned = visit.ordinal > 0 and visit.tier == RiskTier.KEY and visit.method == VisitMethod.HOME
    return visit.elder.disabled or planned


def draft_for(visit: Visit, author: User) -> VisitReport | None:
    """The draft that `author` may go on with: their own, or that of somebody with them on this visit.

    What somebody noted who has since left the visit is not theirs to read.
    """
    report = VisitReport.objects.filter(visit=visit, submitted_at=None).select_related("assignment").first()
    if report is None or report.author_id == author.pk:
        return report
    return report if report.assignment is not None and report.assignment.state in ACTIVE_STATES else None


@transaction.atomic
def save_draft(
    *, visit: Visit, author: User, answers: Mapping[str, Any], assignment: Assignment | None = None
) -> VisitReport:
    """Keep what has been answered so far. A field that `answers` does not name stays as it was.

    Raises VisitError once the report has been submitted, or for a volunteer who is not at the visit.
    """
    visit = locked_visit(visit.task_id)
    if assignment is not None:
        current = Assignment.objects.get(pk=assignment.pk)
        if current.state != AssignmentState.CHECKED_IN:
            raise VisitError(_("Please check in first."), code="state")
    return _keep(visit, author, answers, assignment)


def _keep(
    visit: Visit, author: User, answers: Mapping[str, Any], assignment: Assignment | None
) -> VisitReport:
    report = VisitReport.objects.filter(visit=visit).first()
    if report is not None and report.submitted_at is not None:
        raise VisitError(_("This report has already been submitted."), code="submitted")
    if report is not None and draft_for(visit, author) is None:
        report.delete()
        report = None
    if report is None:
        report = VisitReport(visit=visit)
    for name in ANSWER_FIELDS:
        if name in answers:
            setattr(report, name, answers[name])
    report.author = author
    report.assignment = assignment or report.assignment
    report.save()
    return report


@transaction.atomic
def submit_report(
    *, assignment: Assignment, actor: User, answers: Mapping[str, Any], longer: str = ""
) -> VisitReport:
    """The volunteer's report: stored for good, concerns raised, checked out, and credited if the evidence suffices.

    `longer` says why it took longer than planned, if the time beyond is to count (volunteers.tasks.enums.LongerReason).

    Submitting twice returns the first. Raises ReportIncomplete (with a sentence per field), or VisitError when the
    volunteer has not checked in. Where two visit together the first to submit writes it for both.
    """
    current = locked_assignment(assignment)
    visit = locked_visit(current.task_id)
    if current.state not in _AT_WORK:
        raise VisitError(_("Please check in first."), code="state")
    report = VisitReport.objects.filter(visit=visit).first()
    if report is None or report.submitted_at is None:
        if current.state != AssignmentState.CHECKED_IN or current.checked_in_at is None:
            raise VisitError(_("Please check in first."), code="state")
        report = store_report(visit, actor, answers, assignment=current, visited_at=current.checked_in_at)
    if current.state == AssignmentState.CHECKED_IN:
        assignments.check_out(assignment=current, actor=actor, longer=longer)
    return report


def store_report(
    visit: Visit,
    author: User,
    answers: Mapping[str, Any],
    *,
    visited_at: datetime,
    assignment: Assignment | None = None,
    on_behalf_of: Volunteer | None = None,
    evidence: str = "",
    late_reason: str = "",
    same_as: VisitReport | None = None,
) -> VisitReport:
    """Store a complete report for good and raise its concerns. `visit` comes from `locked_visit`.

    `on_behalf_of` made the visit that a worker enters. `evidence` is the grade of a worker's own visit; an assignment
    carries its own. With `late_reason`, or where the consent is the visitor's own late word, it counts once a second
    person has accepted it.

    Raises ReportIncomplete, with a sentence per field that is missing.
    """
    if errors := missing_answers(answers, home_required=home_required(visit)):
        raise ReportIncomplete(errors)
    report = _keep(visit, author, consistent_answers(answers), assignment)
    report.visited_at, report.submitted_at = visited_at, timezone.now()
    report.on_behalf_of = on_behalf_of.person.name[:60] if on_behalf_of else ""
    # Asked now and kept: what is written down about a consent later does not heal this report.
    agreed = agreement(
        visit.elder, visited_at=visited_at, author=author, visitors=_visitors(visit, on_behalf_of)
    )
    report.without_consent = agreed == Agreement.NONE
    report.consent_own_word = agreed == Agreement.OWN_WORD and bool(report.contact_made)
    report.evidence, report.late_reason = evidence, late_reason.strip()[:300]
    report.same_as = same_as
    report.full_clean(exclude=["visit", "author", "assignment", "same_as"])
    report.save()
    report_submitted.send(VisitReport, report=report, actor=author)
    return report


def _visitors(visit: Visit, on_behalf_of: Volunteer | None) -> list[Person]:
    """The volunteers who make or made this visit."""
    at_work = visit.task.assignments.filter(state__in=_AT_WORK).select_related("volunteer__person")
    there = {row.volunteer.person for row in at_work}
    return list(there | ({on_behalf_of.person} if on_behalf_of else set()))


def require_report(assignment: Assignment) -> None:
    """Raise VisitError when a visit is being checked out without its report: the report is the point of the visit."""
    visit = Visit.objects.filter(task=assignment.task_id).select_related("report").first()
    if visit is not None and (not hasattr(visit, "report") or visit.report.submitted_at is None):
        raise VisitError(_("Please fill in the report first."), code="no_report")


@transaction.atomic
def void_report(*, assignment: Assignment) -> None:
    """Verification found that the visit did not take place: its report no longer counts as a contact.

    The visit is as if missed, and the next plan may try again. With two visitors the report stands as long as one of
    them is not refused.
    """
    others = assignment.task.assignments.exclude(pk=assignment.pk).filter(state__in=_AT_WORK)
    reports = VisitReport.objects.submitted().filter(visit__task=assignment.task_id, voided_at=None)
    if others.exists() or not reports.update(voided_at=timezone.now()):
        return
    lapse_task(task=assignment.task, actor=None)


@transaction.atomic
def restore_report(*, assignment: Assignment) -> None:
    """The service was verified after all: its report counts again."""
    reports = VisitReport.objects.filter(visit__task=assignment.task_id)
    # What a second person did not accept, or found untrue, is not healed by verifying the service.
    reports.filter(void_reason="").exclude(voided_at=None).update(voided_at=None)


def default_method(visit: Visit) -> str:
    """How this visit is made unless the visitor says otherwise."""
    return VisitMethod.HOME if home_required(visit) else VisitMethod(visit.method)
