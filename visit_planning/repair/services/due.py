"""The visits that one elder is due this month, created at once instead of with the next plan."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from elderly_visits.register.models import Elder
from policies.selectors import PolicyBook
from regions.models import Region
from visit_planning.plan.services import due
from visit_planning.plan.services.visit_writer import write_visits
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.repair.selectors import lacking_visits


@transaction.atomic
def create_due_visits(repair: Repair, book: PolicyBook) -> None:
    """Create what the repair's elder is still due in its month, as the planner would, and put all that lack somebody
    into the repair. Nothing of the elder's neighbours is touched; twice is once."""
    if repair.elder_id is None:
        return
    elder = Elder.objects.select_for_update(of=("self",), no_key=True).get(pk=repair.elder_id)
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
    lacking = lacking_visits(repair.month).filter(elder=elder)
    RepairedVisit.objects.bulk_create(
        [RepairedVisit(repair=repair, visit=visit) for visit in lacking], ignore_conflicts=True
    )
