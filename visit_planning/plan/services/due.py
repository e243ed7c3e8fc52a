"""What a month asks for, compared with what is there: visits to create, to bring up to date, to take out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from common.languages import in_house
from common.months import first_day
from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from elderly_visits.visits.enums import NoContactReason, VisitMethod
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import PolicyBook
from regions.codes import in_subtree, short_name
from regions.models import LocationQuality, Region
from visit_planning.plan.services import register
from visit_planning.plan.services.register import CARRIED, TASK_FIELDS, DueElder, StandingVisit
from visit_planning.windows import AGAIN, EXTRA, Calendar, Window
from volunteers.slots import ALL_SLOTS, parts_gone, slots_between
from volunteers.tasks.enums import KEPT_STATES, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.policy import LEAD_MINUTES

# Nobody opened, but somebody may open next time.
_WORTH_TRYING_AGAIN = (NoContactReason.NOT_AT_HOME, NoContactReason.UNREACHABLE, NoContactReason.OTHER)
_PERSONS = TASK_FIELDS.index("persons_needed")
_NO_DIALECT: frozenset[int] = frozenset()


class NewVisit(NamedTuple):
    """A visit to create: for whom, and the fields of its task in the order of `TASK_FIELDS`."""

    elder: DueElder
    ordinal: int
    method: str
    fields: tuple[Any, ...]
    dialects: frozenset[int]


@dataclass
class Differences:
    """What has to be written so that the month's visits are what they should be."""

    create: list[NewVisit] = field(default_factory=list)
    # (visit, fields of the task that differ, fields of the visit that differ)
    update: list[tuple[StandingVisit, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    # task → dialects it should have
    dialects: dict[int, frozenset[int]] = field(default_factory=dict)
    # Primary keys of visits that are no longer due.
    drop: list[int] = field(default_factory=list)
    not_planned: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.create or self.update or self.dialects or self.drop)


def differences(*, region: Region, month: date, today: date, book: PolicyBook) -> Differences:
    """Compare a month's visits in a region with the register. Reads only; the number of queries is fixed."""
    elders = register.due_elders(region.pk, month, today)
    still_due = {elder.pk for elder in elders}
    standing: dict[tuple[int, int], list[StandingVisit]] = {}
    for row in register.standing_visits(region.pk, month):
        standing.setdefault((row.elder_id, row.ordinal % AGAIN), []).append(row)
    reader = _Reader(region.pk, month, book)
    result = Differences(not_planned=register.not_planned(region.pk, month, today))
    for elder in elders:
        wanted = reader.wanted(elder)
        for window in reader.calendar.due(elder.region_id, elder.tier):
            rows = standing.pop((elder.pk, window.ordinal), ())
            if window.last < today or window.last < elder.registered_on:
                continue
            if elder.left_on is not None and elder.left_on <= max(window.first, today):
                continue
            _compare(wanted, window, rows, reader, result)
    # What is left over is not due any more.
    for (elder_pk, _ordinal), left in standing.items():
        # Accepted visits of an elder who is still due stay: somebody has said yes. Of others they go.
        result.drop += [
            row.visit_id
            for row in left
            if row.state == TaskState.OPEN and not (elder_pk in still_due and reader.kept.get(row.task_id))
        ]
    return result


class _Wanted(NamedTuple):
    """What all visits of an elder have in common: how, the fields that follow from the file, dialects."""

    elder: DueElder
    method: str
    carried: tuple[Any, ...]
    dialects: frozenset[int]


def _compare(
    wanted: _Wanted, window: Window, rows: Sequence[StandingVisit], reader: _Reader, result: Differences
) -> None:
    """One window of one elder: create its visit, bring it up to date, or leave it."""
    again = 0
    if rows:
        alive = [row for row in rows if row.state == TaskState.OPEN]
        for row in alive:
            _refresh(wanted, window, row, reader, result)
        if alive or len(rows) > 1 or not (rows[0].state == TaskState.LAPSED or _worth_trying_again(rows[0])):
            return
        again = AGAIN
    elif reader.met_outside(wanted, window):
        return
    fields = wanted.carried + reader.agreed(wanted, window)
    result.create.append(
        NewVisit(wanted.elder, window.ordinal + again, wanted.method, fields, wanted.dialects)
    )


def _worth_trying_again(row: StandingVisit) -> bool:
    return (
        row.state == TaskState.DONE
        and row.contact_made is False
        and row.no_contact_reason in _WORTH_TRYING_AGAIN
    )


def _refresh(
    wanted: _Wanted, window: Window, row: StandingVisit, reader: _Reader, result: Differences
) -> None:
    on_visit: dict[str, Any] = {}
    if kept := reader.kept.get(row.task_id, 0):
        # A second visitor may still be asked for; nobody who said yes is sent home.
        agreed = list(row.fields[len(CARRIED) :])
        agreed[_PERSONS - len(CARRIED)] = max(kept, 2 if wanted.elder.needs_pair else 1)
        right = wanted.carried + tuple(agreed)
    else:
        right = wanted.carried + reader.agreed(wanted, window)
        if row.tier != wanted.elder.tier or row.method != wanted.method:
            on_visit = {"tier": wanted.elder.tier, "method": wanted.method}
    if on_visit or right != row.fields:
        on_task = {
            name: value
            for name, value, was in zip(TASK_FIELDS, right, row.fields, strict=True)
            if value != was
        }
        result.update.append((row, on_task, on_visit))
    if wanted.dialects != reader.task_dialects.get(row.task_id, _NO_DIALECT):
        result.dialects[row.task_id] = wanted.dialects


class _Reader:
    """What is looked up once for all elders: places, people in charge, dialects, who has said yes, who was met."""

    def __init__(self, code: str, month: date, book: PolicyBook) -> None:
        self.book = book
        self.calendar = Calendar(month, book)
        self.kept = dict(
            Assignment.objects.filter(task__visit__month=month, state__in=KEPT_STATES)
            .filter(in_subtree("task__visit__elder__region", code))
            .order_by()
            .values_list("task_id")
            .annotate(Count("pk"))
        )
        self.dialects = register.sets(
            Person.dialects.through.objects.filter(in_subtree("person__elder__region", code)),
            "person_id",
            "dialect_id",
        )
        self.task_dialects = register.sets(
            Task.dialects.through.objects.filter(task__visit__month=month).filter(
                in_subtree("task__visit__elder__region", code)
            ),
            "task_id",
            "dialect_id",
        )
        self._places = {
            pk: (name, urban_rural, lat, lon)
            for pk, name, urban_rural, lat, lon in Region.objects.within(code).values_list(
                "pk", "name", "urban_rural", "lat", "lon"
            )
        }
        self._in_charge = register.workers_in_charge(code)
        self._worker_names = {
            pk: f"{last}{first}"
            for pk, last, first in User.objects.filter(
                pk__in=Elder.objects.filter(in_subtree("region", code)).values("worker")
            ).values_list("pk", "last_name", "first_name")
        }
        self._met = register.met_outside_plan(code, month)
        self._of_place: dict[tuple[str, int | None], tuple[Any, ...]] = {}
        self._agreed: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._rules: dict[tuple[str, str], Any] = {}

    def _rule(self, key: str, region: str) -> Any:
        if (key, region) not in self._rules:
            self._rules[key, region] = self.book.value(key, region)
        return self._rules[key, region]

    def wanted(self, elder: DueElder) -> _Wanted:
        """What all visits of an elder have in common. Disabled elders are visited at home whatever the tier [press]."""
        methods = self._rule(policy.METHODS, elder.region_id)
        return _Wanted(
            elder,
            VisitMethod.HOME.value if elder.disabled else methods[elder.tier],
            self._carried(elder),
            self.dialects.get(elder.person_id, _NO_DIALECT),
        )

    def met_outside(self, wanted: _Wanted, window: Window) -> bool:
        """Whether somebody has met the elder in these days without a plan (a crisis call, a worker's visit)."""
        met = self._met.get(wanted.elder.pk)
        if met is None or window.ordinal >= EXTRA:
            return False
        anyhow = wanted.method != VisitMethod.HOME
        return any(
            window.first <= day <= window.last and (anyhow or method == VisitMethod.HOME)
            for day, method in met
        )

    def _carried(self, elder: DueElder) -> tuple[Any, ...]:
        """Fields of a task that follow from the community and the elder, in the order of `CARRIED`."""
        of_place = self._of_place.get((elder.region_id, elder.worker_id)) or self._place(elder)
        lat, lon, quality = elder.lat, elder.lon, elder.location_quality
        if lat is None or lon is None:
            _name, _class, lat, lon = self._places[elder.region_id]
            quality = LocationQuality.UNKNOWN if lat is None else LocationQuality.APPROXIMATE
        return (*of_place, lat, lon, quality, elder.prefers_sex, elder.slots)

    def _place(self, elder: DueElder) -> tuple[Any, ...]:
        name, urban_rural, _lat, _lon = self._places[elder.region_id]
        in_charge = self._worker_names.get(elder.worker_id or 0) or self._in_charge.get(elder.region_id, "")
        title = in_house(gettext_lazy("Visit to an elder in %(place)s"), place=short_name(name))
        found = (elder.region_id, title, short_name(name), committee_of(name, urban_rural), in_charge[:60])
        self._of_place[elder.region_id, elder.worker_id] = found
        return found

    def agreed(self, wanted: _Wanted, window: Window) -> tuple[Any, ...]:
        """Fields of a task that a volunteer says yes to, in the order of `AGREED`."""
        region, two = wanted.elder.region_id, wanted.elder.needs_pair
        key = (region, window.first, window.last, wanted.method, two)
        if (found := self._agreed.get(key)) is None:
            found = self._agreed[key] = (
                window.first,
                window.last,
                self._rule(policy.MINUTES, region)[wanted.method],
                wanted.method == VisitMethod.HOME,
                2 if two else 1,
                self._rule(policy.ADULTS_ONLY, region),
                self._rule(policy.INSURANCE, region),
            )
        return found


def visit_outside_the_cadence(
    elder: Elder, window: Window, *, now: datetime, book: PolicyBook
) -> NewVisit | None:
    """A visit of one elder in days that no rule names, with all that the elder asked for; None for who is not visited.

    Where the elder receives at none of the hours that are left, any hour will do: it cannot wait.
    """
    today, month = localdate(now), first_day(window.first)
    here = register.due_elders(elder.region_id, month, today)
    found = next((row for row in here if row.pk == elder.pk), None)
    if found is None:
        return None
    reader = _Reader(elder.region_id, month, book)
    gone = parts_gone(now, book.value(LEAD_MINUTES, elder.region_id))
    if not found.slots & slots_between(window.first, window.last, today, gone):
        found = found._replace(slots=ALL_SLOTS)
    # Whatever the tier's method is: somebody has to see how things are.
    wanted = reader.wanted(found)._replace(method=VisitMethod.HOME.value)
    fields = wanted.carried + reader.agreed(wanted, window)
    return NewVisit(found, window.ordinal, wanted.method, fields, wanted.dialects)


def committee_of(name: str, urban_rural: str) -> str:
    """The committee that organises visits in a community: 甲社区 → 甲社区居民委员会, 乙村 → 乙村村民委员会."""
    if name.endswith("委员会"):
        return name
    rural = name.endswith("村") or (urban_rural.startswith("2") and not name.endswith("社区"))
    return f"{name}{'村民' if rural else '居民'}委员会"
