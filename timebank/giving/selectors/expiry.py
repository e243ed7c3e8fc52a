"""Which coins would end under some rules, counted ahead. Reads only; what really ends was announced to its owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models import F
from django.utils import timezone

from policies.selectors import PolicyBook
from regions.codes import in_subtree
from timebank.giving import policy
from timebank.giving.fifo_layers import Layer, remaining_layers, unreserved_layers
from timebank.ledger.enums import AccountKind
from timebank.ledger.models.accounts import Account, AccountQuerySet
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.snapshot import snapshot

AT_A_TIME = 500
# Above this every second, third, … account stands for all, so that an answer comes within a page's patience.
MOST_ACCOUNTS = 20_000
A_YEAR = 365


@dataclass
class ExpiryForecast:
    """People and minutes: what would be announced first, and what would end within a year if nobody used anything."""

    first_people: int = 0
    first_minutes: int = 0
    year_people: int = 0
    year_minutes: int = 0

    def count(self, layers: Sequence[Layer], months: int, notice_days: int, today: date) -> None:
        if not months:
            return
        first = sum(
            layer.minutes for layer in layers if layer.ends_on(months) <= today + timedelta(days=notice_days)
        )
        year = sum(
            layer.minutes
            for layer in layers
            if layer.ends_on(months) <= today + timedelta(days=max(A_YEAR, notice_days))
        )
        self.first_people += first > 0
        self.first_minutes += first
        self.year_people += year > 0
        self.year_minutes += year


@dataclass
class ExpiryForecasts:
    """One `ExpiryForecast` for each book of rules, of the same accounts; `sampled` 3: of every third account."""

    found: list[ExpiryForecast]
    accounts: int = 0
    sampled: int = 1


def forecast_expiry(
    books: Sequence[PolicyBook], *, region: str, today: date, most: int = MOST_ACCOUNTS
) -> ExpiryForecasts:
    """What would end under each of `books` in `region` ("" for everywhere), by the accounts as they stand."""
    result = ExpiryForecasts([ExpiryForecast() for _book in books])
    with snapshot():
        rows = spendable_accounts()
        if region:
            rows = rows.filter(in_subtree("person__region", region))
        result.accounts = rows.count()
        result.sampled = max(1, -(-result.accounts // most))

        @cache
        def rules(code: str | None) -> list[tuple[int, int]]:
            asked = (policy.EXPIRY_MONTHS, policy.EXPIRY_NOTICE_DAYS)
            return [tuple(book.value(key, code) for key in asked) for book in books]

        for some in _chunks(rows, result.sampled):
            layers = layers_of([pk for pk, _code, _reserved in some])
            for pk, code, reserved in some:
                free = unreserved_layers(layers[pk], reserved)
                for ending, (months, notice) in zip(result.found, rules(code), strict=True):
                    ending.count(free, months, notice, today)
    return result


Row = tuple[int, str | None, int]


def _chunks(rows: object, every: int) -> Iterator[list[Row]]:
    after = 0
    columns = ("pk", "person__region_id", "pending_debits")
    while some := list(rows.filter(pk__gt=after).order_by("pk").values_list(*columns)[: AT_A_TIME * every]):  # type: ignore[attr-defined]
        after = some[-1][0]
        yield some[::every]


def spendable_accounts() -> AccountQuerySet:
    """Open personal accounts with coins that are not reserved."""
    return Account.objects.coins(AccountKind.PERSONAL).filter(
        closed_at=None, posted_credits__gt=F("posted_debits") + F("pending_debits")
    )


def layers_of(accounts: Sequence[int]) -> dict[int, list[Layer]]:
    """The lots on each account, by its key, two queries for all; what was undone counts as never having happened."""
    movements: defaultdict[int, list[tuple[int, date, int]]] = defaultdict(list)
    for side, sign in (("credit_account_id", 1), ("debit_account_id", -1)):
        found = Transfer.objects.in_effect().filter(**{f"{side}__in": accounts}).order_by()
        for account, sequence, at, amount in found.values_list(side, "sequence", "created_at", "amount"):
            movements[account].append((sequence, timezone.localdate(at), sign * amount))
    return {
        pk: remaining_layers((day, amount) for _sequence, day, amount in sorted(movements[pk]))
        for pk in accounts
    }
