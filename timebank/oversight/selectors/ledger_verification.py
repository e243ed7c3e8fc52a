"""Proof of the books: balances and hash chain recomputed from the transfers, every rule checked in the database.

The transfers are read once, in their order; searches run in the database. Memory grows with the accounts, not with the
transfers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from timebank.certificates.models import Certificate, CertificateEnding, CertificateFile, CertifiedRecord
from timebank.ledger.enums import (
    COIN_CREDIT_REASONS,
    MOVING_KINDS,
    RESOLVING_KINDS,
    AccountKind,
    Reason,
    TransferKind,
    Unit,
)
from timebank.ledger.models.accounts import Account, AccountSlot
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.recomputation import recompute
from timebank.ledger.selectors.snapshot import snapshot
from timebank.rewards.models.offers import Voucher

# Tables whose rows the database itself must refuse to change, by the triggers of common.append_only.
GUARDED = (Transfer, ServiceRecord, Voucher, Certificate, CertificateFile, CertificateEnding, CertifiedRecord)
EXAMPLES = 5


@dataclass(frozen=True)
class Finding:
    """Something that is wrong: what, and which row (its table and key)."""

    what: str
    table: str
    key: Any


@dataclass
class Verification:
    """What was checked and found. `findings` holds the first few of each sort; the counts hold all.

    `seal` stands for all transfers up to number `through`; `first_broken` is the first transfer that does not fit.
    """

    accounts: int = 0
    transfers: int = 0
    unbalanced: int = 0
    overdrawn: int = 0
    broken: int = 0
    first_broken: int | None = None
    through: int = 0
    seal: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not (self.unbalanced or self.overdrawn or self.broken)

    def as_json(self) -> dict[str, Any]:
        figures = {name: value for name, value in self.__dict__.items() if name != "findings"}
        return figures | {"ok": self.ok}

    def note(self, sort: str, what: str, table: str, key: Any) -> None:
        """Count one more in `sort` ("unbalanced", "overdrawn" or "broken"), and keep the first few of each `what`."""
        setattr(self, sort, getattr(self, sort) + 1)
        if sum(finding.what == what for finding in self.findings) < EXAMPLES:
            self.findings.append(Finding(what, table, key))


def verify(*, through: int | None = None, seal: str | None = None) -> Verification:
    """Check the whole ledger as it stands at one moment; services may go on booking meanwhile.

    With `through` the chain up to that transfer only, and whether it still has the `seal` that was published then.
    """
    result = Verification()
    with snapshot():
        _check_books(result, through)
        if seal is not None and result.seal != seal:
            result.broken += 1
            result.findings.append(
                Finding("the books up to here are not those that were sealed", "transfer", through)
            )
        if through is not None:
            return result
        for what, rows in _broken_transfers():
            _note(result, what, rows)
        for what, records in _broken_records():
            _note(result, what, records)
        for name in _missing_guards():
            result.broken += 1
            result.findings.append(Finding("the trigger that protects it is missing or off", *name))
    return result


def _check_books(result: Verification, through: int | None) -> None:
    """Replay the transfers in their order and compare what the accounts say with what comes out."""
    books = recompute(through=through)
    result.transfers, result.through, result.seal = books.transfers, books.through, books.seal
    for what, sequence in books.broken_links:
        result.first_broken = min(result.first_broken or sequence, sequence)
        result.note("broken", what, "timebank_transfer", sequence)
    if through is not None:
        # What the accounts carry is about now; earlier moments have nothing but the chain to be compared with.
        return
    slots: dict[int, list[AccountSlot]] = {}
    for slot in AccountSlot.objects.order_by("account", "number").iterator(chunk_size=2000):
        slots.setdefault(slot.account_id, []).append(slot)
    for account in Account.objects.order_by("pk").iterator(chunk_size=2000):
        result.accounts += 1
        parts = [account, *slots.pop(account.pk, ())]
        _check_account(result, account, parts, books.pop(account.pk))
        for part in parts:
            if part.head != books.pop_head(account.pk, getattr(part, "number", 0)):
                missing = "the chain of the account ends elsewhere: transfers are missing at its end"
                result.note("broken", missing, "account", account.pk)
    for orphan in books.left():
        result.note("broken", "transfers of an account that does not exist", "account", orphan)


def _check_account(
    result: Verification, account: Account, parts: Sequence[Account | AccountSlot], came_out: Sequence[int]
) -> None:
    sides = ("posted_debits", "posted_credits", "pending_debits", "pending_credits")
    kept = tuple(sum(getattr(part, side) for part in parts) for side in sides)
    posted_out, posted_in, pending_out, pending_in = came_out
    if kept != (posted_out, posted_in, pending_out, pending_in):
        result.note("unbalanced", "balances differ from the sum of the transfers", "account", account.pk)
    limited = account.may_not_go_below_zero or account.kind != AccountKind.ISSUING
    below = any(part.posted_credits < part.posted_debits + part.pending_debits for part in parts)
    if limited and (posted_out + pending_out > posted_in or below):
        result.note("overdrawn", "below zero", "account", account.pk)
    if account.kind == AccountKind.ESCROW and posted_out != posted_in:
        result.note("broken", "escrow kept what it should have passed on", "account", account.pk)
    if account.closed_at is not None and (posted_out != posted_in or pending_out or pending_in):
        result.note("broken", "closed with something left on it", "account", account.pk)


def _broken_transfers() -> Iterable[tuple[str, QuerySet[Transfer]]]:
    rows = Transfer.objects.order_by("sequence")
    yield (
        "malformed transfer",
        rows.filter(
            Q(amount__lte=0)
            | Q(key="")
            | Q(debit_account=F("credit_account"))
            | ~Q(kind__in=TransferKind.values)
            | Q(pending__isnull=True, kind__in=RESOLVING_KINDS)
            | Q(pending__isnull=False) & ~Q(kind__in=RESOLVING_KINDS)
        ),
    )
    yield (
        "unit differs from that of its accounts",
        rows.exclude(unit=F("debit_account__unit"), credit_account__unit=F("unit")),
    )
    yield (
        "does not fit the reservation it resolves",
        rows.filter(pending__isnull=False).exclude(
            pending__kind=TransferKind.PENDING,
            pending__debit_account=F("debit_account"),
            pending__credit_account=F("credit_account"),
            pending__amount__gte=F("amount"),
        ),
    )
    yield (
        "does not fit the transfer it undoes",
        rows.filter(undoes__isnull=False).exclude(
            undoes__kind__in=MOVING_KINDS,
            undoes__undoes__isnull=True,
            undoes__debit_account=F("credit_account"),
            undoes__credit_account=F("debit_account"),
            undoes__amount=F("amount"),
        ),
    )
    for name in ("key", "pending", "undoes"):
        twice = (
            Transfer.objects.exclude(**{name: None})
            .values(name)
            .annotate(uses=Count("pk"))
            .filter(uses__gt=1)
        )
        yield f"{name} used twice", rows.filter(**{f"{name}__in": twice.values(name)})
    yield (
        "issued without a service record",
        rows.filter(service_record=None).filter(
            Q(reason__in=[*COIN_CREDIT_REASONS, Reason.POINTS])
            | Q(debit_account__kind=AccountKind.ISSUING, unit=Unit.COIN_MINUTES)
        ),
    )
    yield (
        "credits somebody other than the one who served",
        rows.filter(reason__in=[Reason.EARNED, Reason.EARNED_IN_GROUP, Reason.PAID, Reason.POINTS])
        .exclude(credit_account__person=F("service_record__person"))
        # What a group earns may go to the pool at once.
        .exclude(reason=Reason.EARNED_IN_GROUP, credit_account__kind=AccountKind.POOL),
    )


def _broken_records() -> Iterable[tuple[str, QuerySet[ServiceRecord]]]:
    def total(condition: Q) -> Coalesce:
        return Coalesce(Sum("transfers__amount", filter=condition & Q(transfers__kind__in=MOVING_KINDS)), 0)

    booked = ServiceRecord.objects.order_by("pk").annotate(
        coins=total(Q(transfers__reason__in=COIN_CREDIT_REASONS, transfers__undoes=None)),
        coins_back=total(Q(transfers__undoes__reason__in=COIN_CREDIT_REASONS)),
        points=total(Q(transfers__reason=Reason.POINTS, transfers__undoes=None)),
        points_back=total(Q(transfers__undoes__reason=Reason.POINTS)),
        # A service that the person served pays for: coins out of their account, through the escrow, and none issued.
        spent=total(Q(transfers__reason=Reason.SPENT, transfers__undoes=None)),
        spent_back=total(Q(transfers__undoes__reason=Reason.SPENT)),
        paid=total(Q(transfers__debit_account__kind=AccountKind.ESCROW, transfers__undoes=None)),
        paid_back=total(Q(transfers__undoes__debit_account__kind=AccountKind.ESCROW)),
        issued=total(
            Q(transfers__debit_account__kind=AccountKind.ISSUING, transfers__unit=Unit.COIN_MINUTES)
        ),
    )
    paid_for = Q(spent__gt=0) | Q(paid__gt=0)
    yield (
        "its coins are not its minutes",
        booked.filter(correction=None).exclude(paid_for).exclude(minutes=F("coins") - F("coins_back")),
    )
    yield (
        "what was paid for it is not what the volunteer got, or more than its minutes",
        booked.filter(paid_for, correction=None).exclude(
            issued=0, paid=F("spent"), spent__lte=F("minutes"), paid_back=F("spent_back")
        ),
    )
    yield (
        "corrected, but not taken back",
        booked.filter(correction__isnull=False).exclude(
            coins=F("coins_back"), points=F("points_back"), spent=F("spent_back"), paid=F("paid_back")
        ),
    )


def _missing_guards() -> Iterable[tuple[str, str]]:
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    for model in GUARDED:
        table = model._meta.db_table
        for event in ("update", "delete"):
            if f"{table}_no_{event}" not in present:
                yield table, f"{table}_no_{event}"


def _note(result: Verification, what: str, rows: QuerySet[Any]) -> None:
    if count := rows.count():
        result.broken += count
        if rows.model is Transfer:
            first = rows.aggregate(first=Min("pk"))["first"]
            result.first_broken = min(result.first_broken or first, first)
        result.findings += [Finding(what, rows.model._meta.db_table, row.pk) for row in rows[:EXAMPLES]]
