"""The visits that one elder is due this month, created at once instead of with the next plan."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from elderly_visits.models import Elder, Repair, RepairedVisit, Visit
from elderly_visits.services.planning import due
from elderly_visits.services.planning.writing import write_visits
from policies.selectors import PolicyBook
from regions.models import Region
from volunteers.enums import ACTIVE_STATES, TaskState
from volunteers.models import Assignment


@transaction.atomic
def create_due_visits(repair: Repair, book: PolicyBook) -> None:
    """Create what the repair's elder is still due in its month, as the planner would, and put all that lack somebody
    into the repair. Nothing of the elder's neighbours is touched; twice is once."""
    if repair.elder_id is None:
        return
    elder = Elder.objects.select_for_update(of=("self",)).get(pk=repair.elder_id)
    found = due.differences(
        region=Region.objects.get(pk=elder.region_id),
        month=repair.month,
        today=timezone.localdate(),
        book=book,
    )
    mine = due.Differences(create=[new for new in found.create if new.elder.pk == elder.pk])
    if mine:
        write_visits(
            plan=None,
            month=repair.month,
            found=mine,
            actor=repair.requested_by,
            progress=lambda _count: None,
        )
    held = Assignment.objects.filter(state__in=ACTIVE_STATES, task__visit__elder=elder)
    lacking = (
        Visit.objects.filter(elder=elder, month=repair.month, ordinal__gt=0, task__state=TaskState.OPEN)
        .filter(task__ends_on__gte=timezone.localdate())
        .exclude(task__in=held.values("task"))
    )
    RepairedVisit.objects.bulk_create(
        [RepairedVisit(repair=repair, visit=visit) for visit in lacking], ignore_conflicts=True
    )
