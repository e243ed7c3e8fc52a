"""What the public pools give key elders each month.

Order of a run, stated and the same for everybody: who has least on the account first, then the older file. Who is
reached when the pool is empty waits, and all after them: nobody is passed over because they need less. A later run of
the same month takes up those who wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.months import first_day
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from regions.models import Level, Region
from timebank.care_registers import Entitled, entitled
from timebank.earning.policy import CAP_STORED
from timebank.giving.enums import GrantOutcome
from timebank.giving.models.pool_grants import PoolGrant
from timebank.giving.policy import POOL_AGES, POOL_GRANT, POOL_MOST_STORED
from timebank.giving.services import messages
from timebank.giving.services.earmarks import free_minutes
from timebank.ledger.enums import AccountKind, Reason
from timebank.ledger.models.accounts import Account
from timebank.ledger.services.accounts import (
    chunks,
    county_or_city,
    lock_accounts,
    open_accounts,
    personal_owner,
    region_owner,
)
from timebank.ledger.services.posting import LARGEST_AMOUNT, Draft, apply


@dataclass
class CountyRun:
    """What a run did, or would do, in one county. Minutes and people."""

    county: str
    month: date
    entitled: int = 0
    already: int = 0
    granted: int = 0
    granted_minutes: int = 0
    waiting: int = 0
    full: int = 0
    closed: int = 0
    pool_minutes: int = 0

    def as_json(self) -> dict[str, Any]:
        return {**self.__dict__, "month": f"{self.month:%Y-%m}"}


@dataclass
class _Turn:
    """One county's month: the rules in force on its first day, and what is left to give."""

    county: str
    month: date
    grant: int
    most_stored: int
    cap: int
    dry: bool
    run: CountyRun = field(init=False)
    empty: bool = False

    def __post_init__(self) -> None:
        self.run = CountyRun(self.county, self.month)


def grant_entitlements(
    *, month: date, region: Region | str | None = None, dry_run: bool = False
) -> list[CountyRun]:
    """Give what the pools grant for `month`, in one county or (default) all; `dry_run` only says what it would do.

    Runs of the same month may follow each other or run at once: each person is given once.
    """
    month = first_day(month)
    rules = book(month)
    return [_run(county, month, rules, dry_run) for county in _counties(region)]


def rehearse_grants(*, month: date, region: Region | str | None, rules: PolicyBook) -> list[CountyRun]:
    """What a run for `month` would do by `rules`, which need not be in force; of the county around a smaller region."""
    around = None if region is None else county_or_city(region)
    return [_run(county, first_day(month), rules, True) for county in _counties(around)]


def _counties(region: Region | str | None) -> list[str]:
    code = region if region is None or isinstance(region, str) else region.pk
    counties = Region.objects.filter(level=Level.COUNTY)
    if code is not None:
        counties = counties.within(code)
    return list(counties.order_by("code").values_list("pk", flat=True))


def _run(county: str, month: date, rules: PolicyBook, dry: bool) -> CountyRun:
    turn = _Turn(
        county=county,
        month=month,
        grant=rules.value(POOL_GRANT, county),
        most_stored=rules.value(POOL_MOST_STORED, county) or LARGEST_AMOUNT,
        cap=rules.value(CAP_STORED, county) or LARGEST_AMOUNT,
        dry=dry,
    )
    everybody = entitled(county, month, rules.value(POOL_AGES, county)) if turn.grant else []
    turn.run.entitled = len(everybody)
    given = set(
        PoolGrant.objects.filter(month=month, outcome=GrantOutcome.GRANTED, county=county).values_list(
            "person_id", flat=True
        )
    )
    todo = [one for one in everybody if one.person_id not in given]
    turn.run.already = len(everybody) - len(todo)
    accounts = _accounts(todo)
    balances = {person: account.balance for person, account in accounts.items()}
    todo.sort(key=lambda one: (balances.get(one.person_id, 0), one.person_id))
    if dry:
        _rehearse(turn, todo, accounts)
    else:
        start = 1
        for some in chunks(todo):
            _give(turn, some, start)
            start += len(some)
        pool = _pool(county)
        turn.run.pool_minutes = pool.balance if pool is not None else 0
    return turn.run


def _pool(county: str) -> Account | None:
    return Account.objects.coins(AccountKind.POOL).filter(region=county).first()


