"""The round of a community worker who visits herself: which visits nobody else makes, and what she has planned."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from elderly_visits.visits.models.visit import TIER_ORDER, Visit
from people.actors import AnyUser
from people.logins.models import User
from people.persons.models import Person
from volunteers.days.selectors.days import Day, in_days, own_stops
from volunteers.task_types import Disclosure
from volunteers.tasks.enums import KEPT_STATES, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.agreed_times import rules_for
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


def open_visits(user: User, day: date, *, everybody: bool = False) -> QuerySet[Visit]:
    """Visits at home that can be made on `day` and that nobody has said yes to: the most urgent first.

    Of elders for whom the user is named as the worker; with `everybody` of all in the user's regions.
    """
    rows = Visit.objects.filter(
        in_scope(user, "elder__region_id", WORKER_ROLES),
        task__state=TaskState.OPEN, task__on_site=True, task__starts_on__lte=day, task__ends_on__gte=day,
    ).exclude(task__in=Assignment.objects.filter(state__in=KEPT_STATES).values("task"))  # fmt: skip
    if not everybody:
        rows = rows.filter(elder__worker=user)
    return rows.select_related("elder__person", "elder__region", "task__region").order_by(
        "task__ends_on", TIER_ORDER, "pk"
    )


def own_round(person: Person, user: AnyUser, day: date) -> tuple[Day, dict[int, Visit]]:
    """What a worker has planned for `day`, in order, with names and homes; and the visit of each task.

    Only of elders for whom she still works. For the worker nothing is staged: the file is open to her anyway.
    """
    services = [service for service in own_stops(person, first=day) if service.day == day]
    visits = {
        visit.task_id: visit
        for visit in Visit.objects.filter(
            in_scope(user, "elder__region_id", WORKER_ROLES), task__in=[row.task.pk for row in services]
        ).select_related("elder__person", "elder__region")
    }
    services = [row for row in services if row.task.pk in visits]
    for row in services:
        elder = visits[row.task.pk].elder
        row.disclosure = Disclosure(
            name=elder.person.name, address=elder.address, door=elder.door, beneficiary=elder.person
        )
    region = services[0].task.region_id if services else ""
    days = in_days(services, rules_for(region))
    return (days[0] if days else Day(day, [])), visits
