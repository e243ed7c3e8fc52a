"""What the home page tells about the city: four figures, counted at most every five minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from elderly_visits.models import VisitReport
from facilities.models import Facility
from timebank.models import ServiceRecord
from volunteers.models import Volunteer

_KEY = "platform_site.home_figures.1"
_SECONDS = 5 * 60


@dataclass(frozen=True)
class HomeFigures:
    """`elders_visited`: elders with at least one contact made in this calendar month. `hours`: certified service hours, whole."""

    elders_visited: int
    volunteers: int
    hours: int
    care_points: int


def home_figures() -> HomeFigures:
    """The figures of the home page; from the cache, where they are younger than five minutes."""
    figures = cache.get(_KEY)
    if not isinstance(figures, HomeFigures):
        figures = count_home_figures()
        cache.set(_KEY, figures, _SECONDS)
    return figures


def count_home_figures() -> HomeFigures:
    """The same, counted now: four queries."""
    first_of_month = timezone.localdate().replace(day=1)
    return HomeFigures(
        elders_visited=VisitReport.objects.counting()
        .filter(visit__month=first_of_month)
        .values("visit__elder")
        .distinct()
        .count(),
        volunteers=Volunteer.objects.approved().count(),
        hours=ServiceRecord.objects.certified().minutes() // 60,
        care_points=Facility.objects.listed().count(),
    )
