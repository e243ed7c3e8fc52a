"""Lists of concerns, and what a referral can choose from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.months import midnight
from common.web import key_in
from elderly_visits.concerns.enums import ConcernState, Severity
from elderly_visits.concerns.models import (
    Concern,
    ConcernEvent,
    ConcernFinding,
    ConcernQuerySet,
    ConcernStage,
)
from elderly_visits.concerns.wording import reminded_words
from elderly_visits.register.models import Elder
from facilities.enums import FacilityType
from facilities.selectors.finder import FinderHit, FinderQuery, find_facilities
from people.actors import AnyUser
from people.logins.models import User
from regions.codes import in_subtree
from workbench.roles import Role

# The views of the list, in the order of their tabs.
TABS: dict[str, str | Promise] = {
    "mine": _("Mine"),
    "open": _("All in my area"),
    "overdue": _("Overdue"),
    "today": _("Due today"),
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


# Since how many days a concern has been raised, as the list can be narrowed.
AGES = (1, 3, 7, 30)
_BEFORE_SHOWN = 5
# What was raised so many days ago is the same trouble when it is raised again.
_ANEW_DAYS = 90


class Counts(NamedTuple):
    """What is open: the figures of every page that counts concerns (docs/domain.md)."""

    emergencies: int
    overdue: int
    due_today: int
    open_concerns: int


def overdue(now: datetime | None = None) -> Q:
    """Condition 'open, and its first due time has passed', whoever has it now."""
    return ~Q(state=ConcernState.CLOSED) & Q(due_at__lt=now or timezone.now())


def due_today(now: datetime | None = None) -> Q:
    """Condition 'open, and its first due time is still to come today'."""
    tonight = midnight(timezone.localdate() + timedelta(days=1))
    return ~Q(state=ConcernState.CLOSED) & Q(due_at__gte=now or timezone.now(), due_at__lt=tonight)


def counts(user: AnyUser, region: str = "") -> Counts:
    """The figures of the user's regions, or of one of them by its code: one query."""
    now = timezone.now()
    rows = Concern.objects.visible_to(user).unclosed()
    if region:
        rows = rows.filter(in_subtree("elder__region", region))
    return Counts(
        **rows.aggregate(
            emergencies=Count("pk", filter=Q(severity=Severity.EMERGENCY)),
            overdue=Count("pk", filter=overdue(now)),
            due_today=Count("pk", filter=due_today(now)),
            open_concerns=Count("pk"),
        )
    )


class Held(NamedTuple):
    """Who had a concern at which level, from when until when (None: still), and until when they should have."""

    level: str
    owner: User | None
    since: datetime
    until: datetime | None
    due_at: datetime

    @property
    def span(self) -> timedelta:
        return (self.until or timezone.now()) - self.since

    @property
    def was_late(self) -> bool:
        return (self.until or timezone.now()) > self.due_at


def held(concern: Concern) -> list[Held]:
    """Who had it, in order: one query."""
    stages: Iterable[ConcernStage] = list(concern.stages.select_related("owner")) or [
        ConcernStage(level=concern.level, owner=concern.owner, since=concern.raised_at, due_at=concern.due_at)
    ]
    ends = [*(stage.since for stage in list(stages)[1:]), concern.closed_at]
    return [
        Held(stage.get_level_display(), stage.owner, stage.since, end, stage.due_at)
        for stage, end in zip(stages, ends, strict=True)
    ]


def raised_before(concern: Concern) -> QuerySet[Concern]:
    """Earlier concerns of one of the same kinds about the same elder, the latest first: raising anew hides none."""
    kinds = {concern.kind, *(finding.kind for finding in concern.findings.all())}
    alike = ConcernFinding.objects.filter(concern__elder=concern.elder_id, kind__in=kinds)
    rows = Concern.objects.filter(pk__in=alike.values("concern"), raised_at__lt=concern.raised_at)
    return rows.exclude(pk=concern.pk).order_by("-raised_at", "-pk")[:_BEFORE_SHOWN]


class Tab(NamedTuple):
    key: str
    label: str | Promise
    number: int


def _conditions(user: AnyUser) -> dict[str, Q]:
    unclosed = ~Q(state=ConcernState.CLOSED)
    return {
        "mine": unclosed & Q(owner=user),
        "open": unclosed,
        "overdue": overdue(),
        "today": due_today(),
        "closed": Q(state=ConcernState.CLOSED),
    }


