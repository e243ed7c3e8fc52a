"""A proposed rule tried on the services of a past period: what they would have brought. Reads only.

The services are shared out twice by the code that credits them (`timebank.earning.allocation`): by the rules as
they were, and
with the proposed value in their place. Person by person and in the order of the books, so that each cap meets the
balance as it stood at that moment: the ledger's, moved by what the proposed rule gave or took until then. What people
spent stays as it was. Corrected records are undone where the books undid them.

Some hundred people at a time: memory does not grow with the period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import Mod

from common.months import first_day
from policies.models import PolicyRow
from regions.codes import in_subtree, prefix_of
from timebank.earning import policy
from timebank.earning.allocation import Outcome, Tally, after_settling, levels_reached
from timebank.earning.points import Points
from timebank.earning.rulebooks import Policies
from timebank.earning.selectors.replay.history import History, Row, records_of
from timebank.earning.selectors.replay.result import LARGE, SMALL, Change, Figures, Replay, step_of
from timebank.earning.service_facts import ServiceFacts
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.selectors.snapshot import snapshot

__all__ = ["LARGE", "REPLAYED", "SMALL", "Change", "Figures", "Replay", "replay", "step_of"]

# What decides how services are credited; no other parameter changes a replay.
REPLAYED = frozenset(
    {
        policy.CAP_PER_DAY,
        policy.CAP_PER_MONTH,
        policy.CAP_STORED,
        policy.EXCESS_TO,
        policy.GROUP_COINS_TO,
        policy.GROUP_POINTS,
        policy.LATE_RECORDS,
        policy.MINUTES_PER_COIN,
        policy.POINT_COEFFICIENTS,
        policy.POINT_GRADES,
        policy.POINTS_AT_NIGHT,
        policy.POINTS_ON_HOLIDAYS,
        policy.STAR_HOURS,
    }
)
PEOPLE_AT_A_TIME = 400
# Above this every second, third, … volunteer stands for all, so that an answer comes within a page's patience.
MOST_RECORDS = 200_000
NOTHING = Outcome((), Points(0))


def replay(*, proposed: PolicyRow, first: date, last: date, most: int = MOST_RECORDS) -> Replay:
    """Try `proposed` (a row that need not be stored) on the services from `first` to `last` in its region.

    Writes nothing, and sees one state of the database throughout.
    """
    with snapshot():
        return _Replayer(proposed, first, last, most).go()


class _Run:
    """One pass by one set of rules."""

    def __init__(self, policies: Policies, last: date, region: str) -> None:
        self.policies = policies
        self.figures = Figures(policies.on(last).value(policy.MINUTES_PER_COIN, region or None))
        self.begin()

    def begin(self) -> None:
        """The next person."""
        self.tally = Tally()
        self.outcomes: dict[int, Outcome] = {}
        # How far the person's balance lies above the one in the books by now.
        self.drift = 0
        self.coin_minutes = self.points = 0

    def count(self, row: Row, outcome: Outcome, sign: int = 1) -> None:
        self.figures.count(outcome, sign, issued=row.paid is None)
        self.coin_minutes += sign * outcome.kept
        self.points += sign * outcome.points.amount

    def end(self) -> None:
        self.figures.people += self.coin_minutes > 0
        self.figures.people_with_points += self.points > 0


class _Replayer:
    def __init__(self, proposed: PolicyRow, first: date, last: date, most: int) -> None:
        region = proposed.region_id or ""
        self.runs = (_Run(Policies(), last, region), _Run(Policies([proposed]), last, region))
        self.prefix = prefix_of(region) if region else ""
        self.most = most
        self.result = Replay(first, last, region, self.runs[0].figures, self.runs[1].figures)

    def go(self) -> Replay:
        # From the first of the month on, which the cap of a month asks for.
        since = first_day(self.result.first)
        for people in self._people():
            records = records_of(people, since, self.result.last)
            books = History(people, records)
            earlier = self._certified_before(people)
            for person_id in people:
                self._person(person_id, books.in_order(records[person_id]), books)
                self._stars(records[person_id], earlier.get(person_id, 0))
        return self.result

    def _people(self) -> Iterator[list[int]]:
        period = Q(served_on__gte=self.result.first, served_on__lte=self.result.last)
        rows = ServiceRecord.objects.certified().filter(period)
        if self.result.region:
            rows = rows.filter(in_subtree("region", self.result.region))
        self.result.sampled = every = max(1, -(-rows.count() // self.most))
        if every > 1:
            rows = rows.annotate(rest=Mod("person_id", every)).filter(rest=0)
        people = rows.order_by("person_id").values_list("person_id", flat=True).distinct()
        after = 0
        while some := list(people.filter(person_id__gt=after)[:PEOPLE_AT_A_TIME]):
            yield some
            after = some[-1]

    def _certified_before(self, people: list[int]) -> dict[int, int]:
        rows = ServiceRecord.objects.certified().filter(person__in=people, served_on__lt=self.result.first)
        return dict(rows.order_by().values_list("person_id").annotate(total=Sum("minutes")))

    def _within(self, row: Row) -> bool:
        return self.result.first <= row.served_on <= self.result.last

    def _counts(self, row: Row) -> bool:
        return self._within(row) and row.region_id.startswith(self.prefix)

    def _person(self, person_id: int, rows: list[Row], books: History) -> None:
        by_pk = {row.pk: row for row in rows}
        balance = books.running(person_id)
        for run in self.runs:
            run.begin()
        for row in rows:
            stood = balance.before(books.place(row))
            replaced = by_pk.get(row.corrects_id) if row.corrects_id else None
            for run in self.runs:
                self._record(run, row, replaced, stood, books)
            if row.corrected_by is None and self._counts(row):
                self.result.records += row.minutes > 0
                self.result.differ_from_books += self.runs[0].outcomes[row.pk].kept != books.booked[row.pk]
        before, after = self.runs
        for run in self.runs:
            run.end()
        self.result.people += 1
        self.result.note(
            Change(person_id, after.coin_minutes - before.coin_minutes, after.points - before.points)
        )

    def _record(self, run: _Run, row: Row, replaced: Row | None, stood: int, books: History) -> None:
        """Share out one record in one run; `stood` is the balance in the books before it."""
        stood += run.drift
        if replaced is not None and (old := run.outcomes.get(replaced.pk)):
            if replaced.paid is None:
                run.tally.earned(row.person_id, replaced.served_on, -old.kept)
            stood -= old.kept
            run.drift -= old.kept - books.booked[replaced.pk]
            if self._counts(replaced):
                run.count(replaced, old, -1)
        run.tally.set_stored(row.person_id, stood)
        outcome = self._outcome(run, row)
        run.outcomes[row.pk] = outcome
        run.drift += outcome.kept - books.booked[row.pk]
        if self._counts(row):
            run.count(row, outcome)

    @staticmethod
    def _outcome(run: _Run, row: Row) -> Outcome:
        if not row.minutes:
            return NOTHING
        if row.settled:
            return after_settling(row.minutes)
        rules = run.policies.at(row.served_on, row.region_id)
        if row.paid is not None:
            return run.tally.keep(ServiceFacts.of(row), row.paid, rules)
        return run.tally.allocate(ServiceFacts.of(row), rules)

    def _stars(self, rows: list[Row], earlier: int) -> None:
        """Levels reached in the period, by the rules of its last day where the person served last."""
        standing = [row for row in rows if row.corrected_by is None and self._within(row)]
        if not standing:
            return
        total = earlier + sum(row.minutes for row in standing)
        region = max(standing, key=lambda row: (row.served_on, row.pk)).region_id
        for run in self.runs:
            hours = run.policies.at(self.result.last, region).value(policy.STAR_HOURS)
            for level in range(levels_reached(earlier, hours), levels_reached(total, hours)):
                run.figures.stars[level + 1] += 1
