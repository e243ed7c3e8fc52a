"""What the home page tells about the city: four figures, counted at most every five minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import caches
from django.utils import timezone

from elderly_visits.visits.selectors.rate import monthly_visit_rate
from facilities.models import Facility
from regions.models import Region
from timebank.ledger.models.records import ServiceRecord
from volunteers.registration.models.volunteer import Volunteer

_KEY = "platform_site.home_figures.1"
_SECONDS = 5 * 60


@dataclass(frozen=True)
class HomeFigures:
    """`elders_visited`: the numerator of this month's visit rate. `hours`: certified service hours, whole ones."""

    elders_visited: int
    volunteers: int
    hours: int
    care_points: int


def home_figures() -> HomeFigures:
    """The figures of the home page; from the cache, where they are younger than five minutes."""
    figures = caches["pages"].get(_KEY)
    if not isinstance(figures, HomeFigures):
        figures = count_home_figures()
        caches["pages"].set(_KEY, figures, _SECONDS)
    return figures


def count_home_figures() -> HomeFigures:
    """The same, counted now: five queries."""
    today = timezone.localdate()
    cities = Region.objects.filter(parent=None).values_list("code", flat=True)
    return HomeFigures(
        elders_visited=sum(monthly_visit_rate(today, code).visited for code in cities),
        volunteers=Volunteer.objects.approved().count(),
        hours=ServiceRecord.objects.certified().minutes() // 60,
        care_points=Facility.objects.listed().count(),
    )
