from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from people.actors import AnyUser
from regions.codes import county_code_of, in_subtree
from regions.models import Level, Region
from timebank.giving.enums import GrantOutcome
from timebank.giving.models.earmarks import Earmark
from timebank.giving.models.pool_grants import PoolGrant
from timebank.ledger.enums import AccountKind
from timebank.ledger.models.accounts import Account
from workbench.scopes import role_regions


@dataclass(frozen=True)
class PoolView:
    """A county's pool in a month: minutes that lie there, that are meant for somebody, and what was given."""

    county: Region
    minutes: int
    earmarked: int
    granted_minutes: int
    granted: int
    waiting: int

    @property
    def free(self) -> int:
        return max(0, self.minutes - self.earmarked)


def counties_of(user: AnyUser) -> list[Region]:
    """Counties in which a user holds a role: those inside the regions, and the one around a smaller region."""
    scope = Q(pk__in=[])
    for code in role_regions(user):
        county = county_code_of(code)
        scope |= Q(pk=county) if county else in_subtree("code", code)
    return list(Region.objects.filter(scope, level=Level.COUNTY).order_by("code"))


def pools(counties: list[Region], month: date) -> list[PoolView]:
    """Three queries, however many counties."""
    codes = [county.pk for county in counties]
    # Annotated by a method of the queryset, which the type checker does not see through.
    accounts: Any = Account.objects.coins(AccountKind.POOL).filter(region__in=codes).with_totals()
    balances = {row.region_id: row.total_balance for row in accounts}
    earmarked = dict(
        Earmark.objects.open()
        .filter(county__in=codes)
        .values_list("county_id")
        .annotate(total=Sum("minutes"))
        .order_by()
    )
    grants = {
        county: (minutes or 0, granted, waiting)
        for county, minutes, granted, waiting in PoolGrant.objects.filter(county__in=codes, month=month)
        .values_list("county_id")
        .annotate(
            total=Sum("minutes"),
            granted=Count("pk", filter=Q(outcome=GrantOutcome.GRANTED)),
            waiting=Count("pk", filter=Q(outcome=GrantOutcome.WAITING)),
        )
        .order_by()
    }
    views = []
    for county in counties:
        minutes, granted, waiting = grants.get(county.pk, (0, 0, 0))
        views.append(
            PoolView(
                county, balances.get(county.pk, 0), earmarked.get(county.pk, 0), minutes, granted, waiting
            )
        )
    return views


def months_of(county: Region, most: int = 12) -> list[date]:
    """The last months in which the pool's run decided something, newest first."""
    rows = (
        PoolGrant.objects.filter(county=county).order_by("-month").values_list("month", flat=True).distinct()
    )
    return list(rows[:most])