def tabs(user: AnyUser) -> list[Tab]:
    """The tabs with their numbers: one query."""
    counts = Concern.objects.visible_to(user).aggregate(
        **{key: Count("pk", filter=condition) for key, condition in _conditions(user).items()}
    )
    return [Tab(key, label, counts[key]) for key, label in TABS.items()]


# What the list can be sorted by, beside the gravest first.
ORDERS: dict[str, tuple[str, ...]] = {
    "due": ("due_at", "pk"),
    "raised": ("raised_at", "pk"),
    "elder": ("elder__region", "elder__person__name", "pk"),
    "owner": ("owner__last_name", "owner", "due_at", "pk"),
}


def owners(user: AnyUser) -> list[User]:
    """Who has open concerns in the user's regions: one query."""
    rows = Concern.objects.visible_to(user).unclosed().filter(owner__isnull=False).order_by()
    people = User.objects.filter(pk__in=rows.values("owner").distinct()).order_by("last_name", "pk")
    return list(people.only("last_name", "first_name", "phone", "username"))


def concerns(
    user: AnyUser,
    tab: str,
    *,
    severity: str = "",
    query: str = "",
    level: str = "",
    age_days: int = 0,
    owner: str = "",
    order: str = "",
) -> ConcernQuerySet:
    """The concerns of a tab: the gravest first, then what was due first; closed ones the latest first.

    `level`: only those with this level now; `age_days`: only those raised so many days ago or more; `owner`: those of
    one login, by key, or "nobody"; `order` is a key of ORDERS. Each carries `first_raised_at`, when the first of its
    kind about this elder in the last 90 days was raised, and `reminded`, how often the owner was (None: never).
    """
    rows = Concern.objects.visible_to(user).filter(_conditions(user)[tab])
    if level in Role.values:
        rows = rows.filter(level=level)
    if age_days > 0:
        rows = rows.filter(raised_at__lte=timezone.now() - timedelta(days=age_days))
    if owner:
        rows = rows.filter(owner=None) if owner == "nobody" else rows.filter(owner=key_in(owner))
    same = ConcernFinding.objects.filter(
        concern__elder=OuterRef("elder"),
        kind=OuterRef("kind"),
        concern__raised_at__gte=timezone.now() - timedelta(days=_ANEW_DAYS),
    )
    first = same.order_by().values("kind").annotate(first=Min("concern__raised_at")).values("first")
    reminders = ConcernEvent.objects.filter(concern=OuterRef("pk"), what=reminded_words()).order_by()
    sent = reminders.values("concern").annotate(number=Count("pk")).values("number")
    rows = rows.annotate(first_raised_at=Subquery(first), reminded=Subquery(sent))
    if severity in Severity.values:
        rows = rows.filter(severity=severity)
    if query:
        rows = rows.filter(Q(elder__person__name__icontains=query) | Q(elder__region__name__icontains=query))
    rows = rows.select_related("elder__person", "elder__region", "owner").prefetch_related("findings")
    if order in ORDERS:
        return rows.order_by(*ORDERS[order])
    return (
        rows.order_by("-closed_at", "-pk")
        if tab == "closed"
        else rows.order_by(_GRAVEST_FIRST, "due_at", "pk")
    )


class Asked(NamedTuple):
    """What the list's address asks for: the rows, the tab, and the filters as the page shows them."""

    rows: ConcernQuerySet
    tab: str
    filters: dict[str, Any]


def concerns_asked_for(user: AnyUser, asked: QueryDict) -> Asked:
    """The list as its query string asks for it; without a tab, one's own where there are any."""
    tab = asked.get("tab", "")
    if tab not in TABS:
        own = Concern.objects.visible_to(user).filter(_conditions(user)["mine"]).exists()
        tab = "mine" if own else "open"
    age = asked.get("age", "")
    filters: dict[str, Any] = {
        "severity": asked.get("severity", ""),
        "query": asked.get("q", "").strip()[:60],
        "level": asked.get("level", ""),
        "age_days": int(age) if age in map(str, AGES) else 0,
        "owner": asked.get("owner", ""),
        "order": asked.get("order", ""),
    }
    return Asked(concerns(user, tab, **filters), tab, filters | {"tab": tab})


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
