"""What the home page tells about the city: four figures, counted at most every five minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
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
    """The figures of the home page: five queries, or none where they lie in the cache, for five minutes."""
    figures = cache.get(_KEY)
    if isinstance(figures, HomeFigures):
        return figures
    today = timezone.localdate()
    cities = Region.objects.filter(parent=None).values_list("code", flat=True)
    figures = HomeFigures(
        elders_visited=sum(monthly_visit_rate(today, code).visited for code in cities),
        volunteers=Volunteer.objects.approved().count(),
        hours=ServiceRecord.objects.certified().minutes() // 60,
        care_points=Facility.objects.listed().count(),
    )
    cache.set(_KEY, figures, _SECONDS)
    return figures
