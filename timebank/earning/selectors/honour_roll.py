"""The honour roll: who agreed to be named, and what a month's services came to without any name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from common.months import month_span
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.persons.models import Person
from regions.codes import in_subtree
from regions.enums import Level
from regions.models import Region
from timebank.ledger.models.records import ServiceRecord

PER_PAGE = 60
# Figures about fewer people than this would say something about each of them.
FEWEST_PEOPLE = 5
FIGURES_KEPT_SECONDS = 600


@dataclass(frozen=True)
class Honour:
    """A line of the roll: full name (its owner agreed), stars in force, certified hours."""

    name: str
    level: int
    hours: int

    @property
    def stars(self) -> range:
        """To be drawn one by one."""
        return range(self.level)


@dataclass(frozen=True)
class Thanks:
    """What a month's services came to; None where too few people served to be counted in public."""

    month: date
    services: int | None
    people: int | None
    minutes: int | None


def _agreed(day: date) -> QuerySet[Person]:
    """People who are named: with a consent in force, a star in force, a county of their own."""
    consents = Consent.objects.in_force().filter(purpose=ConsentPurpose.HONOUR_ROLL)
    return Person.objects.filter(
        pk__in=consents.values("person"),
        region__isnull=False,
        star_awards__withdrawn_at=None,
        star_awards__effective_on__lte=day,
    )


def counties_of_the_roll(on: date | None = None) -> list[tuple[Region, int]]:
    """Every county with how many people it names. Two queries; never from a cache: a withdrawal counts at once."""
    named = _agreed(on or timezone.localdate()).order_by()
    rows = (
        named.annotate(county=Substr("region_id", 1, Level.COUNTY.digits))
        .values_list("county")
        .annotate(people=Count("pk", distinct=True))
    )
    counted = dict(rows)
    return [(county, counted.get(county.prefix, 0)) for county in Region.objects.level(Level.COUNTY)]


def honour_roll(county: Region, page: Any = 1, on: date | None = None) -> Page[Honour]:
    """A page of a county's roll, most stars first, then most hours. Three queries, whatever its length."""
    certified = (
        ServiceRecord.objects.certified()
        .filter(person=OuterRef("pk"))
        .order_by()
        .values("person")
        .annotate(total=Sum("minutes"))
        .values("total")
    )
    rows: Any = (
        _agreed(on or timezone.localdate())
        .filter(in_subtree("region", county.pk))
        .annotate(level=Max("star_awards__level"), minutes=Coalesce(Subquery(certified), 0))
        .order_by("-level", F("minutes").desc(), "name", "pk")
        .values_list("name", "level", "minutes")
    )
    found = Paginator(rows, PER_PAGE).get_page(page)
    found.object_list = [Honour(name, level, minutes // 60) for name, level, minutes in found.object_list]
    return found


def thanks(county: Region | None, month: date) -> Thanks:
    """Services of a month, of one county or of all. Kept for ten minutes: no name is in it."""
    first, following = month_span(month)
    key = f"timebank-thanks:{county.pk if county else 'all'}:{first:%Y-%m}"
    figures = caches["pages"].get(key)
    if figures is None:
        records = ServiceRecord.objects.certified().filter(
            served_on__gte=first, served_on__lt=following, minutes__gt=0
        )
        if county is not None:
            records = records.filter(in_subtree("region", county.pk))
        figures = records.aggregate(
            services=Count("pk"), people=Count("person", distinct=True), minutes=Sum("minutes")
        )
        caches["pages"].set(key, figures, FIGURES_KEPT_SECONDS)
    if figures["people"] < FEWEST_PEOPLE:
        return Thanks(first, None, None, None)
    return Thanks(first, figures["services"], figures["people"], figures["minutes"])


def is_on_the_roll(person: Person) -> bool:
    """Whether the person agreed to be named."""
    return Consent.objects.in_force().filter(person=person, purpose=ConsentPurpose.HONOUR_ROLL).exists()
