"""What a worker does about a visit by hand: give it to somebody, take it back, call it off."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from regions.geo import distance_m
from visit_planning.reasons import reason_label
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.services.searching import advance_search_of, start_search
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.permissions import can_dispatch
from volunteers.tasks.services import assignments
from volunteers.tasks.services.offer_reminders import remind_of_offer
from volunteers.tasks.services.tasks import cancel_task

_A_MOMENT = timedelta(minutes=10)


def _refuse_stranger(actor: User, task: Task) -> None:
    if not can_dispatch(actor, task):
        raise VisitError(_("This visit is not in your area."), code="not_yours")


@transaction.atomic
def assign(
    *, visit: Visit, volunteer: Volunteer, actor: User, replacing: Assignment | None = None, note: str = ""
) -> Assignment:
    """A worker asks a volunteer to make a visit, in the place of `replacing` if somebody was asked before.

    Overrules the planner: the next plan leaves it alone. The volunteer still says yes or no. Asking twice returns the
    first. Raises VisitError outside the worker's area, NotEligible when the rules speak against it; nothing is changed
    then.
    """
    task = Task.objects.select_for_update(no_key=True).get(pk=visit.task_id)
    _refuse_stranger(actor, task)
    if existing := task.assignments.active().filter(volunteer=volunteer).first():
        return existing
    if replacing is not None:
        if replacing.task_id != task.pk:
            raise VisitError(_("That volunteer is not on this visit."), code="other_visit")
        assignments.replace(assignment=replacing, actor=actor, note=note)
    metres = None
    if task.point is not None and volunteer.point is not None:
        metres = distance_m(*task.point, *volunteer.point)
    again = Assignment.objects.filter(
        volunteer=volunteer, task__visit__elder=visit.elder_id, state__in=("checked_out", "verified")
    ).exists()
    return assignments.offer(
        task=task, volunteer=volunteer, origin=Origin.ASSIGNED, actor=actor, distance_m=metres,
        explanation={"again": again},
    )  # fmt: skip


@transaction.atomic
def revoke_assignment(*, assignment: Assignment, actor: User, note: str = "") -> Assignment:
    """A worker takes a visit back from a volunteer who has not begun; the next plan finds somebody else.

    Where people are asked in turn to stand in, the next is asked at once.
    """
    _refuse_stranger(actor, assignment.task)
    taken = assignments.replace(assignment=assignment, actor=actor, note=note)
    advance_search_of(task=assignment.task)
    return taken


@transaction.atomic
def cancel_visit(*, visit: Visit, actor: User, note: str) -> Task:
    """A worker calls a visit off for good (in hospital, with the family): the planner does not bring it back.

    Raises VisitError without a reason or outside the worker's area, NotAllowedNow once somebody is at work.
    """
    _refuse_stranger(actor, visit.task)
    if not note.strip():
        raise VisitError(_("Please give the reason; the volunteers who accepted will see it."), code="note")
    return cancel_task(task=visit.task, actor=actor, note=note.strip()[:300])


@transaction.atomic
def ask_again(*, visit: Visit, actor: User, occasion: UUID) -> None:
    """Ask again for a visit that has not been made: who has not answered is reminded; where a place is free, the best
    volunteers are asked in turn.

    Raises VisitError outside the worker's area, when everybody needed has said yes, when those asked were reminded
    today already, and when there is nobody left to ask.
    """
    task = Task.objects.select_for_update().get(pk=visit.task_id)
    _refuse_stranger(actor, task)
    active = list(task.assignments.active().select_related("volunteer__person"))
    waiting = [row for row in active if row.state == AssignmentState.OFFERED]
    for assignment in waiting:
        # Who was asked a moment ago, by the same page sent twice or by a colleague, has been asked.
        if assignment.offered_at > timezone.now() - _A_MOMENT:
            continue
        remind_of_offer(assignment=assignment, actor=actor, occasion=occasion)
    if len(active) < task.persons_needed:
        search = start_search(visit=visit, actor=actor)
        if search.state == SearchState.EXHAUSTED and not waiting:
            reason = reason_label(search.reason)
            raise VisitError(_("There is nobody to ask: %(reason)s.") % {"reason": reason}, code="nobody")
    elif not waiting:
        names = "、".join(row.volunteer.person.name for row in active)
        raise VisitError(_("%(names)s has already said yes.") % {"names": names}, code="coming")
