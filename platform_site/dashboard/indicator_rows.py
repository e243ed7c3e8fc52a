"""What each indicator counts: added up by region, and by name. The figure, its table and its rows are one selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from people.actors import AnyUser
from platform_site.dashboard.indicator_groups import (
    OrganizationsPerCommunity,
    SocialWorkers,
    Teams,
    TeamsPerCommunity,
    Volunteers,
)
from platform_site.dashboard.indicator_places import (
    CentreArea,
    CentresRenovated,
    CommunitiesCovered,
    EldersCovered,
    VisitRate,
)
from platform_site.dashboard.indicator_source import Line, Source, Tally
from platform_site.dashboard.indicators import (
    Context,
)
from regions.codes import in_subtree, level_of
from regions.enums import Level
from regions.models import Region

_COMMUNITY_DIGITS = Level.COMMUNITY.digits
_BELOW = {Level.CITY: Level.COUNTY, Level.COUNTY: Level.TOWNSHIP, Level.TOWNSHIP: Level.COMMUNITY}


class NotRecorded(Source):
    """What this system has no facts about: the page says where they would come from."""

    has_past = False

    def __init__(self, meaning: str | Promise) -> None:
        self.meaning = meaning

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        return {}

    def rows(self, context: Context, user: AnyUser, which: str) -> list[Any]:
        return []

    def line(self, row: Any, user: AnyUser) -> Line:
        return Line(str(row), "", "", "")

    def value(self, tally: Tally) -> float | None:
        return None


SOURCES: Mapping[str, Source] = {
    "monthly_visit_rate": VisitRate(),
    "care_coverage": CommunitiesCovered(),
    "care_coverage_elders": EldersCovered(),
    "mean_service_centre_area": CentreArea(),
    "renovated_service_centres": CentresRenovated(),
    "organizations_urban": OrganizationsPerCommunity(urban=True),
    "organizations_rural": OrganizationsPerCommunity(urban=False),
    "purchase_share": NotRecorded(
        gettext_lazy(
            "Of the new public spending on services, the share procured from social organizations. The finance bureau "
            "keeps these amounts; they are not entered here."
        )
    ),
    "social_workers": SocialWorkers(),
    "volunteers": Volunteers(),
    "teams": Teams(),
    "teams_per_community": TeamsPerCommunity(),
    "rural_urban_dibao": NotRecorded(
        gettext_lazy(
            "The rural minimum living standard divided by the urban one. The civil affairs bureau of each county "
            "publishes both; they are not entered here."
        )
    ),
}


# The table of a region


@dataclass(frozen=True)
class RegionRow:
    """A region below, with what it contributes. Without a region: what is known of no place below more exactly."""

    region: Region | None
    tally: Tally
    value: float | None

    @property
    def name(self) -> str | Promise:
        return self.region.short_name if self.region else gettext_lazy("Without a more exact place")


def tallies_below(source: Source, context: Context) -> dict[str, Tally]:
    """What the regions directly below contribute; of a community, the community itself."""
    level = level_of(context.region)
    return source.tallies(context, _BELOW.get(level, level).digits)


def regions_of(
    source: Source, context: Context, tallies: Mapping[str, Tally] | None = None
) -> list[RegionRow]:
    """The regions directly below, by code: the table's rows add up to the figure. One query for the regions, and those
    of `tallies_below` where these are not at hand."""
    level = _BELOW.get(level_of(context.region))
    if level is None:
        return []
    found = dict(tallies_below(source, context) if tallies is None else tallies)
    below = Region.objects.filter(in_subtree("code", context.region), level=level).order_by("code")
    rows = [_row(source, region, found.pop(region.code[: level.digits], Tally())) for region in below]
    if rest := sum(found.values(), Tally()):
        rows.append(_row(source, None, rest))
    return [row for row in rows if row.tally != Tally()]


def _row(source: Source, region: Region | None, tally: Tally) -> RegionRow:
    return RegionRow(region, tally, source.value(tally))
