"""Planning somebody's visits: propose a day and a time for each, change them by hand, agree on them.

What is proposed is a draft (models.PlannedStop) that waits until it is agreed or thrown away. Agreeing is the ordinary
`accept` of each assignment, so that companions get the same time and are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.locking import locked
from common.months import midnight
from people.logins.models import User
from routing.rounds import Infeasibility, Mover, Stop
from routing.rounds_month import Half, Month, Wish, spread
from volunteers.days.models.absence import Absence
from volunteers.days.selectors.days import assignments_without_time, drafts_of
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import ALL_SLOTS, PART_MINUTES, days_left, slot_bit, slot_of
from volunteers.task_types import disclosures_of
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.models.task import Task
from volunteers.tasks.permissions import can_act_for, is_own
from volunteers.tasks.selectors.agreed_times import (
    Rules,
    Service,
    agreed_services,
    conflicting_service,
    ends_after,
    rules_for,
    shortfall_minutes,
    travel_minutes,
)
from volunteers.tasks.services.offers import accept
from volunteers.tasks.services.steps import require_day
from volunteers.tasks.services.times import time_of_companions


@dataclass
class Agreed:
    """What came of agreeing: how many times hold now, and a sentence for each that could not."""

    count: int = 0
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def propose_times(*, volunteer: Volunteer) -> int:
    """Propose a time for every service of `volunteer` that has none; returns how many. Proposing again starts afresh.

    Times chosen by hand stay as they are. A service for which there is no time keeps a draft that says why.
    """
    volunteer = locked(volunteer, "person", key_stays=True)
    kept = {row.assignment_id: row for row in drafts_of(volunteer) if row.by_hand}
    PlannedStop.objects.filter(person=volunteer.person_id, assignment__isnull=False).exclude(
        pk__in=[row.pk for row in kept.values()]
    ).delete()
    waiting = [row for row in assignments_without_time(volunteer) if row.pk not in kept]
    if not waiting:
        return len(kept)
    planned = []
    for row in list(waiting):
        if (at := time_of_companions(row.task, other_than=row.pk)) is not None:
            # Whoever comes along has an hour already: it is this one's, too.
            planned.append(_draft(volunteer, row, at))
            waiting.remove(row)
    planned += _spread(volunteer, waiting, [*kept.values(), *planned])
    PlannedStop.objects.bulk_create(planned)
    return len(kept) + sum(row.starts_at is not None for row in planned)


def _spread(
    volunteer: Volunteer, waiting: Sequence[Assignment], fixed: Sequence[PlannedStop]
) -> list[PlannedStop]:
    now = timezone.localtime()
    rules = rules_for(volunteer.region_id)
    others = _companions(waiting)
    agreed = agreed_services([volunteer.pk, *{row.volunteer_id for row in others}], first=now.date())
    mine = agreed.get(volunteer.pk, [])
    for stop in fixed:
        if stop.starts_at is not None:
            ends = ends_after(stop.task, stop.starts_at)
            mine = [*mine, Service(stop.task, stop.starts_at, ends, stop.assignment)]
    held = [service.assignment for service in mine if service.assignment is not None]
    served = {pk: seen.beneficiary for pk, seen in disclosures_of([*waiting, *held]).items()}
    visited: dict[Any, list[int]] = {}
    for service in mine:
        if service.assignment and (person := served.get(service.assignment.pk)):
            visited.setdefault(person.pk, []).append(service.day.toordinal())
    away = _absences([volunteer.pk, *{row.volunteer_id for row in others}], now.date())
    wishes = []
    for row in waiting:
        together = [other for other in others if other.task_id == row.task_id]
        person = served.get(row.pk)
        wishes.append(
            Wish(
                stop=_stop(row.task),
                halves=_halves(
                    row.task, [volunteer, *(other.volunteer for other in together)], now.date(), away
                ),
                served=person.pk if person else None,
                companions=tuple(other.volunteer_id for other in together),
            )
        )
    companions = {other.volunteer_id: other.volunteer for other in others}
    found = spread(
        Month(
            mover=_mover(volunteer, rules),
            parts=PART_MINUTES,
            wishes=tuple(wishes),
            most=rules.most,
            outing_minutes=rules.outing,
            agreed=_by_day(mine, rules),
            companions={key: _mover(other, rules) for key, other in companions.items()},
            companions_agreed={
                (key, day): stops
                for key in companions
                for day, stops in _by_day(agreed.get(key, []), rules).items()
            },
            ready={now.date().toordinal(): now.hour * 60 + now.minute},
            visited={key: tuple(days) for key, days in visited.items()},
        )
    )
    return [
        _draft(volunteer, row, _moment(found.times.get(row.task_id)), found.infeasible.get(row.task_id))
        for row in waiting
    ]


def _companions(waiting: Sequence[Assignment]) -> list[Assignment]:
    """Who has said yes to the same tasks and has no hour either."""
    return list(
        Assignment.objects.filter(
            task__in=[row.task_id for row in waiting if row.task.persons_needed > 1],
            state=AssignmentState.ACCEPTED,
        )
        .exclude(pk__in=[row.pk for row in waiting])
        .select_related("volunteer")
        .order_by("pk")
    )


def _absences(volunteers: Sequence[int], today: date) -> dict[int, list[tuple[date, date]]]:
    """The spans of days, from today on, in which volunteers are ill or away."""
    found: dict[int, list[tuple[date, date]]] = {}
    rows = Absence.objects.in_force().filter(volunteer__in=volunteers, last_day__gte=today)
    for volunteer, first, last in rows.values_list("volunteer_id", "first_day", "last_day"):
        found.setdefault(volunteer, []).append((first, last))
    return found


def _halves(
    task: Task, people: Sequence[Volunteer], today: date, away: Mapping[int, list[tuple[date, date]]]
) -> tuple[Half, ...]:
    """The half-days that suit the one served and everybody who goes; today only where there is no later one.

    Who never said when they are free is free at any time.
    """
    mask = task.slots
    for person in people:
        mask &= person.availability or ALL_SLOTS
    first = max(task.starts_on, today)
    spans = [span for person in people for span in away.get(person.pk, ())]
    found = [
        (day.toordinal(), part)
        for day in days_left(first, task.ends_on, spans)
        for part in range(len(PART_MINUTES))
        if mask & slot_bit(day.weekday(), part)
    ]
    later = [half for half in found if half[0] > today.toordinal()]
    return tuple(later or found)


def _stop(task: Task) -> Stop:
    """A task as a stop without windows; a call has no place."""
    point = task.point if task.on_site else None
    return Stop(task.pk, task.minutes, (), *(point or (None, None)))


def _mover(volunteer: Volunteer, rules: Rules) -> Mover:
    lat, lon = volunteer.point or (None, None)
    return Mover(volunteer.pk, (), lat, lon, rest=rules.rest, step=rules.step, pace=rules.pace)


def _by_day(services: Sequence[Service], rules: Rules) -> dict[int, tuple[Stop, ...]]:
    """Agreed services as stops of their days. Those that leave no time between them are one block: both are kept."""
    days: dict[int, list[Service]] = {}
    for service in sorted(services, key=lambda service: (service.starts_at, service.task.pk)):
        rows = days.setdefault(service.day.toordinal(), [])
        if rows and shortfall_minutes(rows[-1], service, rules) is not None:
            ends = max(rows[-1].ends_at, service.ends_at)
            rows[-1] = Service(service.task, rows[-1].starts_at, ends)
        else:
            rows.append(replace(service))
    return {day: tuple(_agreed_stop(service) for service in rows) for day, rows in days.items()}


def _agreed_stop(service: Service) -> Stop:
    local = timezone.localtime(service.starts_at)
    begins = local.hour * 60 + local.minute
    minutes = max(1, round((service.ends_at - service.starts_at).total_seconds() / 60))
    return replace(_stop(service.task), minutes=minutes, windows=((begins, begins + minutes),), agreed=True)


def _moment(when: tuple[int, int] | None) -> datetime | None:
    if when is None:
        return None
    return midnight(date.fromordinal(when[0])) + timedelta(minutes=when[1])


def _draft(
    volunteer: Volunteer, row: Assignment, starts_at: datetime | None, why: Infeasibility | None = None
) -> PlannedStop:
    return PlannedStop(
        person_id=volunteer.person_id, task=row.task, assignment=row,
        starts_at=starts_at, unfit="" if starts_at else str(why or Infeasibility.CROWDED),
    )  # fmt: skip


@transaction.atomic
def choose_time(*, assignment: Assignment, starts_at: datetime) -> PlannedStop:
    """A time chosen by hand for a service that has none: kept as a draft, also where it collides with another.

    Raises NotAllowedNow when the service has a time by now or no longer takes place, TaskError for a time that has
    passed, lies outside the days or at which the one served does not receive.
    """
    task = Task.objects.select_for_update(no_key=True).get(pk=assignment.task_id)
    current = Assignment.objects.select_related("volunteer").get(pk=assignment.pk)
    if current.state != AssignmentState.ACCEPTED or has_agreed_time(current, task):
        raise NotAllowedNow(
            _("This service has already been scheduled or is no longer taking place."), code="state"
        )
    if starts_at < timezone.now():
        raise TaskError(_("This time has already passed."), code="passed")
    require_day(task, starts_at)
    if not task.slots & slot_of(starts_at):
        raise TaskError(
            _("The elder does not receive visitors at that time. Please choose another time."), code="slot"
        )
    draft, _created = PlannedStop.objects.update_or_create(
        person_id=current.volunteer.person_id, task=task,
        defaults={"assignment": current, "starts_at": starts_at, "unfit": "", "by_hand": True},
    )  # fmt: skip
    return draft


def has_agreed_time(assignment: Assignment, task: Task) -> bool:
    return assignment.planned_for is not None or task.starts_at is not None


@transaction.atomic
def agree_on_drafts(*, volunteer: Volunteer, actor: User) -> Agreed:
    """Make drafts the agreed times. One that collides, or that a companion cannot keep, stays a draft and is told.

    Nothing is lost: the others are agreed. Pressed twice it does nothing more. A worker agrees for somebody else to
    services of the own area only; the rest stays a draft.
    """
    volunteer = locked(volunteer, "person", key_stays=True)
    rules = rules_for(volunteer.region_id)
    result = Agreed()
    drafts = [
        row
        for row in drafts_of(volunteer)
        if row.starts_at
        and row.assignment
        and (is_own(actor, row.assignment) or can_act_for(actor, row.assignment))
    ]
    taken = list(agreed_services([volunteer.pk], first=timezone.localdate()).get(volunteer.pk, []))
    done = []
    # Tasks are locked in the order of their keys, as everywhere, so that two people who agree at once do not wait for
    # each other.
    for row in sorted(drafts, key=lambda row: row.task_id):
        assert row.starts_at is not None and row.assignment is not None  # drafts with a time, of assignments
        try:
            with transaction.atomic():
                _check(row.task, row.starts_at, taken, rules)
                kept = accept(assignment=row.assignment, actor=actor, planned_for=row.starts_at)
        except ValidationError as error:
            result.problems += [f"{_called(row)}: {sentence}" for sentence in error.messages]
            continue
        assert kept.planned_for is not None  # given above
        taken.append(Service(kept.task, kept.planned_for, ends_after(kept.task, kept.planned_for), kept))
        done.append(row.pk)
    PlannedStop.objects.filter(pk__in=done).delete()
    result.count = len(done)
    return result


def _called(row: PlannedStop) -> str:
    assert row.starts_at is not None
    return f"{row.task.place_label} {date_format(timezone.localtime(row.starts_at), 'n-j H:i')}"


def _check(task: Task, starts_at: datetime, taken: Sequence[Service], rules: Rules) -> None:
    if starts_at < timezone.now():
        raise TaskError(_("This time has already passed."), code="passed")
    other = conflicting_service(task, starts_at, taken, rules)
    if other is not None:
        raise TaskError(
            _(
                "It is too close to the service at %(place)s at %(time)s: %(minutes)d minutes are "
                "needed in between for travel and rest. Please choose another time."
            )
            % {
                "place": other.task.place_label,
                "time": date_format(timezone.localtime(other.starts_at), "H:i"),
                "minutes": max(rules.rest, travel_minutes(task, other.task, rules.pace) or 0),
            },
            code="collides",
        )


def discard_drafts(*, volunteer: Volunteer) -> int:
    """Forget all drafts of a volunteer; returns how many."""
    deleted, _by_model = PlannedStop.objects.filter(
        person=volunteer.person_id, assignment__isnull=False
    ).delete()
    return deleted
