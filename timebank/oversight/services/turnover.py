"""Counting the coins that moved, once a night, so that reports read sums instead of every transfer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from timebank.ledger.models.transfers import Transfer
from timebank.oversight.models.turnover import Turnover, TurnoverRun
from timebank.oversight.selectors.circulation import KEYS, counted, counted_through

# A booking takes its number when it is inserted and arrives when its transaction ends; none takes this long.
ARRIVED_AFTER = timedelta(hours=1)
_NAMES = ("month", "region", "debit_kind", "credit_kind", "reason", "is_undoing")
_LOCK = 0x0C0111


@transaction.atomic
def count_coins(*, settled: bool = False) -> TurnoverRun:
    """Add the transfers since the last count to `Turnover`, as far as they have certainly arrived.

    `settled`: nobody else books now (a test, a take-over of old books), so that everything is counted at once. May run
    twice, and twice at once, without harm.
    """
    _one_at_a_time()
    now = timezone.now()
    through = counted_through()
    seen = Transfer.objects.aggregate(last=Max("sequence"))["last"] or 0
    arrived = (
        seen
        if settled
        else TurnoverRun.objects.filter(at__lte=now - ARRIVED_AFTER).aggregate(last=Max("seen"))["last"] or 0
    )
    if arrived > through:
        _add(through, arrived)
        through = arrived
    return TurnoverRun.objects.create(through=through, seen=seen, at=now)


def _one_at_a_time() -> None:
    """On SQLite the transaction itself is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _add(after: int, through: int) -> None:
    sums = list(_sums(after, through))
    kept = {_key(row): row for row in Turnover.objects.filter(month__in={key[0] for key, *_rest in sums})}
    added: list[Turnover] = []
    changed: list[Turnover] = []
    for key, amount, count in sums:
        row = kept.get(key)
        if row is None:
            added.append(Turnover(**dict(zip(_NAMES, key, strict=True)), amount=amount, transfers=count))
        else:
            row.amount += amount
            row.transfers += count
            changed.append(row)
    Turnover.objects.bulk_create(added, batch_size=500)
    Turnover.objects.bulk_update(changed, ["amount", "transfers"], batch_size=100)


def _sums(after: int, through: int) -> Iterator[tuple[tuple[Any, ...], int, int]]:
    for row in counted(Transfer.objects.filter(sequence__gt=after, sequence__lte=through)):
        yield tuple(row[name] for name in KEYS), row["total"], row["rows"]


def _key(row: Turnover) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _NAMES)


def recount() -> list[str]:
    """Recompute every sum from the transfers; what differs, a line each. Changes nothing."""
    fresh = {key: (amount, count) for key, amount, count in _sums(0, counted_through())}
    kept = {_key(row): (row.amount, row.transfers) for row in Turnover.objects.all()}
    return [
        f"{' '.join(map(str, key))}: {kept.get(key, (0, 0))} kept, {fresh.get(key, (0, 0))} recomputed"
        for key in sorted(fresh.keys() | kept.keys(), key=str)
        if fresh.get(key) != kept.get(key)
    ]
