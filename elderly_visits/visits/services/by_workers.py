"""Visits that a community worker makes, or enters for a volunteer who cannot use a phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from common.months import first_day
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.entering import is_late
from elderly_visits.visits.services.proof import grade_of
from elderly_visits.visits.services.reports import locked_visit, store_report
from people.actors import Actor
from people.logins.models import User
from policies.selectors import value
from timebank.ledger.enums import ServiceCategory
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import close_task, create_task

_NOT_BEGUN = (AssignmentState.ACCEPTED, AssignmentState.OFFERED)


def _refuse_stranger(actor: User, elder: Elder) -> None:
    if not can_work_for(actor, elder):
        raise VisitError(_("You do not look after this elder's region."), code="not_yours")


@transaction.atomic
def submit_on_behalf(
    *,
    visit: Visit,
    volunteer: Volunteer,
    actor: User,
    started_at: datetime,
    minutes: int,
    answers: Mapping[str, Any],
    late_reason: str = "",
) -> VisitReport:
    """A worker enters the visit of a volunteer who cannot use a phone. Evidence C; it waits for verification.

    Late, it needs `late_reason` and somebody who accepts it, as `record_worker_visit` does. Who was asked for this
    visit, said nothing or yes and did not go, makes room for who went. Submitting twice returns the first. Raises
    VisitError, ReportIncomplete, or TaskError for a time ahead or outside the visit's days.
    """
    visit = locked_visit(visit.task_id)
    _refuse_stranger(actor, visit.elder)
    if report := VisitReport.objects.submitted().filter(visit=visit).first():
        if report.assignment is not None and report.assignment.volunteer_id == volunteer.pk:
            return report
        raise VisitError(_("This report has already been submitted."), code="submitted")
    if volunteer.state != VolunteerState.APPROVED:
        raise VisitError(_("This person has not been approved as a volunteer."), code="not_approved")
    if volunteer.person_id == visit.elder.person_id:
        raise VisitError(_("You cannot visit yourself."), code="self")
    report = store_report(
        visit, actor, answers, visited_at=started_at, on_behalf_of=volunteer,
        late_reason=_checked_reason(visit.elder, started_at, answers, late_reason),
    )  # fmt: skip
    _make_room(visit, volunteer, actor)
    report.assignment = assignments.record_on_behalf(
        task=visit.task, volunteer=volunteer, actor=actor, started_at=started_at, minutes=minutes
    )
    report.save(update_fields=["assignment"])
    return report


def _make_room(visit: Visit, volunteer: Volunteer, actor: Actor) -> None:
    """Release as many of those not yet at work as keep `volunteer` from a place on the task, the undecided first."""
    active = visit.task.assignments.active()
    if active.filter(volunteer=volunteer).exists():
        return
    excess = active.count() + 1 - visit.task.persons_needed
    if excess > 0:
        note = in_house(gettext_lazy("Somebody else has made the visit."))
        waiting = active.filter(state__in=_NOT_BEGUN)
        for assignment in sorted(waiting, key=lambda row: (_NOT_BEGUN[::-1].index(row.state), row.pk))[
            :excess
        ]:
            assignments.replace(assignment=assignment, actor=actor, note=note)


@transaction.atomic
def record_worker_visit(
    *,
    elder: Elder,
    actor: User,
    visited_at: datetime,
    answers: Mapping[str, Any],
    visit: Visit | None = None,
    code: str = "",
    late_reason: str = "",
    same_as: VisitReport | None = None,
) -> VisitReport:
    """A worker's own visit as part of the job: recorded and counted, and earning nothing (Order 67 art. 19).

    It counts among the visits by staff, with the grade that the `code` at the door gives it. So late that policy asks
    why, it needs `late_reason`, and counts once a second person has accepted it
    (elderly_visits.visits.services.staff_visits).

    With `visit` it takes the place of the planned one: volunteers not yet at work are released and told. Without, it is
    a visit outside the plan (ordinal 0). The same visit entered twice is one, planned or not. `same_as` is the report
    whose answers she says again. Raises ReportIncomplete, VisitError for a time ahead or before the elder came onto the
    register, or outside the month of the visit, and NotAllowedNow while a volunteer is there.
    """
    _refuse_stranger(actor, elder)
    if visited_at > timezone.now():
        raise VisitError(_("This time is still in the future."), code="future")
    day = timezone.localtime(visited_at).date()
    if day < elder.registered_on:
        raise VisitError(
            _("That is before %(date)s, when the elder was registered.")
            % {"date": elder.registered_on.isoformat()},
            code="before",
        )
    Elder.objects.select_for_update(no_key=True).get(pk=elder.pk)
    entered = VisitReport.objects.submitted().filter(visit__elder=elder, author=actor, assignment=None)
    if existing := entered.filter(visited_at=visited_at).first():
        return existing
    if visit is None:
        visit = _visit_outside_the_plan(elder, actor, day, answers)
    else:
        visit = locked_visit(visit.task_id)
        if report := VisitReport.objects.submitted().filter(visit=visit).first():
            if report.author_id == actor.pk and report.assignment_id is None:
                return report
            raise VisitError(_("This report has already been submitted."), code="submitted")
        if first_day(day) != visit.month:
            raise VisitError(
                _("This visit belongs to %(month)s.") % {"month": visit.month.strftime("%Y-%m")}, code="month"
            )
    report = store_report(
        visit, actor, answers, visited_at=visited_at,
        evidence=grade_of(
            elder, method=answers.get("method") or "", visited_at=visited_at, code=code
        ),
        late_reason=_checked_reason(elder, visited_at, answers, late_reason), same_as=same_as,
    )  # fmt: skip
    if report.assignment_id is not None:
        # The draft was begun by a volunteer; the visit is the worker's.
        report.assignment = None
        report.save(update_fields=["assignment"])
    note = in_house(gettext_lazy("Visited by the community worker"))
    close_task(task=visit.task, actor=actor, note=note)
    return report


def _checked_reason(elder: Elder, visited_at: datetime, answers: Mapping[str, Any], reason: str) -> str:
    """Why the visit is entered so late; '' for one entered in time. Raises VisitError where the reason is missing.

    Who met nobody is not asked: that counts nowhere.
    """
    if not answers.get("contact_made") or not is_late(visited_at, elder.region_id):
        return ""
    if not (reason := reason.replace("\0", "").strip()):
        raise VisitError(
            {
                "late_reason": _(
                    "This visit was some time ago. Please say in a sentence why it is entered only now. Somebody at "
                    "the township then accepts it; until then it does not count. Nothing you typed is lost."
                )
            },
            code="late",
        )
    return reason


def _visit_outside_the_plan(elder: Elder, actor: User, day: Any, answers: Mapping[str, Any]) -> Visit:
    """A visit that no plan knew of, with its task, for a worker's own report."""
    method = VisitMethod(answers.get("method") or VisitMethod.HOME)
    title = in_house(gettext_lazy("Visit by the community worker"))
    task = create_task(
        kind=TaskKind.VISIT,
        category=ServiceCategory.VISIT,
        title=title,
        region=elder.region,
        place=elder.region.name,
        lat=elder.lat,
        lon=elder.lon,
        location_quality=elder.location_quality,
        starts_on=day,
        ends_on=day,
        minutes=value(policy.MINUTES, region=elder.region_id)[method],
        on_site=method == VisitMethod.HOME,
        organiser=elder.region.name,
        in_charge=actor.display_name[:60],
    )
    return Visit.objects.create(
        elder=elder, task=task, month=first_day(day), ordinal=0, tier=elder.risk_tier, method=method
    )
