"""What the home page tells about the city: four figures, counted at most every five minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import caches
from django.utils import timezone

from elderly_visits.visits.selectors.rate import Rate, monthly_visit_rate
from facilities.models import Facility
from regions.models import Region
from timebank.ledger.models.records import ServiceRecord
from volunteers.registration.models.volunteer import Volunteer

_KEY = "platform_site.home_figures.2"
_SECONDS = 5 * 60


@dataclass(frozen=True)
class HomeFigures:
    """`elders_visited`: the numerator of this month's visit rate, `by_volunteers` of them by a volunteer (the others by
    staff only). `hours`: certified service hours, whole ones."""

    elders_visited: int
    by_volunteers: int
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
    rate = sum((monthly_visit_rate(today, code) for code in cities), Rate())
    return HomeFigures(
        elders_visited=rate.visited,
        by_volunteers=rate.by_volunteers,
        volunteers=Volunteer.objects.approved().count(),
        hours=ServiceRecord.objects.certified().minutes() // 60,
        care_points=Facility.objects.listed().count(),
    )
