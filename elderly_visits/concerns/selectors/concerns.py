"""Lists of concerns, and what a referral can choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.months import midnight
from elderly_visits.concerns.enums import ConcernState, Severity
from elderly_visits.concerns.models import Concern, ConcernQuerySet
from elderly_visits.register.models import Elder
from facilities.enums import FacilityType
from facilities.selectors.finder import FinderHit, FinderQuery, find_facilities
from people.actors import AnyUser

# The views of the list, in the order of their tabs.
TABS: dict[str, str | Promise] = {
    "mine": _("Mine"),
    "open": _("All in my area"),
    "overdue": _("Overdue"),
    "closed": pgettext_lazy("concern", "Closed"),
}
_GRAVEST_FIRST = Case(
    When(severity=Severity.EMERGENCY, then=Value(0)),
    When(severity=Severity.URGENT, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
# Where one applies for assistance.
_WINDOWS = (FacilityType.COMMUNITY_SERVICE_CENTRE, FacilityType.SOCIAL_WORK_STATION)
_NEAREST = 8
_WINDOWS_NEAREST = 3


class Tab(NamedTuple):
    key: str
    label: str | Promise
    number: int


def _conditions(user: AnyUser) -> dict[str, Q]:
    unclosed = ~Q(state=ConcernState.CLOSED)
    return {
        "mine": unclosed & Q(owner=user),
        "open": unclosed,
        "overdue": unclosed & Q(due_at__lt=timezone.now()),
        "closed": Q(state=ConcernState.CLOSED),
    }


def tabs(user: AnyUser) -> list[Tab]:
    """The tabs with their numbers: one query."""
    counts = Concern.objects.visible_to(user).aggregate(
        **{key: Count("pk", filter=condition) for key, condition in _conditions(user).items()}
    )
    return [Tab(key, label, counts[key]) for key, label in TABS.items()]


@dataclass(frozen=True)
class WaitingConcerns:
    """Concerns that are not closed; `due_today`: by midnight, and not overdue yet."""

    emergencies: int
    overdue: int
    due_today: int
    open_concerns: int


def waiting_concerns(user: AnyUser) -> WaitingConcerns:
    """What waits in the user's regions, counted as the tabs count it: one query."""
    conditions, now = _conditions(user), timezone.now()
    tonight = midnight(timezone.localdate() + timedelta(days=1))
    return WaitingConcerns(
        **Concern.objects.visible_to(user)
        .filter(conditions["open"])
        .aggregate(
            emergencies=Count("pk", filter=Q(severity=Severity.EMERGENCY)),
            overdue=Count("pk", filter=conditions["overdue"]),
            due_today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=tonight)),
            open_concerns=Count("pk"),
        )
    )


def concerns(user: AnyUser, tab: str, *, severity: str = "", query: str = "") -> ConcernQuerySet:
    """The concerns of a tab: the gravest first, then what is due first; closed ones the latest first."""
    rows = Concern.objects.visible_to(user).filter(_conditions(user)[tab])
    if severity in Severity.values:
        rows = rows.filter(severity=severity)
    if query:
        rows = rows.filter(Q(elder__person__name__icontains=query) | Q(elder__region__name__icontains=query))
    rows = rows.select_related("elder__person", "elder__region", "owner")
    return (
        rows.order_by("-closed_at", "-pk")
        if tab == "closed"
        else rows.order_by(_GRAVEST_FIRST, "due_at", "pk")
    )


def care_points_near(elder: Elder) -> list[FinderHit]:
    """Care points to which this elder could be referred, the nearest first, assistance windows after them."""
    near = elder.point
    region = None if near else elder.region
    found = find_facilities(FinderQuery(near=near, region=region, limit=_NEAREST)).nearest
    known = {one.facility.pk for one in found}
    windows = find_facilities(
        FinderQuery(near=near, region=region, types=_WINDOWS, limit=_WINDOWS_NEAREST)
    ).nearest
    return [*found, *(one for one in windows if one.facility.pk not in known)]
