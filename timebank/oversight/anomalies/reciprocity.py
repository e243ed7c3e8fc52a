"""Two people who mainly credit each other: services one gives the other, and coins that go to and fro."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy

from common.months import midnight
from people.persons.models import Person
from timebank.care_registers import beneficiaries_of
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.transfers import Transfer
from timebank.oversight import policy
from timebank.oversight.anomalies.registry import Detector, Suspected, Window, saying

MOST_RECORDS = 200


@dataclass
class _Flow:
    """What one person received thanks to another, in minutes."""

    minutes: int = 0
    records: list[int] = field(default_factory=list)
    region: str | None = None


class _Income:
    """Who received how much, in all and thanks to whom."""

    def __init__(self, window: Window, since: date) -> None:
        self.total: defaultdict[int, int] = defaultdict(int)
        self.of: defaultdict[tuple[int, int], _Flow] = defaultdict(_Flow)
        self._add_services(window, since)
        self._add_transfers(since)

    def _add_services(self, window: Window, since: date) -> None:
        rows = list(
            window.standing()
            .filter(served_on__gte=since)
            .order_by("-served_on", "-pk")
            .values_list("pk", "person_id", "minutes", "source_key", "region_id")
        )
        served = beneficiaries_of(row[3] for row in rows)
        for pk, person, minutes, source, region in rows:
            self.total[person] += minutes
            if (other := served.get(source)) is not None and other != person:
                flow = self.of[person, other]
                flow.minutes += minutes
                flow.records.append(pk)
                flow.region = flow.region or region

    def _add_transfers(self, since: date) -> None:
        rows = (
            Transfer.objects.in_effect()
            .filter(created_at__gte=midnight(since), unit=Unit.COIN_MINUTES)
            .filter(debit_account__kind=AccountKind.PERSONAL, credit_account__kind=AccountKind.PERSONAL)
            .values_list("credit_account__person_id", "debit_account__person_id")
            .annotate(minutes=Sum("amount"), place=Max("region_id"))
            .order_by()
        )
        for person, other, minutes, region in rows:
            self.total[person] += minutes
            flow = self.of[person, other]
            flow.minutes += minutes
            flow.region = flow.region or region


def _pairs(window: Window) -> Iterator[Suspected]:
    """Pairs of whom each has most of what came in from the other."""
    if not window.new().exists() and not _moved_since(window):
        return
    for days, since in window.look_backs():
        yield from _pairs_since(window, days, since)


def _pairs_since(window: Window, days: int, since: date) -> Iterator[Suspected]:
    """Where `days` is the rule of the place."""
    income = _Income(window, since)
    least = window.least(policy.PAIR_MINUTES)
    for (one, other), flow in sorted(income.of.items(), key=lambda item: item[0]):
        back = income.of.get((other, one))
        if one > other or back is None or min(flow.minutes, back.minutes) < least:
            continue
        region = flow.region or back.region or _home(one) or _home(other)
        rules = window.at(region)
        if rules.value(policy.LOOK_BACK_DAYS) != days:
            continue
        shares = (flow.minutes / income.total[one], back.minutes / income.total[other])
        if min(flow.minutes, back.minutes) < rules.value(policy.PAIR_MINUTES):
            continue
        if min(shares) < rules.value(policy.PAIR_SHARE):
            continue
        yield Suspected(
            key=f"pair:{one}:{other}:{window.quarter}",
            region=region,
            figures={
                "there": flow.minutes,
                "back": back.minutes,
                "there_share": shares[0],
                "back_share": shares[1],
                "days": days,
            },
            persons=(one, other),
            records=tuple([*flow.records, *back.records][:MOST_RECORDS]),
        )


def _moved_since(window: Window) -> bool:
    return Transfer.objects.filter(
        sequence__gt=window.after_transfer,
        debit_account__kind=AccountKind.PERSONAL,
        credit_account__kind=AccountKind.PERSONAL,
    ).exists()


def _home(person: int) -> str | None:
    return Person.objects.filter(pk=person).values_list("region_id", flat=True).first()


DETECTORS = (
    Detector(
        kind="pair",
        label=gettext_lazy("Two who mainly credit each other"),
        find=_pairs,
        reason=saying(
            gettext_lazy(
                "In the last %(days)d days these two people earned each other %(there)s and %(back)s: "
                "%(there_share)s and %(back_share)s of everything each of them received."
            )
        ),
    ),
)
