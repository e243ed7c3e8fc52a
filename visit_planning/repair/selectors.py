"""What changed between two plans, as workers see it; searches for stand-ins; closed regions."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from elderly_visits.visits.models.visit import Visit
from people.actors import AnyUser
from visit_planning.plan.models.plan import Closure
from visit_planning.repair.models import Repair, RepairedVisit
from volunteers.tasks.enums import TaskState
from volunteers.tasks.models.assignment import Assignment
from workbench.roles import STAFF_ROLES
from workbench.scopes import in_scope

# Closures that ended so long ago are no longer shown.
_SHOWN_DAYS = 60


def repairs(user: AnyUser) -> QuerySet[Repair]:
    """Repairs that touch the user's regions, the latest first."""
    return (
        Repair.objects.visible_to(user)
        .select_related("region__parent__parent", "volunteer__person", "closure__region", "requested_by")
        .order_by("-requested_at", "-pk")
    )


def visits_of(repair: Repair, user: AnyUser) -> QuerySet[RepairedVisit]:
    """The visits of a repair in the user's regions, those without anybody first."""
    return (
        repair.visits.filter(in_scope(user, "visit__elder__region_id", STAFF_ROLES))
        .select_related(
            "visit__task",
            "visit__elder__person",
            "visit__elder__region__parent__parent",
            "before__person",
            "after__person",
        )
        .defer("visit__elder__address", "visit__elder__door", "visit__elder__door_code")
        .order_by("-reason", "pk")
    )


def closures(user: AnyUser) -> QuerySet[Closure]:
    """Closed regions among the user's, those in force first, then what is over, for two months."""
    since = timezone.localdate() - timedelta(days=_SHOWN_DAYS)
    return (
        Closure.objects.visible_to(user)
        .filter(last_day__gte=since)
        .select_related("region__parent__parent", "closed_by", "opened_by")
        .order_by("-first_day", "-pk")
    )


def lacking_visits(month: date) -> QuerySet[Visit]:
    """Visits planned for a month that can still be made, and that nobody holds or has been asked for."""
    held = Assignment.objects.active().filter(task__visit__month=month)
    return Visit.objects.filter(
        month=month, ordinal__gt=0, task__state=TaskState.OPEN, task__ends_on__gte=timezone.localdate()
    ).exclude(task__in=held.values("task"))
