"""Coins in circulation: issued, moved, taken back, by region and month, and the transfers behind each figure.

The sums come from `Turnover` as far as they have been counted, and from the transfers after that. A booking belongs to
the month it was made in and to the region it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Substr, TruncMonth

from common.months import add_months, midnight, month_span_moments, this_month
from regions.codes import subtree_range
from regions.enums import Level
from regions.models import Region
from regions.selectors import children_of, cities
from timebank.ledger.enums import MOVING_KINDS, AccountKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer, TransferQuerySet
from timebank.ledger.selectors.snapshot import snapshot
from timebank.oversight.models.turnover import Turnover, TurnoverRun
from timebank.oversight.selectors.circulation_figures import (
    COLUMNS,
    HOLDING_KINDS,
    MOVEMENTS,
    Cell,
    Movement,
    conditions,
)

MONTHS_SHOWN = 12
KEYS = ("month", "region_code", "debit_kind", "credit_kind", "reason_code", "undoing")


def counted(transfers: QuerySet[Any]) -> QuerySet[Any]:
    """Transfers of coins that moved value, summed as `Turnover` keeps them."""
    return (
        transfers.filter(unit=Unit.COIN_MINUTES, kind__in=MOVING_KINDS)
        .annotate(
            month=TruncMonth("created_at", output_field=DateField()),
            region_code=Coalesce(
                Concat(Substr(F("region_id"), 1, 9), Value("000"), output_field=CharField()), Value("")
            ),
            debit_kind=F("debit_account__kind"),
            credit_kind=F("credit_account__kind"),
            reason_code=F("reason"),
            undoing=_is(undoes__isnull=False),
        )
        .values(*KEYS)
        .annotate(total=Sum("amount"), rows=Count("pk"))
        .order_by()
    )


def counted_through() -> int:
    """The booking number up to which `Turnover` holds everything; 0 before the first count."""
    return TurnoverRun.objects.order_by("-pk").values_list("through", flat=True).first() or 0


def holds_everything(region: Region) -> bool:
    """Whether bookings that name no region belong to it: to the city, where there is one."""
    return region.level == Level.CITY and cities().count() == 1


def inside(field: str, region: Region, everything: bool) -> Q:
    """Rows whose `field` (a region code) lies in `region`, or `everything`."""
    if everything:
        return Q()
    low, high = subtree_range(region.code)
    return Q(**{f"{field}__gte": low, f"{field}__lte": high})


@dataclass(frozen=True)
class Row:
    """A region or a month: what moved in it, in minutes, and what was in circulation at its end."""

    label: str
    code: str
    month: date
    figures: dict[str, int]
    closing: int
    # The region has regions below it that the report knows.
    opens: bool = False


@dataclass(frozen=True)
class Holding:
    """What lies on one kind of account, in minutes: opening + came in - went out = closing."""

    kind: AccountKind
    opening: int
    inflow: int
    outflow: int
    closing: int

    @property
    def label(self) -> str:
        return str(self.kind.label)


@dataclass(frozen=True)
class Circulation:
    """The report of a region and a month, in minutes. `accounts`: what the balances of the accounts say today, by kind;
    None where they cannot be compared (a part of the city, or another month than this one)."""

    region: Region
    month: date
    opening: int
    closing: int
    movements: list[tuple[Movement, int, int]]
    holdings: list[Holding]
    below: list[Row]
    months: list[Row]
    accounts: dict[str, int] | None

    @property
    def issued(self) -> int:
        """What the movements added to circulation, less what they took out of it."""
        return sum(movement.sign * amount for movement, amount, _count in self.movements)

    @property
    def adds_up(self) -> bool:
        """Opening + movements = closing, and the same from the side of the accounts' kinds."""
        return (
            self.opening + self.issued == self.closing
            and sum(holding.closing for holding in self.holdings) == self.closing
            and all(
                holding.opening + holding.inflow - holding.outflow == holding.closing
                for holding in self.holdings
            )
        )

    @property
    def agrees(self) -> bool | None:
        """Whether the balances of the accounts say the same; None where they are not asked."""
        if self.accounts is None:
            return None
        return (
            all(self.accounts.get(holding.kind, 0) == holding.closing for holding in self.holdings)
            and self.accounts.get(AccountKind.ISSUING, 0) == -self.closing
        )


def circulation(region: Region, month: date, months: int = MONTHS_SHOWN) -> Circulation:
    """The report of `region` for the month that starts on `month`, with the `months` up to it. About seven queries."""
    everything = holds_everything(region)
    first = add_months(month, 1 - months)
    end = add_months(month, 1)
    with snapshot():
        by_month = _cells(region, everything, first, end, by="month")
        below = list(children_of(region)) if region.level in (Level.CITY, Level.COUNTY) else []
        by_region = _cells(region, everything, month, end, by="region") if below else []
        is_now = everything and month == this_month()
        accounts = _balances() if is_now else None
    of_month = [cell for cell in by_month if not cell.is_before and cell.bucket == str(month)]
    earlier = [cell for cell in by_month if cell.is_before or cell.bucket < str(month)]
    return Circulation(
        region=region,
        month=month,
        opening=sum(cell.issued for cell in earlier),
        closing=sum(cell.issued for cell in by_month),
        movements=[
            (movement, *_sum(movement, of_month))
            for movement in MOVEMENTS
            if movement.is_main or any(movement.holds(cell) for cell in of_month)
        ],
        holdings=[_holding(kind, earlier, of_month) for kind in HOLDING_KINDS],
        below=_region_rows(region, below, by_region, month),
        months=_month_rows(region, by_month, first, months),
        accounts=accounts,
    )


