from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from common.months import month_span_moments
from people.persons.models import Person
from regions.codes import county_code_of
from regions.models import Region, Zone, in_area
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer, TransferQuerySet


@dataclass(frozen=True)
class Balance:
    """What a person has. Coin amounts in minutes; `available` is the coins less those reserved."""

    coin_minutes: int = 0
    reserved_minutes: int = 0
    points: int = 0

    @property
    def available_minutes(self) -> int:
        return self.coin_minutes - self.reserved_minutes


@dataclass(frozen=True)
class PoolBalance:
    """What a county's public pool holds, in minutes."""

    region_id: str
    minutes: int = 0
    reserved_minutes: int = 0


@dataclass(frozen=True)
class Totals:
    """What was booked for services of a region in a month. Minutes, points, people, records.

    `coin_minutes` = `to_people_minutes` + `to_pool_minutes`, less what was taken back in the same month.
    """

    services: int
    people: int
    service_minutes: int
    coin_minutes: int
    to_people_minutes: int
    to_pool_minutes: int
    points: int


def personal_accounts(person: Person) -> dict[str, Account]:
    """A person's accounts by unit; those that were never opened are missing."""
    return {row.unit: row for row in Account.objects.filter(person=person, kind=AccountKind.PERSONAL)}


def balance(person: Person, *, accounts: Mapping[str, Account] | None = None) -> Balance:
    """One query on two rows, however long the history; none when the `accounts` are at hand."""
    rows = personal_accounts(person) if accounts is None else accounts
    coins, points = rows.get(Unit.COIN_MINUTES), rows.get(Unit.POINTS)
    return Balance(
        coin_minutes=coins.balance if coins else 0,
        reserved_minutes=coins.pending_debits if coins else 0,
        points=points.balance if points else 0,
    )


def pool(region: Region | str) -> PoolBalance:
    """The public pool of the county that `region` lies in; of the city for a city."""
    code = region if isinstance(region, str) else region.pk
    code = county_code_of(code) or code
    row = Account.objects.filter(kind=AccountKind.POOL, unit=Unit.COIN_MINUTES, region=code).first()
    return PoolBalance(code, row.balance, row.reserved) if row else PoolBalance(code)


def totals(region: Region | Zone | str, month: date) -> Totals:
    """Services recorded and value issued in a region (and all below it) during the month that `month` lies in.

    The month is that of the booking: what a correction takes back counts in the month of the correction, so that the
    amounts of a closed month never change. Services are the records of the month that stand today.
    """
    start, end = month_span_moments(month)
    records = ServiceRecord.objects.filter(
        in_area("region", region), recorded_at__gte=start, recorded_at__lt=end, correction=None
    ).aggregate(
        services=Count("pk", filter=Q(minutes__gt=0)),
        people=Count("person", distinct=True, filter=Q(minutes__gt=0)),
        minutes=Sum("minutes"),
    )
    booked = Transfer.objects.filter(in_area("region", region), created_at__gte=start, created_at__lt=end)
    out = _by_unit_and_kind(booked.filter(debit_account__kind=AccountKind.ISSUING), "credit_account__kind")
    back = _by_unit_and_kind(booked.filter(credit_account__kind=AccountKind.ISSUING), "debit_account__kind")
    net = {key: out.get(key, 0) - back.get(key, 0) for key in out.keys() | back.keys()}
    coins = {kind: amount for (unit, kind), amount in net.items() if unit == Unit.COIN_MINUTES}
    to_people = coins.get(AccountKind.PERSONAL, 0) + coins.get(AccountKind.DONATE_ONLY, 0)
    return Totals(
        services=records["services"],
        people=records["people"],
        service_minutes=records["minutes"] or 0,
        coin_minutes=sum(coins.values()),
        to_people_minutes=to_people,
        to_pool_minutes=sum(coins.values()) - to_people,
        points=sum(amount for (unit, _kind), amount in net.items() if unit == Unit.POINTS),
    )


def _by_unit_and_kind(transfers: TransferQuerySet, other: str) -> dict[tuple[str, str], int]:
    rows = (
        transfers.filter(service_record__isnull=False)
        .moving()
        .values_list("unit", other)
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return {(unit, kind): total for unit, kind, total in rows}
