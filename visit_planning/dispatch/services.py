"""What a worker does about a visit by hand: give it to somebody, take it back, call it off."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from regions.geo import distance_m
from visit_planning.stand_ins.services.searching import advance_search_of
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import Origin
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.permissions import can_dispatch
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import cancel_task


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
