"""Reports: keeping the draft, submitting it, and what follows from it in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.enums import RiskTier, VisitMethod
from elderly_visits.errors import ReportIncomplete, VisitError
from elderly_visits.models import Elder, Visit, VisitReport
from elderly_visits.models.report import SAFETY_FIELDS
from elderly_visits.services.concerns import raise_from_report
from people.enums import WORKER_ROLES
from people.scopes import covers
from volunteers.enums import AssignmentState, TaskKind
from volunteers.models import Assignment
from volunteers.services import assignments
from volunteers.services.tasks import close_task, create_task

# What a draft may hold; everything else of a report is set by the services.
ANSWER_FIELDS = (
    "method",
    "contact_made",
    "no_contact_reason",
    "health",
    "mood",
    "living",
    "support",
    *SAFETY_FIELDS,
    "hygiene",
    "needs",
    "policy_information",
    "note",
)
_LOOKS = ("health", "mood", "living", "support")
_LOOKS_AT_HOME = (*SAFETY_FIELDS, "hygiene")


def missing_answers(answers: Mapping[str, Any], *, home_required: bool) -> dict[str, str]:
    """Field → sentence for what a report still lacks; empty when it can be submitted."""
    errors: dict[str, str] = {}
    answer = _("Please choose an answer.")
    method = answers.get("method")
    if not method:
        errors["method"] = answer
    elif home_required and method != VisitMethod.HOME and answers.get("contact_made"):
        errors["method"] = _("This elder has to be visited at home; a call does not count.")
    if answers.get("contact_made") is None:
        errors["contact_made"] = answer
    elif not answers["contact_made"]:
        if not answers.get("no_contact_reason"):
            errors["no_contact_reason"] = _("Please say why no contact was made.")
    else:
        looks = _LOOKS + (_LOOKS_AT_HOME if method == VisitMethod.HOME else ())
        errors.update({name: answer for name in looks if not answers.get(name)})
    return errors


def home_required(visit: Visit) -> bool:
    """For disabled elders the monthly visit must be at home (domain.md, methods); key elders too, by their tier."""
    return visit.elder.disabled or (visit.ordinal > 0 and visit.tier == RiskTier.KEY)


@transaction.atomic
def save_draft(
    *, visit: Visit, author: Any, answers: Mapping[str, Any], assignment: Assignment | None = None
) -> VisitReport:
    """Keep what has been answered so far. Raises VisitError once the report has been submitted."""
    Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    report = VisitReport.objects.filter(visit=visit).first()
    if report is None:
        report = VisitReport(visit=visit, author=author, assignment=assignment)
    elif report.submitted_at is not None:
        raise VisitError(_("This report has already been submitted."), code="submitted")
    for name in ANSWER_FIELDS:
        if name in answers:
            setattr(report, name, answers[name])
    report.author = author
    report.assignment = assignment or report.assignment
    report.save()
    return report


@transaction.atomic
def submit_report(*, assignment: Assignment, actor: Any, answers: Mapping[str, Any]) -> VisitReport:
    """The volunteer's report: stored for good, concerns raised, checked out, and credited if the evidence suffices.

    Submitting twice returns the first. Raises ReportIncomplete (with a sentence per field), or VisitError when the
    volunteer has not checked in. Where two visit together the first to submit writes it for both.
    """
    visit = Visit.objects.select_for_update(of=("self",)).select_related("elder__person", "elder__region", "task").get(
        task=assignment.task_id
    )
    report = VisitReport.objects.filter(visit=visit).first()
    current = Assignment.objects.get(pk=assignment.pk)
    if report is None or report.submitted_at is None:
        if current.state != AssignmentState.CHECKED_IN:
            raise VisitError(_("Please check in first."), code="state")
        assert current.checked_in_at is not None
        report = _submit(visit, actor, answers, assignment=current, visited_at=current.checked_in_at)
    if current.state == AssignmentState.CHECKED_IN:
        assignments.check_out(assignment=current, actor=actor)
    return report


def _submit(
    visit: Visit,
    author: Any,
    answers: Mapping[str, Any],
    *,
    visited_at: datetime,
    assignment: Assignment | None = None,
    on_behalf_of: str = "",
) -> VisitReport:
    if errors := missing_answers(answers, home_required=home_required(visit)):
        raise ReportIncomplete(errors)
    report = save_draft(visit=visit, author=author, answers=answers, assignment=assignment)
    report.visited_at, report.submitted_at = visited_at, timezone.now()
    report.on_behalf_of = on_behalf_of[:60]
    if report.contact_made:
        report.no_contact_reason = ""
    report.full_clean(exclude=["visit", "author", "assignment"])
    report.save()
    raise_from_report(report, actor=author)
    return report


@transaction.atomic
def submit_on_behalf(
    *, visit: Visit, assignment: Assignment | None, volunteer: Any, actor: Any, started_at: datetime, minutes: int, answers: Mapping[str, Any]
) -> VisitReport:
    """A worker enters the visit of a volunteer who cannot use a phone. Evidence C; it waits for verification."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("elder__person", "elder__region", "task").get(pk=visit.pk)
    _refuse_stranger(actor, visit.elder)
    report = VisitReport.objects.filter(visit=visit).first()
    if report is not None and report.submitted_at is not None:
        raise VisitError(_("This report has already been submitted."), code="submitted")
    report = _submit(
        visit, actor, answers, visited_at=started_at, assignment=assignment, on_behalf_of=volunteer.person.name
    )
    served = assignments.record_on_behalf(
        task=visit.task, volunteer=volunteer, actor=actor, started_at=started_at, minutes=minutes
    )
    if report.assignment_id != served.pk:
        report.assignment = served
        report.save(update_fields=["assignment"])
    return report


