"""The indicators of the city's programme: value, numerator, denominator, target, and how many fall below.

Organizations and teams count from the day on which they were approved, and as having been there always where nobody
wrote the day down; one that was closed since is not counted for earlier months. A mean hides gaps, so each mean also
says how many communities (or centres) lie below it. What this system holds no facts about is listed all the same, with
an empty value and the reason. The rows behind each stand in `indicator_rows`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.months import last_day, midnight
from elderly_visits.register.models import Elder
from elderly_visits.visits.selectors.rate import Closed, Rate, closed, month_bounds, monthly_visit_rate
from facilities.selectors.coverage import (
    coverage,
    elders_within_circle,
    mean_service_centre_area,
    renovated_share,
)
from organizations.models import SocialOrganization
from organizations.policy import RURAL_TARGET, URBAN_TARGET
from people.roles.models import RoleGrant
from platform_site.policy import (
    DIBAO_RATIO_TARGET,
    PURCHASE_SHARE_TARGET,
    SOCIAL_WORKERS_TARGET,
    TEAMS_PER_COMMUNITY_TARGET,
    TEAMS_TARGET,
    VISIT_RATE_TARGET,
    VOLUNTEERS_TARGET,
)
from policies.selectors import PolicyBook, book
from regions.codes import in_subtree, level_of
from regions.enums import Level, UrbanRural
from regions.models import Region
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import Role

NOT_RECORDED = _("This system has no data on it yet.")
CITY_GOAL = _("The target applies to the whole city.")


@dataclass(frozen=True)
class Context:
    """What all indicators are computed for: a region, and a month with the day that counts as its end."""

    region: str
    month: date
    day: date
    rules: PolicyBook


def _figure(
    value: float | None, numerator: float | None, denominator: float | None, target: float, **more: Any
) -> dict[str, Any]:
    return {"value": value, "numerator": numerator, "denominator": denominator, "target": target} | more


def _ratio(numerator: float, denominator: float, target: float, **more: Any) -> dict[str, Any]:
    return _figure(numerator / denominator if denominator else None, numerator, denominator, target, **more)


def _visit_rate(context: Context) -> dict[str, Any]:
    rate = monthly_visit_rate(context.month, context.region)
    target = context.rules.value(VISIT_RATE_TARGET, context.region)
    done = closed(context.month, context.region)
    return _ratio(
        rate.visited, rate.elders, target, verified=rate.verified, waiting=rate.waiting, by_staff=rate.by_staff,
        staff_a=rate.staff_a, staff_b=rate.staff_b, staff_c=rate.staff_c, declined=rate.declined,
        closed_at=done.closed_at.isoformat() if done and done.whole else None,
        note=_by_whom(rate) + _closed_on(done),
    )  # fmt: skip


def _closed_on(done: Closed | None) -> str:
    if done is None or not done.whole:
        return ""
    return " · " + gettext("closed on %(day)s") % {"day": timezone.localdate(done.closed_at).isoformat()}


def _by_whom(rate: Rate) -> str:
    """How many of the visited a volunteer visited, and how many only staff: no rate is shown without it."""
    return gettext(
        "%(volunteers)d by volunteers (%(verified)d verified), %(staff)d only by staff (A %(a)d, B %(b)d, C %(c)d)"
    ) % {
        "volunteers": rate.by_volunteers,
        "verified": rate.verified,
        "staff": rate.by_staff,
        "a": rate.staff_a,
        "b": rate.staff_b,
        "c": rate.staff_c,
    }


def _coverage(context: Context) -> dict[str, Any]:
    found = coverage(context.region, context.day, context.rules)
    return dict(found) | {"below": found["denominator"] - found["numerator"]}


def _coverage_of_elders(context: Context) -> dict[str, Any]:
    points = [
        None if lat is None or lon is None else (lat, lon)
        for lat, lon in elders_counted(context).order_by().values_list("lat", "lon")
    ]
    return dict(elders_within_circle(points, context.region, context.day, context.rules))


def _area(context: Context) -> dict[str, Any]:
    return dict(mean_service_centre_area(context.region, context.day, context.rules))


def _renovated(context: Context) -> dict[str, Any]:
    return dict(renovated_share(context.region, context.day, context.rules))


# The rows behind the figures


def _by_then(context: Context) -> Q:
    """What was approved by the end of the day, or at a moment that nobody wrote down."""
    return Q(reviewed_at=None) | Q(reviewed_at__lt=midnight(context.day + timedelta(days=1)))


def approved_organizations(context: Context) -> QuerySet[SocialOrganization]:
    rows = SocialOrganization.objects.approved().filter(_by_then(context))
    return rows.filter(in_subtree("region_id", context.region))


def approved_teams(context: Context) -> QuerySet[Team]:
    return Team.objects.approved().filter(_by_then(context), in_subtree("region_id", context.region))


def approved_volunteers(context: Context) -> QuerySet[Volunteer]:
    rows = Volunteer.objects.approved().filter(registered_on__lte=context.day)
    return rows.filter(in_subtree("region_id", context.region))


def social_worker_grants(context: Context) -> QuerySet[RoleGrant]:
    """The grants in force on the day: one that was taken away before does not count."""
    over = midnight(context.day + timedelta(days=1))
    rows = RoleGrant.objects.filter(role=Role.SOCIAL_WORKER, valid_from__lte=context.day)
    rows = rows.filter(in_subtree("region_id", context.region)).exclude(valid_until__lt=context.day)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gte=over))


def elders_counted(context: Context) -> QuerySet[Elder]:
    return Elder.objects.on_register(context.day).filter(in_subtree("region_id", context.region))


def communities_of(context: Context) -> dict[str, str]:
    """Community → urban/rural class ('' = unknown)."""
    rows = Region.objects.filter(in_subtree("code", context.region), level=Level.COMMUNITY)
    return dict(rows.values_list("code", "urban_rural"))


def _organizations(urban: bool) -> Callable[[Context], dict[str, Any]]:
    def compute(context: Context) -> dict[str, Any]:
        classes = communities_of(context)
        wanted = {code for code, kind in classes.items() if kind and UrbanRural(kind).is_urban is urban}
        unknown = sum(not kind for kind in classes.values())
        target = context.rules.value(URBAN_TARGET if urban else RURAL_TARGET, context.region)
        if not wanted:
            why = (
                _("The urban/rural class of the communities is not known.")
                if unknown
                else _("None in this area.")
            )
            return _figure(None, None, 0, target, unknown=unknown, why=str(why))
        counts = dict(
            approved_organizations(context).order_by().values_list("region_id").annotate(count=Count("pk"))
        )
        total = sum(counts.get(code, 0) for code in wanted)
        below = sum(counts.get(code, 0) < target for code in wanted)
        return _ratio(total, len(wanted), target, below=below, unknown=unknown)

    return compute


def _volunteers(context: Context) -> dict[str, Any]:
    return _total(context, approved_volunteers(context).count(), VOLUNTEERS_TARGET)


def _teams(context: Context) -> dict[str, Any]:
    return _total(context, approved_teams(context).count(), TEAMS_TARGET)


def _teams_per_community(context: Context) -> dict[str, Any]:
    communities = communities_of(context)
    counts = dict(approved_teams(context).order_by().values_list("region_id").annotate(count=Count("pk")))
    target = context.rules.value(TEAMS_PER_COMMUNITY_TARGET, context.region)
    below = sum(counts.get(code, 0) < target for code in communities)
    return _ratio(sum(counts.values()), len(communities), target, below=below)


def _social_workers(context: Context) -> dict[str, Any]:
    count = social_worker_grants(context).values("user").distinct().count()
    return _total(context, count, SOCIAL_WORKERS_TARGET)


def _total(context: Context, count: int, key: str) -> dict[str, Any]:
    """A number with a target for the whole city; a smaller region is told that the target is not its own."""
    note = {} if level_of(context.region) == Level.CITY else {"note": str(CITY_GOAL)}
    return _figure(count, count, 1, context.rules.value(key, context.region), **note)


def _not_recorded(key: str) -> Callable[[Context], dict[str, Any]]:
    def compute(context: Context) -> dict[str, Any]:
        return _figure(None, None, None, context.rules.value(key, context.region), why=str(NOT_RECORDED))

    return compute


@dataclass(frozen=True)
class Indicator:
    """How one indicator is called, shown and computed. `unit`: share (0–1), count or m2."""

    key: str
    title: Any
    item: int
    unit: str
    compute: Callable[[Context], dict[str, Any]]


INDICATORS = (
    Indicator("monthly_visit_rate", _("Monthly visit rate"), 10, "share", _visit_rate),
    Indicator("care_coverage", _("Communities covered by care points"), 13, "share", _coverage),
    Indicator("care_coverage_elders", _("Elders within 15 minutes of a care point"), 13, "share", _coverage_of_elders),
    Indicator("mean_service_centre_area", _("Mean area of community service centres"), 15, "m2", _area),
    Indicator("renovated_service_centres", _("Renovated community service centres"), 15, "share", _renovated),
    Indicator("organizations_urban", _("Social organizations per urban community"), 16, "count", _organizations(True)),
    Indicator("organizations_rural", _("Social organizations per rural community"), 16, "count", _organizations(False)),
    Indicator(
        "purchase_share", _("Share of new spending procured from social organizations"), 16, "share",
        _not_recorded(PURCHASE_SHARE_TARGET),
    ),
    Indicator("social_workers", _("Social workers"), 17, "count", _social_workers),
    Indicator("volunteers", _("Hardship-assistance volunteers"), 18, "count", _volunteers),
    Indicator("teams", _("Volunteer teams"), 18, "count", _teams),
    Indicator("teams_per_community", _("Teams per community"), 18, "count", _teams_per_community),
    Indicator(
        "rural_urban_dibao", _("Rural to urban minimum living standard"), 5, "share", _not_recorded(DIBAO_RATIO_TARGET)
    ),
)  # fmt: skip


def context_of(month: date, region_code: str) -> Context:
    """What an indicator is computed for."""
    first, day = month_bounds(month)
    return Context(region_code, first, day, book(last_day(month)))


def compute_indicators(month: date, region_code: str) -> dict[str, dict[str, Any]]:
    """All indicators of a region for a month, by key, in the order of the programme's items."""
    context = context_of(month, region_code)
    return {item.key: item.compute(context) for item in INDICATORS}
