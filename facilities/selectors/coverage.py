"""How much of the city the care points cover: the programme's items 13 and 15.

No formula of the coverage is published, so two are given, each with what it rests on: communities that have or are
served by a care point, and elders who reach one within the circle. A share of nothing is None, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from facilities import policy
from facilities.enums import ELDER_CARE_TYPES, SERVICE_CENTRE_TYPES
from facilities.models import Facility, FacilityQuerySet
from policies.selectors import PolicyBook, book
from regions import geo
from regions.models import Level, Region, Zone, in_area

Area = Region | Zone | str


class Share(TypedDict):
    """A share of things with its target, all shares 0–1."""

    value: float | None
    numerator: int
    denominator: int
    target: float


class Coverage(Share):
    """Communities covered ÷ all.

    `have` a care point of their own, `served_only` have none but lie within the circle of one (`radius_m` along the
    straight line). `approximate`: of those served only, how many rest on a point that is approximate. `without_point`:
    communities without a position, which can only be covered by having.
    """

    have: int
    served_only: int
    approximate: int
    without_point: int
    radius_m: int


class PeopleCoverage(Share):
    """People within the circle ÷ all. People without a position count as not within; `without_point` says how many."""

    without_point: int
    radius_m: int


class MeanArea(Share):
    """Mean area of service centres and its target in m², over those whose area is known; `below` it are so many."""

    below: int
    unknown: int


@dataclass(frozen=True)
class CommunityCoverage:
    """One community. `distance_m` to the nearest care point, None without a position or a care point."""

    code: str
    name: str
    has: bool
    distance_m: float | None
    within: bool
    approximate: bool

    @property
    def covered(self) -> bool:
        return self.has or self.within


def _code(area: Area) -> str | None:
    """The region whose policies hold; a zone lies in several counties and follows the installation's own."""
    if isinstance(area, Zone):
        return None
    return area if isinstance(area, str) else area.code


def circle_radius_m(policies: PolicyBook, region: str | None) -> float:
    """Straight line that can be walked within the circle's minutes, metres."""
    speed = policies.value(policy.WALKING_SPEED, region)
    detour = policies.value(policy.WALKING_DETOUR, region)
    return float(policies.value(policy.CIRCLE_MINUTES, region) * 60 * speed / detour)


def _elder_care(on: date) -> FacilityQuerySet:
    """Everywhere, not only inside the region asked for: a care point across the border serves too."""
    return Facility.objects.open_on(on).filter(type__in=ELDER_CARE_TYPES)


