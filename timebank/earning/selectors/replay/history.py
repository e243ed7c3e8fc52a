"""What the ledger and the records say about some people: the ground that a replay walks over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, F, Min, Q, Sum

from timebank.earning.allocation import OF_A_PERSON
from timebank.ledger.enums import Reason, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer


class Row(NamedTuple):
    """A record as it is read; `first_booked` is the first booking number of what it brought.

    `paid`: minutes that the person served paid for it, None where coins were issued. `settled`: how many transfers went
    to the pool because the person's account had been settled.
    """

    pk: int
    person_id: int
    region_id: str
    served_on: date
    started_at: datetime
    minutes: int
    category: str
    evidence_grade: str
    group: str
    late: bool
    corrects_id: int | None
    corrected_by: int | None
    first_booked: int | None
    paid: int | None
    settled: int


def records_of(people: Sequence[int], since: date, until: date) -> dict[int, list[Row]]:
    """The records of those days, what corrects them and what they correct, by person."""
    wanted = Q()
    for path in ("served_on", "corrects__served_on", "correction__served_on"):
        wanted |= Q(**{f"{path}__gte": since, f"{path}__lte": until})
    found: defaultdict[int, list[Row]] = defaultdict(list)
    rows = ServiceRecord.objects.filter(wanted, person__in=people).order_by()
    standing = Q(transfers__undoes=None)
    rows = rows.annotate(
        corrected_by=F("correction__pk"),
        first_booked=Min("transfers__sequence"),
        paid=Sum("transfers__amount", filter=standing & Q(transfers__reason=Reason.SPENT)),
        settled=Count("transfers", filter=standing & Q(transfers__reason=Reason.AFTER_SETTLING)),
    )
    for row in map(Row._make, rows.values_list(*Row._fields)):
        found[row.person_id].append(row)
    return found


# What a record brings to its person's own accounts.
KEPT = (Reason.EARNED, Reason.EARNED_IN_GROUP, Reason.PAID)


class History:
    """The movements on the people's own coin accounts since the first of some records, and the balances before.

    `booked` holds the minutes that each record brought to its person.
    """

    def __init__(self, people: Sequence[int], records: dict[int, list[Row]]) -> None:
        self.booked: Counter[int] = Counter()
        self._movements: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._undone_at: dict[int, int] = {}
        self._balances: Counter[int] = Counter()
        owners: dict[int, int] = {}
        accounts = Account.objects.filter(person__in=people, unit=Unit.COIN_MINUTES, kind__in=OF_A_PERSON)
        for account in accounts:
            assert account.person_id is not None
            owners[account.pk] = account.person_id
            self._balances[account.person_id] += account.balance
        places = [
            row.first_booked for rows in records.values() for row in rows if row.first_booked is not None
        ]
        if places:
            self._read(owners, min(places))

    def _read(self, owners: dict[int, int], since: int) -> None:
        for side, sign in (("credit_account_id", 1), ("debit_account_id", -1)):
            rows = Transfer.objects.moving().filter(sequence__gte=since, **{f"{side}__in": list(owners)})
            columns = ("sequence", side, "amount", "reason", "service_record_id", "undoes_id")
            for sequence, account, amount, reason, record, undoes in rows.order_by().values_list(*columns):
                self._movements[owners[account]].append((sequence, sign * amount))
                if undoes is not None and record is not None:
                    self._undone_at[record] = min(sequence, self._undone_at.get(record, sequence))
                elif sign > 0 and reason in KEPT and record is not None:
                    self.booked[record] += amount

    def in_order(self, rows: list[Row]) -> list[Row]:
        """The records in the order in which the books took effect of them.

        A record that was corrected to nothing brought nothing: it stands where the old one was undone.
        """
        return sorted(rows, key=lambda row: (self.place(row), row.pk))

    def place(self, row: Row) -> float:
        if row.first_booked is not None:
            return row.first_booked
        return self._undone_at.get(row.corrects_id or 0, float("inf"))

    def running(self, person_id: int) -> RunningBalance:
        movements = sorted(self._movements[person_id])
        opening = self._balances[person_id] - sum(amount for _sequence, amount in movements)
        return RunningBalance(opening, movements)


class RunningBalance:
    """A person's balance as it stood before each booking number; asked for in ascending order."""

    def __init__(self, opening: int, movements: list[tuple[int, int]]) -> None:
        self._balance, self._movements, self._next = opening, movements, 0

    def before(self, sequence: float) -> int:
        while self._next < len(self._movements) and self._movements[self._next][0] < sequence:
            self._balance += self._movements[self._next][1]
            self._next += 1
        return self._balance
