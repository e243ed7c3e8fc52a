"""Searches for somebody who stands in."""

from __future__ import annotations

from django.db.models import Prefetch

from elderly_visits.visits.models.visit import Visit
from visit_planning.stand_ins.models import StandIn, StandInSearch


def searches_of(visit: Visit) -> list[StandInSearch]:
    """The searches for somebody who stands in, the latest first, each with its list."""
    row = StandIn.objects.select_related("volunteer__person", "assignment").order_by("rank")
    return list(visit.searches.prefetch_related(Prefetch("stand_ins", row)).order_by("-started_at", "-pk"))
