"""Who goes on a round on which day, as workers of a region see it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.months import midnight
from people.logins.models import User
from volunteers.days.selectors.days import lacks_time
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.agreed_times import AHEAD
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


def rounds_on(user: User, day: date) -> QuerySet[Any, Any]:
    """Others with services on `day` in the user's regions: volunteer, name, how many, first and last begin."""
    begins = midnight(day)
    return (
        Assignment.objects.filter(in_scope(user, "task__region_id", WORKER_ROLES), state__in=AHEAD)
        .exclude(volunteer__person__user=user)
        .annotate(begins=Coalesce("planned_for", "task__starts_at"))
        .filter(begins__gte=begins, begins__lt=begins + timedelta(days=1))
        .order_by()
        .values("volunteer", "volunteer__person__name")
        .annotate(services=Count("pk"), first=Min("begins"), last=Max("begins"))
        .order_by("first", "volunteer")
    )


def volunteers_without_times(user: User) -> QuerySet[Volunteer]:
    """Volunteers of the user's regions who said yes to something that has no hour yet, with `waiting`."""
    # From the few services without an hour to who makes them, not from every volunteer to theirs.
    lacking = Assignment.objects.filter(lacks_time()).order_by()
    own = lacking.filter(volunteer=OuterRef("pk")).values("volunteer").annotate(number=Count("pk"))
    return (
        Volunteer.objects.filter(
            in_scope(user, "region_id", WORKER_ROLES), pk__in=lacking.values("volunteer")
        )
        .exclude(person__user=user)
        .annotate(waiting=Subquery(own.values("number")))
        .select_related("person")
        .order_by("-waiting", "pk")
    )
