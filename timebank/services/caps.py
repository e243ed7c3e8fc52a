"""How the minutes of a service are shared out: to the volunteer up to the caps in force on the day of the service, the
rest to the county's pool or honours. Certified minutes are not touched by any cap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Sum

from policies.selectors import PolicyBook, book
from timebank import policy
from timebank.enums import Reason, Unit
from timebank.models import Account, Transfer
from timebank.services.accounts import chunks


class Policies:
    """The policy book of each day that is asked for, read once."""

    def __init__(self) -> None:
        self._books: dict[date, PolicyBook] = {}

    def on(self, day: date) -> PolicyBook:
        if day not in self._books:
            self._books[day] = book(day)
        return self._books[day]


@dataclass(frozen=True)
class Share:
    """A part of a service's minutes: why it goes where it goes, and the figures that decided it."""

    reason: Reason
    minutes: int
    details: Mapping[str, Any] = field(default_factory=dict)


class Tally:
    """What each person has earned by day and month, and keeps now; counted on while a batch is shared out."""

    def __init__(
        self, accounts: Iterable[Account], days: Iterable[date], without_record: int | None = None
    ) -> None:
        """Of the locked `accounts` the personal ones in coins are counted; `days` are those of the services.

        `without_record` leaves out what one record earned: the one that is being replaced.
        """
        self._day: defaultdict[tuple[int, date], int] = defaultdict(int)
        self._month: defaultdict[tuple[int, int, int], int] = defaultdict(int)
        self._stored: dict[int, int] = {}
        owners: dict[int, int] = {}
        for account in accounts:
            if account.person_id is not None and account.unit == Unit.COIN_MINUTES:
                owners[account.pk] = account.person_id
                self._stored[account.person_id] = account.balance
        months = {(day.year, day.month) for day in days}
        first = min((date(year, month, 1) for year, month in months), default=date.max)
        last = max((date(year + month // 12, month % 12 + 1, 1) for year, month in months), default=date.min)
        for some in chunks(sorted(owners)):
            rows = (
                Transfer.objects.in_effect()
                .filter(reason=Reason.EARNED, credit_account__in=some)
                .filter(service_record__served_on__gte=first, service_record__served_on__lt=last)
                .values_list("credit_account_id", "service_record__served_on", "service_record_id")
                .annotate(total=Sum("amount"))
                .order_by()
            )
            for account_id, day, record_id, total in rows:
                if record_id == without_record:
                    self._stored[owners[account_id]] -= total
                else:
                    self._count(owners[account_id], day, total)

    def _count(self, person_id: int, day: date, minutes: int) -> None:
        self._day[person_id, day] += minutes
        self._month[person_id, day.year, day.month] += minutes

    def share_out(
        self, *, person_id: int, day: date, minutes: int, rules: PolicyBook, region: Any
    ) -> list[Share]:
        """Split `minutes`: first the day's cap, then the month's, then what one person can keep. A cap of 0 is none."""
        already = (
            (Reason.OVER_DAY_CAP, policy.CAP_PER_DAY, self._day[person_id, day]),
            (Reason.OVER_MONTH_CAP, policy.CAP_PER_MONTH, self._month[person_id, day.year, day.month]),
            (Reason.OVER_STORED_CAP, policy.CAP_STORED, self._stored[person_id]),
        )
        left = minutes
        over: list[Share] = []
        for reason, key, used in already:
            cap = rules.value(key, region)
            room = max(0, cap - used) if cap else left
            if left > room:
                over.append(Share(reason, left - room, {"cap_minutes": cap, "used_minutes": used}))
                left = room
        self._count(person_id, day, left)
        self._stored[person_id] += left
        earned = [Share(Reason.EARNED, left, {"served_minutes": minutes})] if left else []
        return earned + over

    def forget(self, person_id: int, minutes: int) -> None:
        """Leave out minutes that are about to be given back."""
        self._stored[person_id] -= minutes

    def keep(self, *, person_id: int, minutes: int, rules: PolicyBook, region: Any) -> list[Share]:
        """Split minutes that somebody paid: earned once already, they count against what one person can keep alone."""
        cap, stored = rules.value(policy.CAP_STORED, region), self._stored[person_id]
        kept = min(minutes, max(0, cap - stored)) if cap else minutes
        self._stored[person_id] += kept
        shares = [Share(Reason.PAID, kept)] if kept else []
        if kept < minutes:
            figures = {"cap_minutes": cap, "used_minutes": stored}
            shares.append(Share(Reason.OVER_STORED_CAP, minutes - kept, figures))
        return shares


def points_for(
    *, minutes: int, category: str, grade: str, rules: PolicyBook, region: Any
) -> tuple[int, dict[str, Any]]:
    """Points of a service and the figures behind them: minutes × coefficient, half a point rounded up.

    Where there are none, the details say whether it is for the evidence or for the category.
    """
    if grade not in rules.value(policy.POINT_GRADES, region):
        return 0, {"no_points_for": "evidence"}
    coefficients = rules.value(policy.POINT_COEFFICIENTS, region)
    # A rule may be older than a category; what it does not know counts as other service.
    coefficient = Decimal(str(coefficients.get(category, coefficients["other"])))
    points = int((minutes * coefficient).to_integral_value(ROUND_HALF_UP))
    if not points:
        return 0, {"no_points_for": "category"}
    return points, {"minutes": minutes, "coefficient": str(coefficient)}
