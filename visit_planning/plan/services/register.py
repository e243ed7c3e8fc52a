"""What is read to know which visits are due: elders, the month's visits as they stand, who was met, who is in charge.

A fixed number of queries, each in columns; nobody's name or address is among them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from common.bulk import columns
from common.months import last_day
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from people.roles.models import RoleGrant
from regions.codes import in_subtree
from visit_planning.reasons import IN_INSTITUTION, NO_CONSENT
from visit_planning.windows import URGENT
from workbench.roles import Role

# What a task takes over from the community and from the elder; kept up to date whoever has said yes.
OF_PLACE = ("region_id", "title", "place", "organiser", "in_charge")
OF_ELDER = ("lat", "lon", "location_quality", "prefers_sex", "slots")
CARRIED = (*OF_PLACE, *OF_ELDER)
# What a volunteer has said yes to: changed only while nobody has.
AGREED = ("starts_on", "ends_on", "minutes", "on_site", "persons_needed", "adult_only", "needs_insurance")
TASK_FIELDS = (*CARRIED, *AGREED)


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


class StandingVisit(NamedTuple):
    """A planned visit as it stands; `fields` are those of its task, in the order of `TASK_FIELDS`."""

    visit_id: int
    elder_id: int
    ordinal: int
    tier: str
    method: str
    task_id: int
    state: str
    contact_made: bool | None
    no_contact_reason: str | None
    fields: tuple[Any, ...]


def due_elders(code: str, month: date, today: date) -> list[DueElder]:
    """Everybody in the region who agreed to be visited, lives at home and is on the register in what is left of it."""
    rows = (
        Elder.objects.consenting()
        .counted_in(max(month, today), last_day(month))
        .filter(in_subtree("region", code), in_institution=False, person__died_on=None)
        .order_by("pk")
    )
    found = columns(
        rows, "pk", "person_id", "region_id", "lat", "lon", "location_quality", "risk_tier", "disabled", "prefers_sex",
        "needs_pair", "slots", "worker_id", "registered_on", "left_on",
    )  # fmt: skip
    return list(map(DueElder._make, zip(*found, strict=True)))


def standing_visits(code: str, month: date) -> list[StandingVisit]:
    """The month's planned visits in the region, whatever became of them; not those that somebody asked for at once."""
    rows = Visit.objects.filter(
        in_subtree("elder__region", code), month=month, ordinal__gt=0, ordinal__lt=URGENT
    ).order_by("pk")
    plain = (
        "pk", "elder_id", "ordinal", "tier", "method", "task_id", "task__state", "report__contact_made",
        "report__no_contact_reason",
    )  # fmt: skip
    found = columns(rows, *plain, *(f"task__{name}" for name in TASK_FIELDS))
    head, fields = found[: len(plain)], found[len(plain) :]
    return list(map(StandingVisit._make, zip(*head, zip(*fields, strict=True), strict=True)))


def not_planned(code: str, month: date, today: date) -> dict[str, int]:
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


def met_outside_plan(code: str, month: date) -> dict[int, list[tuple[date, str]]]:
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


def workers_in_charge(code: str) -> dict[str, str]:
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


def sets(pairs: Any, key: str, value: str) -> dict[int, frozenset[int]]:
    """The rows of a many-to-many table as a set for each key."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in zip(*columns(pairs, key, value), strict=True):
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}
