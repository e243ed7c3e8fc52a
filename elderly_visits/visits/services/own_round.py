"""Planning the round of a community worker who visits herself. It is part of her work and earns nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.months import midnight
from elderly_visits.register.permissions import can_work_for
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from people.persons.models import Person
from regions.models import Region
from routing.rounds import Infeasibility, Mover, Stop, plan_round
from volunteers.slots import slot_of, windows_on
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.selectors.agreed_times import rules_for
from workbench.roles import WORKER_ROLES
from workbench.scopes import role_regions


@transaction.atomic
def plan_own_round(
    *, person: Person, actor: User, day: date, visits: Sequence[Visit]
) -> list[tuple[Visit, Infeasibility]]:
    """Make `visits` the worker's round of `day`, in the best order; returns those that do not fit, with the reason.

    Starts from the community for which she works. What she had planned for that day and did not choose again is no
    longer planned; a visit planned for another day moves here. Raises VisitError for an elder of another area or a day
    that has passed.
    """
    now = timezone.localtime()
    if day < now.date():
        raise VisitError(_("This day has passed."), code="passed")
    if any(not can_work_for(actor, visit.elder) for visit in visits):
        raise VisitError(_("You do not look after this elder's region."), code="not_yours")
    regions = role_regions(actor, WORKER_ROLES)
    start = Region.objects.filter(pk__in=regions).order_by("-pk").first()
    rules = rules_for(start.pk if start else "")
    stops = tuple(
        Stop(
            visit.task_id, visit.task.minutes, windows_on(visit.task.slots, day.weekday()),
            visit.task.lat, visit.task.lon,
        )
        for visit in visits
    )  # fmt: skip
    planned = plan_round(
        Mover(
            person.pk, stops, start.lat if start else None, start.lon if start else None,
            ready=now.hour * 60 + now.minute if day == now.date() else 0,
            rest=rules.rest, step=rules.step, pace=rules.pace,
        )
    )  # fmt: skip
    mine = PlannedStop.objects.filter(person=person, assignment=None)
    # Intentions of days gone by are of no use to anybody.
    mine.filter(starts_at__lt=_at(now.date(), 0)).delete()
    mine.filter(starts_at__gte=_at(day, 0), starts_at__lt=_at(day + timedelta(days=1), 0)).delete()
    mine.filter(task__in=[visit.task_id for visit in visits]).delete()
    PlannedStop.objects.bulk_create(
        [PlannedStop(person=person, task_id=leg.key, starts_at=_at(day, leg.begins)) for leg in planned.legs],
        ignore_conflicts=True,
    )
    by_task = {visit.task_id: visit for visit in visits}
    return [(by_task[int(key)], why) for key, why in planned.left_out]


def _at(day: date, minute: int) -> datetime:
    return midnight(day) + timedelta(minutes=minute)


def move_own_stop(*, person: Person, visit: Visit, starts_at: datetime) -> None:
    """Another hour for one visit of the own round, chosen by hand.

    Raises VisitError when it is not planned, for an hour that has passed, or one at which the elder does not receive.
    """
    if starts_at < timezone.now():
        raise VisitError(_("This time has already passed."), code="passed")
    if not visit.task.slots & slot_of(starts_at):
        raise VisitError(
            _("The elder does not receive visitors at that time. Please choose another time."), code="slot"
        )
    changed = PlannedStop.objects.filter(person=person, task=visit.task_id, assignment=None).update(
        starts_at=starts_at, by_hand=True
    )
    if not changed:
        raise VisitError(_("This visit is no longer on your schedule."), code="gone")
