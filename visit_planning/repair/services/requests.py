"""Writing down that visits have to be matched again. Only rows are written here; `run` does the work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.months import first_day
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from people.actors import Actor
from regions.codes import smallest_around
from visit_planning.plan.models.plan import Closure
from visit_planning.repair.enums import RepairCause, RepairState
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.repair.signals import repair_requested
from volunteers.days.models.absence import Absence
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import is_open


@transaction.atomic
def request_repair(
    *,
    cause: str,
    visits: Iterable[tuple[Visit, int | None]],
    actor: Actor = None,
    volunteer: Volunteer | None = None,
    closure: Closure | None = None,
) -> list[Repair]:
    """Ask for these visits to be matched again, one repair for each month; returns the repairs.

    `visits` come with the key of the volunteer who held each until now, None where nobody did; their elder and its
    region are read. What a volunteer gives up in one go becomes one repair: while it waits untouched, more is added.
    """
    by_month: dict[date, list[tuple[Visit, int | None]]] = defaultdict(list)
    for visit, before in visits:
        by_month[visit.month].append((visit, before))
    found = []
    for month, rows in sorted(by_month.items()):
        repair = _waiting(cause, month, volunteer) or Repair(
            cause=cause,
            month=month,
            volunteer=volunteer,
            closure=closure,
            requested_by=actor,
        )
        codes = [visit.elder.region_id for visit, _before in rows]
        around = smallest_around([*codes, repair.region_id] if repair.region_id else codes)
        # Two cities in one repair do not occur: then the first one's region stands for it.
        repair.region_id = around or codes[0]
        repair.save()
        RepairedVisit.objects.bulk_create(
            [RepairedVisit(repair=repair, visit=visit, before_id=before) for visit, before in rows],
            ignore_conflicts=True,
            batch_size=1000,
        )
        repair_requested.send(sender=Repair, repair=repair)
        found.append(repair)
    return found


def _waiting(cause: str, month: date, volunteer: Volunteer | None) -> Repair | None:
    """A repair for the same reason that nobody has begun with."""
    if volunteer is None:
        return None
    return (
        Repair.objects.select_for_update()
        .filter(cause=cause, month=month, volunteer=volunteer, state=RepairState.WAITING, attempts=0)
        .order_by("pk")
        .first()
    )


def request_after_loss(*, assignment: Assignment, cause: str, actor: Actor) -> None:
    """Somebody no longer makes a visit: look for another. What is over is left alone."""
    if assignment.task.ends_on < timezone.localdate():
        return
    visit = Visit.objects.select_related("elder").filter(task=assignment.task_id, ordinal__gt=0).first()
    if visit is None or visit.searches.asking().exists():
        # The search for a stand-in goes on by itself.
        return
    if cause in (RepairCause.DECLINED, RepairCause.WITHDRAWN) and _is_away(assignment):
        cause = RepairCause.AWAY
    request_repair(
        cause=cause,
        visits=[(visit, assignment.volunteer_id)],
        actor=actor,
        volunteer=assignment.volunteer,
    )


def _is_away(assignment: Assignment) -> bool:
    task = assignment.task
    away = Absence.objects.touching(task.starts_on, task.ends_on)
    return away.filter(volunteer=assignment.volunteer_id).exists()


@transaction.atomic
def request_for_elder(*, elder: Elder, actor: Actor = None) -> Repair | None:
    """An elder has newly agreed, or is due more often: create what is due this month, and find somebody.

    Asking twice before it was done is once. Nothing is asked for elders who are not visited.
    """
    if elder.left_on is not None or elder.in_institution:
        return None
    month = first_day(timezone.localdate())
    waiting = Repair.objects.select_for_update().filter(
        cause=RepairCause.NEW_ELDER, month=month, elder=elder, state=RepairState.WAITING, attempts=0
    )
    if existing := waiting.first():
        return existing
    repair = Repair.objects.create(
        cause=RepairCause.NEW_ELDER,
        month=month,
        region_id=elder.region_id,
        elder=elder,
        requested_by=actor,
    )
    repair_requested.send(sender=Repair, repair=repair)
    return repair


@transaction.atomic
def request_for_visit(*, visit: Visit, actor: Actor) -> bool:
    """A worker wants somebody found for one visit now. False when enough people hold it, or it is over.

    Asking again while it waits is once.
    """
    task = Task.objects.select_for_update(no_key=True).get(pk=visit.task_id)
    if not is_open(task) or len(holders(visit)) >= task.persons_needed:
        return False
    if not visit.repairs.filter(repair__state=RepairState.WAITING).exists():
        request_repair(cause=RepairCause.BY_WORKER, visits=[(visit, None)], actor=actor)
    return True


def holders(visit: Visit) -> list[int]:
    """Keys of those who hold a visit now."""
    rows = Assignment.objects.filter(task=visit.task_id, state__in=ACTIVE_STATES)
    return list(rows.order_by("pk").values_list("volunteer_id", flat=True))
