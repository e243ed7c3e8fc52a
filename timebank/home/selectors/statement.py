from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from people.persons.models import Person
from policies.selectors import PolicyBook, book
from timebank.earning import policy
from timebank.earning.selectors.explanation import explain
from timebank.ledger.enums import Reason, TransferKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import personal_accounts

EARNINGS = (Reason.EARNED, Reason.EARNED_IN_GROUP, Reason.POINTS)


@dataclass(frozen=True)
class StatementLine:
    """One transfer as its account sees it. `amount` is signed; 0 for a reservation, whose size is `reserved`."""

    transfer: Transfer
    at: datetime
    title: str
    amount: int
    reserved: int
    balance: int
    explanation: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class StatementPage:
    """Lines, newest first. `before` asks for the next page; None on the last."""

    unit: str
    lines: list[StatementLine]
    before: int | None


def statement(
    person: Person,
    *,
    unit: str = Unit.COIN_MINUTES,
    before: int | None = None,
    limit: int = 20,
    accounts: Mapping[str, Account] | None = None,
    rules: PolicyBook | None = None,
) -> StatementPage:
    """A page of a person's statement: the `limit` lines below sequence number `before` (default: the newest).

    `accounts` and `rules` (today's) save a query each when they are at hand.
    """
    account = (personal_accounts(person) if accounts is None else accounts).get(unit)
    if account is None:
        return StatementPage(unit, [], None)
    rows = _page(account, before, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    deadline = (rules or book()).value(policy.RECORD_DEADLINE, person.region_id)
    lines = []
    for row in rows:
        amount = _signed(account, row)
        record = row.service_record if row.undoes_id is None else None
        if record is not None and record.person_id != person.pk:
            # Who pays for a service reads what it cost, not what it brought the one who served.
            record = None
        lines.append(
            StatementLine(
                transfer=row,
                at=row.created_at,
                title=title_of(row),
                amount=amount,
                reserved=row.amount if not row.moves else 0,
                balance=_balance_left(account, row),
                explanation=explain(record, deadline_days=deadline) if record is not None else [],
            )
        )
    return StatementPage(unit, lines, rows[-1].sequence if more else None)


def _page(account: Account, before: int | None, count: int) -> list[Transfer]:
    """The newest `count` transfers: two short index scans merged here, and not an OR that reads them all."""
    below = Q(sequence__lt=before) if before is not None else Q()
    rows: list[Transfer] = []
    for side in ("debit_account", "credit_account"):
        rows += Transfer.objects.filter(below, **{side: account}).order_by("-sequence")[:count]
    rows = sorted(rows, key=lambda row: -row.sequence)[:count]
    prefetch_related_objects(
        rows,
        Prefetch("service_record__transfers", Transfer.objects.select_related("credit_account")),
        "service_record__star_awards",
    )
    return rows


def _signed(account: Account, row: Transfer) -> int:
    if not row.moves:
        return 0
    return row.amount if row.credit_account_id == account.pk else -row.amount


def _balance_left(account: Account, row: Transfer) -> int:
    """What was on the account after this line. It stands in the books: no page adds up what came after."""
    left = row.credit_balance if row.credit_account_id == account.pk else row.debit_balance
    return left or 0


def title_of(row: Transfer) -> str:
    """What a line of a statement is called."""
    if row.kind == TransferKind.PENDING:
        # What it is for says more than why it is set aside, save where the why is that it is being checked.
        named = row.memo if row.reason != Reason.HELD else ""
        return _("Reserved: %(reason)s") % {"reason": named or row.get_reason_display()}
    if row.kind == TransferKind.VOID_PENDING:
        return _("Reservation released: %(reason)s") % {"reason": row.get_reason_display()}
    if row.service_record is not None and row.reason in EARNINGS:
        return row.service_record.activity
    return str(row.get_reason_display())