def _accounts(todo: Sequence[Entitled]) -> dict[int, Account]:
    """The personal accounts by person; those that were never opened are missing."""
    found: dict[int, Account] = {}
    for some in chunks(todo):
        rows = Account.objects.coins(AccountKind.PERSONAL).filter(person__in=[one.person_id for one in some])
        found |= {row.person_id: row for row in rows if row.person_id is not None}
    return found


def _decide(turn: _Turn, account: Account | None, free: int) -> tuple[GrantOutcome, int]:
    """What one person gets of the `free` minutes of the pool."""
    balance = account.balance if account is not None else 0
    if account is not None and account.closed_at is not None:
        return GrantOutcome.CLOSED, 0
    minutes = min(turn.grant, turn.most_stored - balance, turn.cap - balance)
    if minutes <= 0:
        return GrantOutcome.FULL, 0
    if turn.empty or minutes > free:
        turn.empty = True
        return GrantOutcome.WAITING, 0
    return GrantOutcome.GRANTED, minutes


def _count(run: CountyRun, outcome: GrantOutcome, minutes: int) -> None:
    run.granted_minutes += minutes
    setattr(run, outcome.value, getattr(run, outcome.value) + 1)


def _rehearse(turn: _Turn, todo: Sequence[Entitled], accounts: dict[int, Account]) -> None:
    pool = _pool(turn.county)
    free = free_minutes(pool) if pool is not None else 0
    for one in todo:
        outcome, minutes = _decide(turn, accounts.get(one.person_id), free)
        free -= minutes
        _count(turn.run, outcome, minutes)
    turn.run.pool_minutes = pool.balance - turn.run.granted_minutes if pool is not None else 0


@transaction.atomic
def _give(turn: _Turn, some: Sequence[Entitled], start: int) -> None:
    """One chunk, in its order, under the lock of the pool and of everybody in it."""
    pool_owner = region_owner(AccountKind.POOL, turn.county)
    owners = {one.person_id: personal_owner(one.person_id) for one in some}
    accounts = open_accounts([pool_owner, *owners.values()])
    locked = lock_accounts(account.pk for account in accounts.values())
    pool = locked[accounts[pool_owner].pk]
    before = {
        row.person_id: row
        for row in PoolGrant.objects.filter(month=turn.month, person__in=[one.person_id for one in some])
    }
    free = free_minutes(pool)
    drafts: list[Draft] = []
    rows: list[PoolGrant] = []
    now = timezone.now()
    for place, one in enumerate(some, start=start):
        row = before.get(one.person_id) or PoolGrant(person_id=one.person_id, month=turn.month)
        if row.outcome == GrantOutcome.GRANTED:
            # Another run was here between the list and the lock.
            turn.run.already += 1
            continue
        account = locked[accounts[owners[one.person_id]].pk]
        outcome, minutes = _decide(turn, account, free)
        free -= minutes
        _count(turn.run, outcome, minutes)
        row.county_id, row.region_id, row.ground = turn.county, one.region_id, one.ground
        row.outcome, row.minutes, row.place = outcome, minutes, place
        row.balance_before, row.decided_at = account.balance, now
        rows.append(row)
        if minutes:
            drafts.append(
                Draft(
                    key=f"grant:{turn.month:%Y-%m}:{one.person_id}",
                    debit=pool,
                    credit=account,
                    amount=minutes,
                    reason=Reason.GRANT,
                    region=turn.county,
                    details={"ground": one.ground, "month": f"{turn.month:%Y-%m}"},
                )
            )
    transfers = {row.credit_account_id: row for row in apply(drafts, created_at=now)} if drafts else {}
    for row in rows:
        if row.outcome == GrantOutcome.GRANTED:
            row.transfer = transfers[accounts[owners[row.person_id]].pk]
    _store(rows)
    _tell(rows, turn.month)


def _store(rows: Sequence[PoolGrant]) -> None:
    fixed = ("id", "person", "month")
    fields = [field.name for field in PoolGrant._meta.concrete_fields if field.name not in fixed]
    new, old = [row for row in rows if row.pk is None], [row for row in rows if row.pk is not None]
    PoolGrant.objects.bulk_create(new, batch_size=500)
    PoolGrant.objects.bulk_update(old, fields, batch_size=50)


def _tell(rows: Sequence[PoolGrant], month: date) -> None:
    """Those with a log-in: the others hear it from the worker who visits them."""
    minutes = {row.person_id: row.minutes for row in rows if row.outcome == GrantOutcome.GRANTED}
    for person in Person.objects.filter(pk__in=minutes).exclude(user=None).order_by("pk"):
        messages.notify_of_grant(person, minutes[person.pk], month)