@transaction.atomic
def record_worker_visit(
    *, elder: Elder, actor: Any, visited_at: datetime, answers: Mapping[str, Any], visit: Visit | None = None
) -> VisitReport:
    """A worker's own visit as part of the job: recorded and counted, and earning nothing (Order 67 art. 19).

    With `visit` it takes the place of the planned one: volunteers not yet at work are released and told. Without, it is
    a visit outside the plan (ordinal 0). Raises VisitError for a time ahead, or outside the month of the visit.
    """
    _refuse_stranger(actor, elder)
    now = timezone.now()
    if visited_at > now:
        raise VisitError(_("This time has not passed yet."), code="future")
    if visit is None:
        visit = _visit_outside_the_plan(elder, actor, visited_at)
    else:
        visit = Visit.objects.select_for_update(of=("self",)).select_related(
            "elder__person", "elder__region", "task"
        ).get(pk=visit.pk)
        report = VisitReport.objects.filter(visit=visit).first()
        if report is not None and report.submitted_at is not None:
            if report.author_id == actor.pk and report.assignment_id is None:
                return report
            raise VisitError(_("This report has already been submitted."), code="submitted")
        day = timezone.localtime(visited_at).date()
        if (day.year, day.month) != (visit.month.year, visit.month.month):
            raise VisitError(_("This visit belongs to %(month)s.") % {"month": visit.month.strftime("%Y-%m")}, code="month")
    report = _submit(visit, actor, answers, visited_at=visited_at)
    close_task(task=visit.task, actor=actor, note=_("Visited by the community worker"))
    return report


def _visit_outside_the_plan(elder: Elder, actor: Any, visited_at: datetime) -> Visit:
    day = timezone.localtime(visited_at).date()
    task = create_task(
        kind=TaskKind.VISIT,
        category="visit",
        title=_("Visit by the community worker"),
        region=elder.region,
        place=elder.region.name,
        lat=elder.lat,
        lon=elder.lon,
        location_quality=elder.location_quality,
        starts_on=day,
        ends_on=day,
        minutes=30,
        organiser=elder.region.name,
        in_charge=actor.display_name[:60],
    )
    return Visit.objects.create(elder=elder, task=task, month=day.replace(day=1), ordinal=0, tier=elder.risk_tier)


def _refuse_stranger(actor: Any, elder: Elder) -> None:
    if not covers(actor, elder.region_id, WORKER_ROLES):
        raise VisitError(_("You do not look after this elder's region."), code="not_yours")


def require_report(assignment: Assignment) -> None:
    """Raise VisitError when a visit is being checked out without its report: the report is the point of the visit."""
    if assignment.task.kind != TaskKind.VISIT:
        return
    if not VisitReport.objects.submitted().filter(visit__task=assignment.task_id).exists():
        raise VisitError(_("Please fill in the report first."), code="no_report")


@transaction.atomic
def void_report(*, assignment: Assignment) -> None:
    """Verification found that the visit did not take place: its report no longer counts as a contact.

    With two visitors it stands as long as one of them is not refused.
    """
    if assignment.task.assignments.filter(
        state__in=(AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)
    ).exists():
        return
    VisitReport.objects.submitted().filter(visit__task=assignment.task_id, voided_at=None).update(voided_at=timezone.now())


@transaction.atomic
def restore_report(*, assignment: Assignment) -> None:
    """The service was verified after all: its report counts again."""
    VisitReport.objects.filter(visit__task=assignment.task_id).exclude(voided_at=None).update(voided_at=None)