class _Nearest:
    """The distance to the nearest of some points, in bulk."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self._tree = cKDTree(geo.ecef(*_columns(points))) if points else None

    def distances_m(self, points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
        """Metres along the surface, infinite when there is nothing to reach."""
        if self._tree is None or not points:
            return np.full(len(points), np.inf)
        chords, _indexes = self._tree.query(geo.ecef(*_columns(points)))
        return geo.chord_to_surface_m(chords)


def _columns(points: Sequence[tuple[float, float]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    array = np.asarray(points, dtype=float)
    return array[:, 0], array[:, 1]


def _share(numerator: int, denominator: int, target: float) -> Share:
    value = numerator / denominator if denominator else None
    return Share(value=value, numerator=numerator, denominator=denominator, target=float(target))


def communities_covered(area: Area, on: date, policies: PolicyBook) -> list[CommunityCoverage]:
    """Every community of the area with what covers it, by code: the rows behind `coverage`. Three queries."""
    facilities = list(_elder_care(on).values_list("region_id", "lat", "lon"))
    has = {code for code, _lat, _lon in facilities}
    points = [(lat, lon) for _code, lat, lon in facilities if lat is not None and lon is not None]
    nearest = _Nearest(points)
    communities = list(Region.objects.level(Level.COMMUNITY).filter(in_area("code", area)).order_by("code"))
    located = [community for community in communities if community.point is not None]
    measured = nearest.distances_m([community.point for community in located if community.point])
    distances = {
        community.code: float(metres)
        for community, metres in zip(located, measured, strict=True)
        if np.isfinite(metres)
    }
    found = []
    for community in communities:
        metres = distances.get(community.code)
        reach = circle_radius_m(policies, community.code)
        found.append(
            CommunityCoverage(
                community.code,
                community.name,
                community.code in has,
                metres,
                metres is not None and metres <= reach,
                community.is_approximate,
            )
        )
    return found


def coverage(area: Area, on: date, policies: PolicyBook | None = None) -> Coverage:
    """Communities that have or are served by at least one elder-care point ÷ all (programme item 13).

    `area` is a region, its code or a zone; `on` a day; `policies` those of the day where none are given.
    """
    policies = policies or book(on)
    code = _code(area)
    rows = communities_covered(area, on, policies)
    served_only = [row for row in rows if row.within and not row.has]
    share = _share(sum(row.covered for row in rows), len(rows), policies.value(policy.COVERAGE_TARGET, code))
    return Coverage(
        **share,
        have=sum(row.has for row in rows),
        served_only=len(served_only),
        approximate=sum(row.approximate for row in served_only),
        without_point=Region.objects.level(Level.COMMUNITY)
        .filter(in_area("code", area), lat__isnull=True)
        .count(),
        radius_m=round(circle_radius_m(policies, code)),
    )


def elders_within_circle(
    points: Iterable[tuple[float, float] | None],
    region: Area | None,
    on: date,
    policies: PolicyBook | None = None,
) -> PeopleCoverage:
    """People within the circle of an elder-care point ÷ all of them.

    `points` are (lat, lon) in WGS-84, None for a person without a position; the floors above pass their elders.
    `region` chooses the policies only. 60,000 points take about 0.1 s.
    """
    policies = policies or book(on)
    code = None if region is None else _code(region)
    people = list(points)
    within = within_circle(people, region, on, policies)
    share = _share(sum(within), len(people), policies.value(policy.COVERAGE_TARGET, code))
    reach = circle_radius_m(policies, code)
    return PeopleCoverage(**share, without_point=people.count(None), radius_m=round(reach))


def within_circle(
    points: Sequence[tuple[float, float] | None], region: Area | None, on: date, policies: PolicyBook
) -> list[bool]:
    """Whether each of the people lies within the circle of an elder-care point: one query."""
    located_care = _elder_care(on).values_list("lat", "lon")
    facilities = [(lat, lon) for lat, lon in located_care if lat is not None and lon is not None]
    reach = circle_radius_m(policies, None if region is None else _code(region))
    metres = _Nearest(facilities).distances_m([point for point in points if point is not None])
    reached = iter((metres <= reach).tolist())
    return [point is not None and next(reached) for point in points]


def service_centres(area: Area, on: date) -> FacilityQuerySet:
    """The community service centres of the area that are open on a day: the rows behind their figures."""
    return Facility.objects.open_on(on).filter(in_area("region", area), type__in=SERVICE_CENTRE_TYPES)


def mean_service_centre_area(area: Area, on: date, policies: PolicyBook | None = None) -> MeanArea:
    """Mean area of the community service centres (programme item 15). A mean hides gaps: `below` counts them."""
    target = float((policies or book(on)).value(policy.AREA_TARGET, _code(area)))
    areas = list(service_centres(area, on).values_list("area_m2", flat=True))
    known = [metres for metres in areas if metres is not None]
    return MeanArea(
        value=sum(known) / len(known) if known else None,
        numerator=sum(known),
        denominator=len(known),
        target=target,
        below=sum(metres < target for metres in known),
        unknown=len(areas) - len(known),
    )


def renovated_share(area: Area, on: date, policies: PolicyBook | None = None) -> Share:
    """Service centres renovated to be close to the people ÷ all of the area (programme item 15: the main city's)."""
    renovated = list(service_centres(area, on).values_list("renovated", flat=True))
    target = (policies or book(on)).value(policy.RENOVATED_TARGET, _code(area))
    return _share(sum(renovated), len(renovated), target)
