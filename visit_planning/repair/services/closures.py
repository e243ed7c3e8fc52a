"""A region that cannot be reached for some days: who is released, who is asked, and what it would mean beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from common.months import first_day
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from people.actors import Actor
from policies.selectors import book
from regions.codes import in_subtree
from regions.models import Region
from visit_planning.neighbourhood.matching import Matcher
from visit_planning.plan.models.plan import Closure
from visit_planning.plan.services.barriers import Barriers, Closed
from visit_planning.repair.enums import RepairCause
from visit_planning.repair.policy import LONGEST_CLOSURE_DAYS
from visit_planning.repair.selectors import lacking_visits
from visit_planning.repair.services.requests import request_repair
from volunteers.slots import days_left, slots_on
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import notify_of_change
from volunteers.tasks.services.steps import lock_tasks, step
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers

_NOT_BEGUN = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)


@dataclass
class Preview:
    """What a closure would change: visits whose visitor cannot get there, for how many somebody is found at once, who
    stays without and why, whose agreed time falls away, and whether the engine's answer is proved the best."""

    losing: int = 0
    found: int = 0
    nobody: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    other_time: int = 0
    disturbed: int = 0
    optimal: bool = True


def check_closure(*, region: Region, first_day: date, last_day: date, actor: Actor) -> None:
    """Raise VisitError unless `actor` may close the region, and the days are in order and not too many."""
    if not covers(actor, region, MANAGER_ROLES):
        raise VisitError(_("You cannot close off this region."), code="not_yours")
    if last_day < first_day:
        raise VisitError({"last_day": _("The last day must not be before the first.")}, code="order")
    if last_day < timezone.localdate():
        raise VisitError({"last_day": _("These days are over.")}, code="over")
    longest = book().value(LONGEST_CLOSURE_DAYS, region)
    if last_day - first_day >= timedelta(days=longest):
        raise VisitError(
            {"last_day": _("At most %(days)d days at once.") % {"days": longest}}, code="too_long"
        )


def _affected(closed: Closed) -> tuple[list[Assignment], list[Assignment]]:
    """Assignments across the border of the region on these days: those that no day is left for, and those that only
    need another time. A fixed number of queries."""
    today = timezone.localdate()
    inside = in_subtree("task__visit__elder__region", closed.region)
    lives = in_subtree("volunteer__region", closed.region)
    rows = (
        Assignment.objects.filter(
            (inside & ~lives) | (~inside & lives),
            state__in=_NOT_BEGUN,
            task__state=TaskState.OPEN,
            task__visit__ordinal__gt=0,
            task__starts_on__lte=closed.last_day,
            task__ends_on__gte=max(today, closed.first_day),
        )
        .select_related("task__visit__elder", "volunteer__person")
        .defer("task__visit__elder__address", "task__visit__elder__door", "task__visit__elder__door_code")
        .order_by("task_id", "pk")
    )
    lost: list[Assignment] = []
    other_time: list[Assignment] = []
    barriers = Barriers((closed,))
    for row in rows:
        spans = barriers.days_of(row.volunteer_id, row.volunteer.region_id, row.task.visit.elder.region_id)
        days = days_left(max(row.task.starts_on, today), row.task.ends_on, spans)
        if not slots_on(days) & row.task.slots & row.volunteer.availability:
            lost.append(row)
        elif row.planned_for and timezone.localtime(row.planned_for).date() not in days:
            other_time.append(row)
    return lost, other_time


def preview_closure(*, region: Region, first_day: date, last_day: date, actor: Actor) -> Preview:
    """What would change. Reads only."""
    check_closure(region=region, first_day=first_day, last_day=last_day, actor=actor)
    closed = Closed(region.pk, first_day, last_day)
    lost, other_time = _affected(closed)
    result = Preview(losing=len({row.task_id for row in lost}), other_time=len(other_time))
    reasons: Counter[str] = Counter()
    for month, rows in _by_month(lost):
        tasks = {row.task_id for row in rows}
        decision = Matcher(
            month, timezone.localdate(), timezone.now(), book(), (closed,), [row.pk for row in rows]
        ).decide(tasks, region.pk)
        reasons.update(reason for task, reason in decision.reasons.items() if task in tasks)
        result.disturbed += len(decision.disturbed({row.task.visit.elder_id for row in rows}))
        result.optimal = result.optimal and bool(decision.quality.get("optimal", True))
    result.nobody = sum(reasons.values())
    result.found = result.losing - result.nobody
    result.reasons = dict(reasons.most_common())
    return result


