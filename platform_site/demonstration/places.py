"""Where invented people live: near the approximate points of real communities."""

from __future__ import annotations

import bisect
import itertools
import random
from dataclasses import dataclass

from platform_site.demonstration.census import RESIDENTS
from regions.boundaries import boundary_around
from regions.geo import Point, offset
from regions.models import Level, Region


@dataclass(frozen=True)
class Community:
    """A community with the point its homes lie around. `dense` communities keep their homes within a few blocks."""

    code: str
    name: str
    township: str
    county: str
    lat: float
    lon: float
    dense: bool


class Places:
    """Communities of some counties, drawn by the county's population."""

    def __init__(self, counties: list[str]) -> None:
        rows = (
            Region.objects.filter(level=Level.COMMUNITY, lat__isnull=False)
            .select_related("parent")
            .order_by("code")
        )
        self.communities: list[Community] = []
        weights: list[float] = []
        for county in counties:
            own = [row for row in rows if row.pk[:6] == county[:6]]
            for row in own:
                township = row.parent.name if row.parent else ""
                assert row.lat is not None and row.lon is not None
                # The register's classes are unknown; the names say enough for an invented city.
                dense = "社区" in row.name
                self.communities.append(
                    Community(row.pk, row.short_name, township, county, row.lat, row.lon, dense)
                )
                weights.append(RESIDENTS.get(county, 400_000) / len(own) * (1.6 if dense else 0.8))
        self._cumulated = list(itertools.accumulate(weights))

    def draw(self, rng: random.Random) -> Community:
        return self.communities[bisect.bisect(self._cumulated, rng.random() * self._cumulated[-1])]

    def draw_volunteers_home(self, rng: random.Random) -> Community:
        """Volunteers live where it is dense rather more often than elders do."""
        found = self.draw(rng)
        return found if found.dense or rng.random() < 0.6 else self.draw(rng)


def home(community: Community, rng: random.Random) -> Point:
    """A home around the community's point, inside its county."""
    reach = 500.0 if community.dense else 1_800.0
    outline = boundary_around(community.code)
    for _try in range(12):
        point = offset(community.lat, community.lon, rng.gauss(0, reach / 2), rng.gauss(0, reach / 2))
        if outline is None or outline.contains(point.lat, point.lon):
            return Point(round(point.lat, 6), round(point.lon, 6))
    return Point(community.lat, community.lon)


def address(community: Community, rng: random.Random) -> tuple[str, str]:
    """Building and door."""
    if community.dense:
        building = f"{community.township}{community.name}演示路{rng.randint(1, 199)}号{rng.randint(1, 12)}栋"
        return building, f"{rng.randint(1, 3)}单元{rng.randint(1, 18)}0{rng.randint(1, 4)}室"
    return f"{community.township}{community.name}{rng.randint(1, 9)}组", f"{rng.randint(1, 120)}号"