def _cells(region: Region, everything: bool, start: date, end: date, *, by: str) -> list[Cell]:
    """All coins that moved before `end`, those before `start` in one heap; by month or by region below `region`."""
    counted_part = (
        Turnover.objects.filter(inside("region", region, everything))
        .filter(month__lt=end)
        .annotate(before=_is(month__lt=start), code=F("region"))
    )
    since = Transfer.objects.filter(
        inside("region_id", region, everything),
        sequence__gt=counted_through(),
        created_at__lt=midnight(end),
    )
    live = (
        since.filter(unit=Unit.COIN_MINUTES, kind__in=MOVING_KINDS)
        .annotate(before=_is(created_at__lt=midnight(start)), code=Coalesce(F("region_id"), Value("")))
        .annotate(debit_kind=F("debit_account__kind"), credit_kind=F("credit_account__kind"))
        .annotate(is_undoing=_is(undoes__isnull=False))
    )
    if by == "month":
        # Grouped by month, and put into words here: a truncated date is told differently by each database.
        place: Any = F("month")
        live_place: Any = TruncMonth("created_at", output_field=DateField())
    else:
        place = live_place = Substr("code", 1, 6 if region.level == Level.CITY else 9)
    keys = ("place", "before", "debit_kind", "credit_kind", "reason", "is_undoing")
    heap: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for rows in (
        counted_part.annotate(place=place)
        .values_list(*keys)
        .annotate(total=Sum("amount"), rows=Sum("transfers")),
        live.annotate(place=live_place).values_list(*keys).annotate(total=Sum("amount"), rows=Count("pk")),
    ):
        for where, before, *key, amount, count in rows.order_by():
            # Months before the first one shown are one heap.
            bucket = "" if by == "month" and before else str(where)
            heap[bucket, before, *key][0] += amount
            heap[bucket, before, *key][1] += count
    return [Cell._make((*key, *sums)) for key, sums in heap.items()]


def _is(**condition: Any) -> Case:
    return Case(When(**condition, then=True), default=False, output_field=BooleanField())


def _sum(movement: Movement, cells: Iterable[Cell]) -> tuple[int, int]:
    found = [cell for cell in cells if movement.holds(cell)]
    return sum(cell.amount for cell in found), sum(cell.transfers for cell in found)


def _holding(kind: AccountKind, earlier: Sequence[Cell], of_month: Sequence[Cell]) -> Holding:
    inflow = sum(cell.amount for cell in of_month if cell.credit_kind == kind)
    outflow = sum(cell.amount for cell in of_month if cell.debit_kind == kind)
    opening = sum(cell.amount * ((cell.credit_kind == kind) - (cell.debit_kind == kind)) for cell in earlier)
    both = [*earlier, *of_month]
    closing = sum(cell.amount for cell in both if cell.credit_kind == kind) - sum(
        cell.amount for cell in both if cell.debit_kind == kind
    )
    return Holding(kind, opening, inflow, outflow, closing)


def columns_of(cells: Sequence[Cell]) -> dict[str, int]:
    """The figures of a row of the tables."""
    sums = {movement.key: _sum(movement, cells)[0] for movement in MOVEMENTS}
    return {column.key: sum(sums[key] for key in column.movements) for column in COLUMNS}


def _region_rows(region: Region, below: Sequence[Region], cells: Sequence[Cell], month: date) -> list[Row]:
    digits = 6 if region.level == Level.CITY else 9
    heaps: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        heaps[cell.bucket].append(cell)
    rows = []
    for child in below:
        mine = heaps.pop(child.code[:digits], [])
        rows.append(
            Row(
                child.short_name,
                child.code,
                month,
                columns_of([cell for cell in mine if not cell.is_before]),
                sum(cell.issued for cell in mine),
                opens=child.level == Level.COUNTY,
            )
        )
    # Booked for the region as a whole, or for none.
    if rest := [cell for heap in heaps.values() for cell in heap]:
        figures = columns_of([cell for cell in rest if not cell.is_before])
        rows.append(Row("", "", month, figures, sum(cell.issued for cell in rest)))
    return rows


def _month_rows(region: Region, cells: Sequence[Cell], first: date, months: int) -> list[Row]:
    rows = []
    closing = sum(cell.issued for cell in cells if cell.is_before)
    for index in range(months):
        month = add_months(first, index)
        mine = [cell for cell in cells if cell.bucket == str(month) and not cell.is_before]
        closing += sum(cell.issued for cell in mine)
        rows.append(Row("", region.code, month, columns_of(mine), closing))
    return rows


def _balances() -> dict[str, int]:
    rows = (
        Account.objects.filter(unit=Unit.COIN_MINUTES)
        .with_totals()
        .values_list("kind")
        .annotate(total=Sum("total_balance"))
        .order_by()
    )
    return dict(rows)


def transfers_behind(region: Region, month: date, figure: str) -> TransferQuerySet:
    """The transfers that a figure of the report is the sum of. Raises KeyError for a figure there is none of."""
    _label, condition = conditions()[figure]
    place = inside("region_id", region, holds_everything(region))
    start, end = month_span_moments(month)
    return (
        Transfer.objects.filter(place, condition, unit=Unit.COIN_MINUTES)
        .moving()
        .filter(created_at__gte=start, created_at__lt=end)
    )
