"""Can the promise be kept: hours owed to people, now and as they reach the age, against hours given a month.

An account owes its owner the coins on it. Who is old enough today may ask at once; who is younger may from a birthday
that is known. One query over the accounts, by ranges of birth dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, IntegerField, Sum, Value, When
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from common.months import add_months, first_day, recent_months
from policies.selectors import value
from regions.models import Region
from timebank.ledger import policy
from timebank.ledger.enums import AccountKind
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.selectors.circulation import holds_everything, inside

YEARS_AHEAD = 20
MONTHS_OF_GIVING = 12
# Buckets beside the years: later than the last one, died, birth date unknown.
_LATER, _DIED, _UNKNOWN = YEARS_AHEAD + 1, -1, -2


@dataclass(frozen=True)
class Cohort:
    """Who reaches the age in the `year`-th year from today (0: has reached it), and what is owed to them in minutes.

    `until`: by this day the last of them has reached it. `so_far_minutes`: owed by then to them and all before them.
    """

    year: int
    until: date
    people: int
    minutes: int
    so_far_minutes: int


@dataclass(frozen=True)
class Solvency:
    """The view of a region on a day. Minutes, people."""

    region: Region
    on: date
    age: int
    cohorts: list[Cohort]
    later: tuple[int, int]
    unknown: tuple[int, int]
    died: tuple[int, int]
    given: list[tuple[date, int]]
    pool_minutes: int

    @property
    def owed_now(self) -> Cohort:
        return self.cohorts[0]

    @property
    def owed_minutes(self) -> int:
        """Everything that lies on people's accounts."""
        return self.cohorts[-1].so_far_minutes + self.later[1] + self.unknown[1] + self.died[1]

    @property
    def mean_minutes(self) -> float:
        """Given in a month, over the last full months."""
        return sum(minutes for _month, minutes in self.given) / len(self.given)

    @property
    def trend_minutes(self) -> float:
        """By how much a month's giving rises (or falls) from month to month: the slope of the least-squares line."""
        count = len(self.given)
        middle, mean = (count - 1) / 2, self.mean_minutes
        spread = sum((index - middle) ** 2 for index in range(count))
        lean = sum((index - middle) * (minutes - mean) for index, (_month, minutes) in enumerate(self.given))
        return lean / spread

    def months_needed(self, minutes: int) -> float | None:
        """Months of present giving that serve `minutes`; None while nothing is given."""
        return minutes / self.mean_minutes if self.mean_minutes > 0 else None

    @property
    def months_for_now(self) -> float | None:
        return self.months_needed(self.owed_now.minutes)

    @property
    def months_for_all(self) -> float | None:
        return self.months_needed(self.owed_minutes)

    @property
    def first_year_short(self) -> Cohort | None:
        """The first cohort by whose time more is owed than present giving serves until then; None: always enough."""
        for cohort in self.cohorts[1:]:
            if cohort.so_far_minutes > cohort.year * 12 * self.mean_minutes:
                return cohort
        return None


def latest_birth(day: date, age: int) -> date:
    """Born on this day or before: has completed `age` years on `day`.

    Who is born on 29 February has the birthday on 1 March in other years, as in `Person.age_on`.
    """
    year = max(1, day.year - age)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def solvency(region: Region, on: date | None = None) -> Solvency:
    """The view of `region`, by where people live; services by where they took place. Six queries."""
    on = on or timezone.localdate()
    age = value(policy.REDEEM_LEAST_AGE, on=on, region=region)
    everything = holds_everything(region)
    heaps = _owed(region, everything, on, age)
    cohorts, so_far = [], 0
    for year in range(YEARS_AHEAD + 1):
        people, minutes = heaps.get(year, (0, 0))
        so_far += minutes
        cohorts.append(Cohort(year, _years_later(on, year), people, minutes, so_far))
    return Solvency(
        region=region,
        on=on,
        age=age,
        cohorts=cohorts,
        later=heaps.get(_LATER, (0, 0)),
        unknown=heaps.get(_UNKNOWN, (0, 0)),
        died=heaps.get(_DIED, (0, 0)),
        given=_given(region, everything, on),
        pool_minutes=_pool_minutes(region, everything),
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _owed(region: Region, everything: bool, on: date, age: int) -> dict[int, tuple[int, int]]:
    """People and minutes by the year in which they reach the age."""
    whens = [
        When(person__died_on__isnull=False, then=Value(_DIED)),
        When(person__birth_date=None, then=Value(_UNKNOWN)),
        *(
            When(person__birth_date__lte=latest_birth(_years_later(on, year), age), then=Value(year))
            for year in range(YEARS_AHEAD + 1)
        ),
    ]
    rows = (
        Account.objects.coins(AccountKind.PERSONAL)
        .filter(inside("person__region_id", region, everything), posted_credits__gt=F("posted_debits"))
        .annotate(heap=Case(*whens, default=Value(_LATER), output_field=IntegerField()))
        .values_list("heap")
        .annotate(people=Count("pk"), minutes=Sum(F("posted_credits") - F("posted_debits")))
        .order_by()
    )
    return {heap: (people, minutes) for heap, people, minutes in rows}


def _pool_minutes(region: Region, everything: bool) -> int:
    """What the public pools of the region's counties hold."""
    pools = Account.objects.coins(AccountKind.POOL).filter(inside("region_id", region, everything))
    return pools.with_totals().aggregate(minutes=Sum("total_balance"))["minutes"] or 0


def _given(region: Region, everything: bool, on: date) -> list[tuple[date, int]]:
    """Minutes of service in each of the last full months, the earliest first."""
    end = first_day(on)
    months = recent_months(MONTHS_OF_GIVING, add_months(end, -1))[::-1]
    rows = (
        ServiceRecord.objects.certified()
        .filter(inside("region_id", region, everything), served_on__gte=months[0], served_on__lt=end)
        .annotate(month=Substr(Cast("served_on", CharField()), 1, 7))
        .values_list("month")
        .annotate(total=Sum("minutes"))
        .order_by()
    )
    by_month = dict(rows)
    return [(month, by_month.get(f"{month:%Y-%m}", 0)) for month in months]
