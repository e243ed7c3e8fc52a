"""Proposed targets and circles, tried on the indicators of this month. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from facilities import policy as facilities_policy
from facilities.models import Facility
from organizations.models import SocialOrganization
from organizations.policy import GRADE_VALID_YEARS, RURAL_TARGET, URBAN_TARGET
from platform_site import policy
from platform_site.dashboard.indicator_rows import SOURCES, regions_of
from platform_site.dashboard.indicators import INDICATORS, Context, context_of
from policies.previews import Numbers, counting, parts, register
from policies.selectors import PolicyBook
from regions.codes import in_subtree
from regions.enums import Level
from regions.models import Region

# Target → the indicators that it measures.
_TARGETS: Mapping[str, tuple[str, ...]] = {
    policy.VISIT_RATE_TARGET: ("monthly_visit_rate",),
    policy.SOCIAL_WORKERS_TARGET: ("social_workers",),
    policy.VOLUNTEERS_TARGET: ("volunteers",),
    policy.TEAMS_TARGET: ("teams",),
    policy.TEAMS_PER_COMMUNITY_TARGET: ("teams_per_community",),
    facilities_policy.COVERAGE_TARGET: ("care_coverage", "care_coverage_elders"),
    facilities_policy.AREA_TARGET: ("mean_service_centre_area",),
    facilities_policy.RENOVATED_TARGET: ("renovated_service_centres",),
    URBAN_TARGET: ("organizations_urban",),
    RURAL_TARGET: ("organizations_rural",),
}
_CIRCLE = (
    facilities_policy.CIRCLE_MINUTES,
    facilities_policy.WALKING_SPEED,
    facilities_policy.WALKING_DETOUR,
)


def register_indicator_previews() -> None:
    """Called when the application is ready."""
    for target, keys in _TARGETS.items():
        register(target, counting(_reached(keys)))
    for key in _CIRCLE:
        register(key, counting(_covered))
    register(facilities_policy.VERIFIED_DAYS, counting(_verified))
    register(GRADE_VALID_YEARS, counting(_graded))


def _here(region: str, rules: PolicyBook) -> Context | None:
    """This month in the region, by default the city's, by these rules; None before regions are loaded."""
    code = region or Region.objects.level(Level.CITY).order_by("code").values_list("pk", flat=True).first()
    return replace(context_of(timezone.localdate(), code), rules=rules) if code else None


def _reached(keys: tuple[str, ...]) -> Numbers:
    """How many of the regions below reach the target, and how many rows fall short of it."""
    items = {item.key: item for item in INDICATORS}

    def numbers(rules: PolicyBook, region: str) -> Mapping[str, int]:
        context = _here(region, rules)
        found: dict[str, int] = {}
        if context is None:
            return found
        for key in keys:
            item, source = items[key], SOURCES[key]
            target = item.compute(context)["target"]
            title = {"indicator": item.title}
            if not source.whole_city:
                rows = [row for row in regions_of(source, context) if row.region and row.value is not None]
                reached = sum(row.value >= target for row in rows if row.value is not None)
                found[_("%(indicator)s: regions below that reach the target") % title] = reached
            total = source.total(context)
            value = source.value(total)
            found[_("%(indicator)s: reached as a whole (1: yes, 0: no)") % title] = int(
                value is not None and value >= target
            )
            if any(one.figure == "below" for one in source.lists):
                found[_("%(indicator)s: rows that fall short") % title] = total.below
        return found

    return numbers


def _covered(rules: PolicyBook, region: str) -> Mapping[str, int]:
    context = _here(region, rules)
    if context is None:
        return {}
    return {
        _("Communities covered"): int(SOURCES["care_coverage"].total(context).numerator),
        _("Elders within the circle"): int(SOURCES["care_coverage_elders"].total(context).numerator),
    }


def _verified(rules: PolicyBook, region: str) -> Mapping[str, int]:
    shown = {True: 0, False: 0}
    for where, (days,) in parts(rules, facilities_policy.VERIFIED_DAYS, field="region", region=region):
        for facility in Facility.objects.listed().filter(where).only("verified_on"):
            shown[facility.verified_within(days)] += 1
    return {
        _("Care points shown as verified"): shown[True],
        _("Care points shown as unverified"): shown[False],
    }


def _graded(rules: PolicyBook, region: str) -> Mapping[str, int]:
    rows = SocialOrganization.objects.approved().exclude(grade="")
    if region:
        rows = rows.filter(in_subtree("region", region))
    today = timezone.localdate()
    valid = sum(bool(row.grade_on(today, rules.value(GRADE_VALID_YEARS, row.region_id))) for row in rows)
    return {_("Organizations whose grade is in force"): valid}
