"""The statement of a period: what was there before, every line, what is there after. And what a month came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from common.months import midnight, month_span
from people.persons.models import Person
from timebank.home.selectors.statement import title_of
from timebank.ledger.enums import MOVING_KINDS, AccountKind, TransferKind
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer

# More would be a book; the page then says up to which day it goes and asks for a shorter period.
MOST_LINES = 2000


@dataclass(frozen=True)
class PeriodLine:
    """One booking: signed amount, and the balance after it."""

    at: datetime
    title: str
    memo: str
    amount: int
    balance: int


@dataclass(frozen=True)
class AccountPeriod:
    """An account within a period. `closing` = `opening` + `paid_in` − `paid_out`; in minutes or points.

    `until` is earlier than asked for where the lines were too many.
    """

    account: Account
    opening: int
    paid_in: int
    paid_out: int
    closing: int
    until: date
    lines: list[PeriodLine]

    @property
    def unit(self) -> str:
        return self.account.unit

    @property
    def cut(self) -> bool:
        return len(self.lines) >= MOST_LINES


@dataclass(frozen=True)
class Month:
    """What a month brought: services and their minutes, coins in and out."""

    day: date
    services: int
    service_minutes: int
    paid_in: int
    paid_out: int


def accounts_of(person: Person) -> list[Account]:
    """All accounts of a person: time coins, points, what a group earned. One query."""
    kinds = [AccountKind.PERSONAL, AccountKind.DONATE_ONLY]
    found = Account.objects.filter(person=person, kind__in=kinds)
    return sorted(found, key=lambda account: (kinds.index(AccountKind(account.kind)), account.unit))


def account_period(account: Account, since: date, until: date) -> AccountPeriod:
    """The lines of the days from `since` to `until`, both included. Three queries, however long the history.

    A booking belongs to the day it was made, which for services taken over from elsewhere lies before their number.
    """
    start, end = midnight(since), midnight(until + timedelta(days=1))
    of_account = Q(debit_account=account) | Q(credit_account=account)
    moving = Transfer.objects.filter(of_account, kind__in=MOVING_KINDS)
    before = moving.filter(created_at__lt=start).aggregate(**_sides(account))
    opening = int((before["in"] or 0) - (before["out"] or 0))
    rows = list(
        moving.filter(created_at__gte=start, created_at__lt=end)
        .select_related("service_record")
        .order_by("created_at", "sequence")[:MOST_LINES]
    )
    balance, paid_in, paid_out, lines = opening, 0, 0, []
    for row in rows:
        incoming = row.credit_account_id == account.pk
        balance += row.amount if incoming else -row.amount
        paid_in += row.amount if incoming else 0
        paid_out += 0 if incoming else row.amount
        lines.append(
            PeriodLine(
                at=row.created_at,
                title=title_of(row),
                memo=row.memo,
                amount=row.amount if incoming else -row.amount,
                balance=balance,
            )
        )
    cut = len(rows) == MOST_LINES
    return AccountPeriod(
        account=account,
        opening=opening,
        paid_in=paid_in,
        paid_out=paid_out,
        closing=balance,
        until=timezone.localdate(rows[-1].created_at) if cut else until,
        lines=lines,
    )


def open_reservations(accounts: Iterable[Account], limit: int = 20) -> list[Transfer]:
    """What is set aside and neither paid nor released yet, the oldest first. One query, none without accounts."""
    waiting = [account.pk for account in accounts if account.pending_debits]
    if not waiting:
        return []
    rows = Transfer.objects.filter(
        debit_account__in=waiting, kind=TransferKind.PENDING, resolution=None
    ).order_by("sequence")
    return list(rows[:limit])


def month_of(person: Person, account: Account | None, day: date | None = None) -> Month:
    """What the month that `day` lies in (default: this one) brought a person. Two queries, one without an account."""
    day = day or timezone.localdate()
    first, following = month_span(day)
    served = (
        ServiceRecord.objects.certified()
        .of(person)
        .filter(served_on__gte=first, served_on__lt=following, minutes__gt=0)
    )
    sums = served.aggregate(services=Count("pk"), minutes=Sum("minutes"))
    moved = {"in": 0, "out": 0}
    if account is not None:
        booked = Transfer.objects.filter(
            Q(debit_account=account) | Q(credit_account=account),
            kind__in=MOVING_KINDS,
            created_at__gte=midnight(first),
            created_at__lt=midnight(following),
        )
        moved = booked.aggregate(**_sides(account))
    return Month(
        day=first,
        services=sums["services"],
        service_minutes=sums["minutes"] or 0,
        paid_in=moved["in"] or 0,
        paid_out=moved["out"] or 0,
    )


def _sides(account: Account) -> dict[str, Sum]:
    return {
        "in": Sum("amount", filter=Q(credit_account=account)),
        "out": Sum("amount", filter=Q(debit_account=account)),
    }
