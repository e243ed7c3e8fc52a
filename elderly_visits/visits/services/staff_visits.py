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
from timebank.earning.services.corrections import correct_record
from timebank.errors import TimebankError
from timebank.ledger.models.records import ServiceRecord
from volunteers.tasks.duties import why_not_decide
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments


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
    """A visit entered late, or whose consent only the visitor wrote down, counts from now on; in a closed month as a
    correction. Accepting twice is once.

    Raises VisitError for who entered or made it, and once it has been found untrue.
    """
    current = _locked(report, actor)
    if current.accepted_at is not None or not current.needs_second:
        return current
    if current.voided_at is not None:
        raise VisitError(_("This visit has already been decided otherwise."), code="decided")
    current.accepted_by, current.accepted_at = actor, timezone.now()
    current.save(update_fields=["accepted_by", "accepted_at"])
    return current


@transaction.atomic
def refuse_consent(*, report: VisitReport, actor: User) -> VisitReport:
    """The elder had not agreed, whatever the visitor wrote down: the visit does not count; a service stays as it is.

    Twice is once. Raises VisitError for who entered or made it, and once it has been decided otherwise.
    """
    current = _locked(report, actor)
    if current.consent_refused_at is not None:
        return current
    if not current.waits_for_consent or current.voided_at is not None:
        raise VisitError(_("This visit has already been decided otherwise."), code="decided")
    current.consent_refused_by, current.consent_refused_at = actor, timezone.now()
    current.without_consent = True
    current.save(update_fields=["consent_refused_by", "consent_refused_at", "without_consent"])
    return current


@transaction.atomic
def accept_verified(*, assignment: Assignment, actor: User) -> None:
    """Verifying a service that was entered late is the second person's word, where the verifier is one.

    It says that somebody came, and nothing about the elder's consent: that is accepted on the page of the report.
    """
    waiting = VisitReport.objects.to_accept().filter(visit__task=assignment.task_id, consent_own_word=False)
    for report in waiting.select_related("visit__elder__person", "assignment__volunteer__person"):
        if can_decide_report(actor, report):
            accept_late_report(report=report, actor=actor)


@transaction.atomic
def void_report_of_staff(*, report: VisitReport, actor: User, reason: str) -> VisitReport:
    """The visit did not take place, or its late entry is not accepted: it no longer counts, and its author reads why.

    What the entry made is taken back with it: a service in the queue is not verified, one that was credited is
    corrected to nothing. A concern that it raised stays, for somebody may be in need; its page says that the visit was
    not confirmed.

    Twice is once. Raises VisitError without a reason, for who entered or made it, for a volunteer's own report, which
    is decided with the service, and where what was credited cannot be taken back (spent, or set aside).
    """
    task = Task.objects.select_for_update(no_key=True).get(visit=report.visit_id)
    current = _locked(report, actor)
    if current.voided_at is not None:
        return current
    if current.assignment_id is not None and not current.waits_for_acceptance:
        raise VisitError(_("A volunteer's visit is decided where services are verified."), code="volunteer")
    if not (reason := reason.replace("\0", "").strip()[:300]):
        raise VisitError({"reason": _("Please say why; whoever entered the visit will read it.")})
    if current.assignment is not None:
        _take_back(current.assignment, actor, reason)
    current.voided_at, current.voided_by, current.void_reason = timezone.now(), actor, reason
    current.save(update_fields=["voided_at", "voided_by", "void_reason"])
    others = task.assignments.exclude(pk=current.assignment_id or 0).filter(state=AssignmentState.VERIFIED)
    if task.state == TaskState.DONE and not others.exists():
        # As if missed: the next plan may try again.
        task.state = TaskState.LAPSED
        task.save(update_fields=["state"])
    if author := getattr(current.author, "person", None):
        _tell(current, author, reason)
    return current


def _take_back(assignment: Assignment, actor: User, reason: str) -> None:
    """The service that a worker entered together with the report."""
    if assignment.state == AssignmentState.CHECKED_OUT:
        assignments.reject(assignment=assignment, actor=actor, note=reason)
    elif assignment.state == AssignmentState.VERIFIED:
        _take_back_credit(assignment, actor, reason)


def _take_back_credit(assignment: Assignment, actor: User, reason: str) -> None:
    """What a colleague verified meanwhile."""
    if (why := why_not_decide(actor, assignment)) is not None:
        raise VisitError(
            f"{why.label} " + _("A colleague or the township decides about this service."), code="duty"
        )
    record = ServiceRecord.objects.filter(source_key=f"assignment:{assignment.uuid}").first()
    while record is not None and (later := ServiceRecord.objects.filter(corrects=record).first()) is not None:
        record = later
    if record is None or record.minutes == 0:
        return
    try:
        correct_record(record=record, minutes=0, reason=reason, recorded_by=actor)
    except TimebankError as error:
        raise VisitError(str(error), code="timebank") from error


@transaction.atomic
def refuse_untrue(*, assignment: Assignment) -> None:
    """Nothing is credited for a visit that a second person has found untrue. Raises VisitError."""
    found = VisitReport.objects.filter(assignment=assignment, voided_at__isnull=False)
    if found.exclude(void_reason="").exists():
        raise VisitError(
            _("The report of this visit was found untrue, so the service is not verified either."),
            code="voided",
        )


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
