"""What a month asks for, compared with what is there: visits to create, to bring up to date, to take out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from elderly_visits import policy
from elderly_visits.enums import NoContactReason, VisitMethod
from elderly_visits.models import Elder, Visit, VisitReport
from elderly_visits.reasons import IN_INSTITUTION, NO_CONSENT
from elderly_visits.windows import AGAIN, EXTRA, Calendar, Window, last_day
from people.enums import Role
from people.models import Person, RoleGrant, User
from policies.selectors import PolicyBook
from regions.codes import in_subtree, short_name
from regions.models import LocationQuality, Region
from volunteers.enums import KEPT_STATES, TaskState
from volunteers.models import Assignment, Task

CHUNK = 5000
# Nobody opened, but somebody may open next time.
_WORTH_TRYING_AGAIN = (NoContactReason.NOT_AT_HOME, NoContactReason.UNREACHABLE, NoContactReason.OTHER)


class DueElder(NamedTuple):
    """What the planner knows of an elder. No name, no address: it does not need them."""

    pk: int
    person_id: int
    region_id: str
    lat: float | None
    lon: float | None
    location_quality: str
    tier: str
    disabled: bool
    prefers_sex: str
    needs_pair: bool
    slots: int
    worker_id: int | None
    registered_on: date
    left_on: date | None


class Standing(NamedTuple):
    """A planned visit as it stands, with its task."""

    visit_id: int
    elder_id: int
    ordinal: int
    tier: str
    method: str
    task_id: int
    state: str
    contact_made: bool | None
    no_contact_reason: str | None
    fields: dict[str, Any]


# What a task takes over from the elder and the community; kept up to date whoever has said yes.
CARRIED = (
    "region_id", "title", "place", "organiser", "in_charge", "lat", "lon", "location_quality", "prefers_sex", "slots",
)  # fmt: skip
# What a volunteer has said yes to: changed only while nobody has.
AGREED = ("starts_on", "ends_on", "minutes", "on_site", "persons_needed", "adult_only", "needs_insurance")


@dataclass
class NewVisit:
    """A visit to create: for whom, when, and the fields of its task."""

    elder: DueElder
    ordinal: int
    method: str
    fields: dict[str, Any]
    dialects: frozenset[int]


@dataclass
class Differences:
    """What has to be written so that the month's visits are what they should be."""

    create: list[NewVisit] = field(default_factory=list)
    # (visit, fields of the task that differ, fields of the visit that differ)
    update: list[tuple[Standing, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    # task → dialects it should have
    dialects: dict[int, frozenset[int]] = field(default_factory=dict)
    # Primary keys of visits that are no longer due.
    drop: list[int] = field(default_factory=list)
    not_planned: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.create or self.update or self.dialects or self.drop)


def differences(*, region: Region, month: date, today: date, book: PolicyBook) -> Differences:
    """Compare a month's visits in a region with the register. Reads only; the number of queries is fixed."""
    elders = {elder.pk: elder for elder in _due_elders(region.pk, month, today)}
    standing: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for row in _standing(region.pk, month):
        standing[row.elder_id, row.ordinal % AGAIN].append(row)
    reader = _Reader(region.pk, month, book)
    result = Differences(not_planned=_not_planned(region.pk, month, today))
    wanted: set[tuple[int, int]] = set()
    for elder in elders.values():
        for window in reader.calendar.due(elder.region_id, elder.tier):
            wanted.add((elder.pk, window.ordinal))
            if window.last < today or window.last < elder.registered_on:
                continue
            if elder.left_on is not None and elder.left_on <= max(window.first, today):
                continue
            _compare(elder, window, standing.get((elder.pk, window.ordinal), []), reader, result)
    for key, rows in standing.items():
        if key in wanted:
            continue
        # Accepted visits of an elder who is still due stay: somebody has said yes. Of others they go.
        result.drop += [
            row.visit_id
            for row in rows
            if row.state == TaskState.OPEN and not (key[0] in elders and reader.kept.get(row.task_id))
        ]
    return result


def _compare(
    elder: DueElder, window: Window, rows: list[Standing], reader: _Reader, result: Differences
) -> None:
    """One window of one elder: create its visit, bring it up to date, or leave it."""
    alive = [row for row in rows if row.state == TaskState.OPEN]
    missed = [row for row in rows if row.state == TaskState.LAPSED or _worth_trying_again(row)]
    if alive:
        for row in alive:
            _refresh(elder, window, row, reader, result)
    elif (not rows and not reader.met_outside(elder, window)) or (missed and len(rows) == len(missed) == 1):
        method = reader.method(elder)
        result.create.append(
            NewVisit(
                elder,
                window.ordinal + (AGAIN if rows else 0),
                method,
                {**reader.carried(elder), **reader.agreed(elder, window, method)},
                reader.dialects.get(elder.person_id, frozenset()),
            )
        )


def _worth_trying_again(row: Standing) -> bool:
    return (
        row.state == TaskState.DONE
        and row.contact_made is False
        and row.no_contact_reason in _WORTH_TRYING_AGAIN
    )


def _refresh(elder: DueElder, window: Window, row: Standing, reader: _Reader, result: Differences) -> None:
    kept = reader.kept.get(row.task_id, 0)
    method = reader.method(elder)
    right = reader.carried(elder)
    on_visit: dict[str, Any] = {}
    if kept:
        # A second visitor may still be asked for; nobody who said yes is sent home.
        right["persons_needed"] = max(kept, 2 if elder.needs_pair else 1)
    else:
        right |= reader.agreed(elder, window, method)
        on_visit = {
            name: value
            for name, value, was in (("tier", elder.tier, row.tier), ("method", method, row.method))
            if value != was
        }
    on_task = {name: value for name, value in right.items() if value != row.fields[name]}
    if on_task or on_visit:
        result.update.append((row, on_task, on_visit))
    dialects = reader.dialects.get(elder.person_id, frozenset())
    if dialects != reader.task_dialects.get(row.task_id, frozenset()):
        result.dialects[row.task_id] = dialects


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
        self.dialects = _sets(
            Person.dialects.through.objects.filter(in_subtree("person__elder__region", code)).values_list(
                "person_id", "dialect_id"
            )
        )
        self.task_dialects = _sets(
            Task.dialects.through.objects.filter(task__visit__month=month)
            .filter(in_subtree("task__visit__elder__region", code))
            .values_list("task_id", "dialect_id")
        )
        self._places = {
            pk: (name, urban_rural, lat, lon)
            for pk, name, urban_rural, lat, lon in Region.objects.within(code).values_list(
                "pk", "name", "urban_rural", "lat", "lon"
            )
        }
        self._in_charge = _workers_in_charge(code)
        self._worker_names = {
            pk: f"{last}{first}"
            for pk, last, first in User.objects.filter(
                pk__in=Elder.objects.filter(in_subtree("region", code)).values("worker")
            ).values_list("pk", "last_name", "first_name")
        }
        self._met = _met_outside_plan(code, month)
        self._carried: dict[tuple[str, int | None], dict[str, Any]] = {}
        self._rules: dict[tuple[str, str], Any] = {}

    def _rule(self, key: str, region: str) -> Any:
        if (key, region) not in self._rules:
            self._rules[key, region] = self.book.value(key, region)
        return self._rules[key, region]

    def method(self, elder: DueElder) -> str:
        """Disabled elders are visited at home whatever the tier [press]."""
        return VisitMethod.HOME if elder.disabled else self._rule(policy.METHODS, elder.region_id)[elder.tier]

    def met_outside(self, elder: DueElder, window: Window) -> bool:
        """Whether somebody has met the elder in these days without a plan (a crisis call, a worker's visit)."""
        if window.ordinal >= EXTRA:
            return False
        anyhow = self.method(elder) != VisitMethod.HOME
        return any(
            window.first <= day <= window.last and (anyhow or method == VisitMethod.HOME)
            for day, method in self._met.get(elder.pk, ())
        )

    def carried(self, elder: DueElder) -> dict[str, Any]:
        """Fields of a task that follow from the elder and the community."""
        key = (elder.region_id, elder.worker_id)
        if key not in self._carried:
            name, urban_rural, _lat, _lon = self._places[elder.region_id]
            in_charge = self._worker_names.get(elder.worker_id or 0) or self._in_charge.get(
                elder.region_id, ""
            )
            with translation.override(settings.LANGUAGE_CODE):
                title = _("Visit to an elder in %(place)s") % {"place": short_name(name)}
            self._carried[key] = {
                "region_id": elder.region_id,
                "title": title,
                "place": short_name(name),
                "organiser": committee_of(name, urban_rural),
                "in_charge": in_charge[:60],
            }
        lat, lon, quality = elder.lat, elder.lon, elder.location_quality
        if lat is None or lon is None:
            _name, _class, lat, lon = self._places[elder.region_id]
            quality = LocationQuality.UNKNOWN if lat is None else LocationQuality.APPROXIMATE
        return {
            **self._carried[key],
            "lat": lat, "lon": lon, "location_quality": quality,
            "prefers_sex": elder.prefers_sex, "slots": elder.slots,
        }  # fmt: skip

    def agreed(self, elder: DueElder, window: Window, method: str) -> dict[str, Any]:
        """Fields of a task that a volunteer says yes to."""
        return {
            "starts_on": window.first,
            "ends_on": window.last,
            "minutes": self._rule(policy.MINUTES, elder.region_id)[method],
            "on_site": method == VisitMethod.HOME,
            "persons_needed": 2 if elder.needs_pair else 1,
            "adult_only": self._rule(policy.ADULTS_ONLY, elder.region_id),
            "needs_insurance": self._rule(policy.INSURANCE, elder.region_id),
        }


def committee_of(name: str, urban_rural: str) -> str:
    """The committee that organises visits in a community: 甲社区 → 甲社区居民委员会, 乙村 → 乙村村民委员会."""
    if name.endswith("委员会"):
        return name
    rural = name.endswith("村") or (urban_rural.startswith("2") and not name.endswith("社区"))
    return f"{name}{'村民' if rural else '居民'}委员会"


def _sets(pairs: Any) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs.iterator(chunk_size=CHUNK):
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _due_elders(code: str, month: date, today: date) -> Iterator[DueElder]:
    """Everybody in the region who agreed to be visited, lives at home and is on the register in what is left of it."""
    rows = (
        Elder.objects.consenting()
        .counted_in(max(month, today), last_day(month))
        .filter(in_subtree("region", code), in_institution=False, person__died_on=None)
        .order_by("pk")
        .values_list(
            "pk", "person_id", "region_id", "lat", "lon", "location_quality", "risk_tier", "disabled", "prefers_sex",
            "needs_pair", "slots", "worker_id", "registered_on", "left_on",
        )
    )  # fmt: skip
    return (DueElder(*row) for row in rows.iterator(chunk_size=CHUNK))


def _standing(code: str, month: date) -> Iterator[Standing]:
    names = (*CARRIED, *AGREED)
    rows = (
        Visit.objects.filter(in_subtree("elder__region", code), month=month, ordinal__gt=0)
        .order_by("pk")
        .values_list(
            "pk", "elder_id", "ordinal", "tier", "method", "task_id", "task__state", "report__contact_made",
            "report__no_contact_reason", *(f"task__{name}" for name in names),
        )
    )  # fmt: skip
    for visit, elder, ordinal, tier, method, task, state, contact_made, why_not, *fields in rows.iterator(
        CHUNK
    ):
        yield Standing(
            visit, elder, ordinal, tier, method, task, state, contact_made, why_not,
            dict(zip(names, fields, strict=True)),
        )  # fmt: skip


def _not_planned(code: str, month: date, today: date) -> dict[str, int]:
    """Elders on the register for whom no visit is planned, by reason."""
    here = Elder.objects.counted_in(max(month, today), last_day(month)).filter(
        in_subtree("region", code), person__died_on=None
    )
    counts = {
        IN_INSTITUTION: here.filter(in_institution=True).count(),
        NO_CONSENT: here.filter(in_institution=False)
        .exclude(pk__in=Elder.objects.consenting().values("pk"))
        .count(),
    }
    return {reason: count for reason, count in counts.items() if count}


def _met_outside_plan(code: str, month: date) -> dict[int, list[tuple[date, str]]]:
    """Days on which elders were met in the month on a visit outside the plan, and how."""
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = (
        VisitReport.objects.counting()
        .filter(in_subtree("visit__elder__region", code), visit__ordinal=0)
        .filter(visited_at__date__gte=month, visited_at__date__lte=last_day(month))
        .values_list("visit__elder_id", "visited_at__date", "method")
    )
    for elder_id, day, method in rows:
        found[elder_id].append((day, method))
    return found


def _workers_in_charge(code: str) -> dict[str, str]:
    """For each community the name of its community worker (the one longest in charge)."""
    names: dict[str, str] = {}
    grants = (
        RoleGrant.objects.current()
        .filter(in_subtree("region", code), role=Role.COMMUNITY_WORKER, user__is_active=True)
        .order_by("valid_from", "pk")
        .values_list("region_id", "user__last_name", "user__first_name")
    )
    for region_id, last, first in grants:
        names.setdefault(region_id, f"{last}{first}")
    return names
