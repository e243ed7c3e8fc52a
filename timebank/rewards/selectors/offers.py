from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from people.persons.models import Person
from regions.codes import ancestor_codes, in_subtree
from regions.models import Region
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.rewards.models.offers import Offer
from timebank.rewards.models.partners import Partner


def points_to_use(person: Person | None) -> int:
    """Points that are not reserved. Opens no account."""
    if person is None:
        return 0
    row = Account.objects.filter(person=person, kind=AccountKind.PERSONAL, unit=Unit.POINTS).first()
    return row.available if row else 0


def nearest_region_code(person: Person | None) -> str | None:
    """The code of where somebody lives; of where they served last, as long as they have not said where they live."""
    if person is None or person.region_id:
        return person.region_id if person else None
    served = ServiceRecord.objects.filter(person=person).order_by("-started_at", "-pk")
    return served.values_list("region_id", flat=True).first()


def offers_to_find(
    *, near: str | None = None, query: str = "", county: str = "", most_points: int | None = None
) -> QuerySet[Offer]:
    """What is on offer today, the nearest first: one's community, township, county, then everything else.

    `near` is the code of where somebody lives. What is sold out comes last within its distance.
    """
    now = timezone.now()
    rows = (
        Offer.objects.on_offer(timezone.localdate(now))
        .with_ordered(now)
        .select_related("partner__region__parent__parent", "reach__parent__parent")
    )
    if query:
        rows = rows.filter(
            Q(title__icontains=query) | Q(description__icontains=query) | Q(partner__name__icontains=query)
        )
    if county:
        rows = rows.filter(in_subtree("partner__region", county))
    if most_points is not None:
        rows = rows.filter(price_points__lte=most_points)
    return rows.annotate(distance=_distance(near)).order_by("distance", "price_points", "title", "pk")


def _distance(near: str | None) -> Any:
    if not near:
        return Value(0, output_field=IntegerField())
    around = [near, *reversed(ancestor_codes(near)[1:])]
    steps = [When(in_subtree("partner__region", code), then=Value(step)) for step, code in enumerate(around)]
    return Case(*steps, default=Value(len(around)), output_field=IntegerField())


def counties_with_offers() -> QuerySet[Region]:
    """Counties to choose from: those with a partner."""
    codes = Partner.objects.standing().order_by().values_list("region_id", flat=True).distinct()
    return Region.objects.filter(pk__in={f"{code[:6]}000000" for code in codes}).order_by("code")