def _by_month(rows: Iterable[Assignment]) -> list[tuple[date, list[Assignment]]]:
    found: dict[date, list[Assignment]] = {}
    for row in rows:
        found.setdefault(row.task.visit.month, []).append(row)
    return sorted(found.items(), key=lambda item: item[0])


@transaction.atomic
def close_region(*, region: Region, first_day: date, last_day: date, why: str, actor: Actor) -> Closure:
    """Nobody gets into or out of a region on these days: who would have to is released and told, others are asked.

    Who could still come on another day keeps the visit, and is asked to agree on another time. Closing twice returns
    the first. Raises VisitError as `check_closure` does.
    """
    check_closure(region=region, first_day=first_day, last_day=last_day, actor=actor)
    Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
    closure, created = Closure.objects.get_or_create(
        region=region, first_day=first_day, last_day=last_day, opened_at=None,
        defaults={"why": why.strip()[:200], "closed_by": actor},
    )  # fmt: skip
    if not created:
        return closure
    lost, other_time = _affected(Closed(region.pk, first_day, last_day))
    rows = [*lost, *other_time]
    lock_tasks(Task.objects.filter(pk__in={row.task_id for row in rows}))
    now = dict(
        Assignment.objects.select_for_update(no_key=True)
        .filter(pk__in=[row.pk for row in rows])
        .order_by("pk")
        .values_list("pk", "state")
    )
    with translation.override(settings.LANGUAGE_CODE):
        note = _("%(region)s is cut off from %(from)s to %(until)s.") % {
            "region": region.short_name, "from": first_day, "until": last_day,
        }  # fmt: skip
        lost = [row for row in lost if now.get(row.pk) in _NOT_BEGUN]
        for row in lost:
            row.state = now[row.pk]
            said_yes = row.state == AssignmentState.ACCEPTED
            # Not taken from them for good: once the place is open they may be asked again.
            step(row, AssignmentState.CANCELLED, actor=actor, note=note)
            if said_yes:
                notify_of_change(row, _("You do not need to go: the place is cut off"), note)
        for row in other_time:
            if now.get(row.pk) in _NOT_BEGUN:
                Assignment.objects.filter(pk=row.pk).update(planned_for=None)
                notify_of_change(row, _("Please agree on another time"), note, about=f"closure-{closure.pk}")
    if lost:
        request_repair(
            cause=RepairCause.CLOSED,
            visits=[(row.task.visit, row.volunteer_id) for row in lost],
            actor=actor,
            closure=closure,
        )
    return closure


@transaction.atomic
def open_region(*, closure: Closure, actor: Actor) -> Closure:
    """The place can be reached again: for visits there that lack somebody all volunteers near are asked. Twice is once.

    Raises VisitError for a region that is not the actor's.
    """
    current = locked(closure, "region")
    if not covers(actor, current.region_id, MANAGER_ROLES):
        raise VisitError(_("You cannot reopen this region."), code="not_yours")
    if current.opened_at is not None:
        return current
    current.opened_at, current.opened_by = timezone.now(), actor
    current.save(update_fields=["opened_at", "opened_by"])
    visits = unassigned_visits(current.region_id)
    if visits:
        request_repair(
            cause=RepairCause.OPENED, visits=[(visit, None) for visit in visits], actor=actor, closure=current
        )
    return current


def unassigned_visits(code: str) -> list[Visit]:
    """This month's visits in a region that can still be made and lack somebody."""
    visits = lacking_visits(first_day(timezone.localdate()))
    return list(visits.filter(in_subtree("elder__region", code)).select_related("elder").order_by("pk"))
