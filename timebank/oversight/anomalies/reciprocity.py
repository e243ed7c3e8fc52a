"""Two people who mainly credit each other: services one gives the other, and coins that go to and fro."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy

from common.months import midnight
from people.kinship.selectors import counting_ties
from people.persons.models import Person
from timebank.care_registers import beneficiaries_of
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import chunks
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


def _income(window: Window, since: date) -> _Income:
    """Worked out once for the detectors of a search."""
    if ("income", since) not in window.shared:
        window.shared["income", since] = _Income(window, since)
    found: _Income = window.shared["income", since]
    return found


def _pairs(window: Window) -> Iterator[Suspected]:
    """Pairs of whom each has most of what came in from the other."""
    if not window.new().exists() and not _moved_since(window):
        return
    for days, since in window.look_backs():
        yield from _pairs_since(window, days, since)


def _pairs_since(window: Window, days: int, since: date) -> Iterator[Suspected]:
    """Where `days` is the rule of the place."""
    income = _income(window, since)
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


def _volumes(window: Window) -> Iterator[Suspected]:
    """Pairs who serve each other for much time, whatever else each of them receives."""
    if not window.new().exists():
        return
    for days, since in window.look_backs():
        income = _income(window, since)
        for (one, other), flow in sorted(income.of.items(), key=lambda item: item[0]):
            back = income.of.get((other, one))
            if one > other or back is None or not (flow.records and back.records):
                continue
            rules = window.at(flow.region or back.region)
            total = flow.minutes + back.minutes
            if rules.value(policy.LOOK_BACK_DAYS) != days or total < rules.value(policy.PAIR_TOTAL):
                continue
            yield Suspected(
                key=f"pair_total:{one}:{other}:{window.quarter}",
                region=flow.region or back.region,
                figures={"there": flow.minutes, "back": back.minutes, "days": days},
                persons=(one, other),
                records=tuple([*flow.records, *back.records][:MOST_RECORDS]),
            )


def _kin(window: Window) -> Iterator[Suspected]:
    """Services of which the one served is a confirmed relative of the one who served."""
    ties = {frozenset(pair) for pair in counting_ties().values_list("person_id", "relative_id")}
    people = sorted(set().union(*ties)) if ties else []
    for some in chunks(people):
        rows = list(
            window.new()
            .filter(person__in=some)
            .order_by("pk")
            .values_list("pk", "person_id", "minutes", "source_key", "region_id", "served_on")
        )
        served = beneficiaries_of(row[3] for row in rows)
        for pk, person, minutes, source, region, day in rows:
            other = served.get(source)
            if other is not None and frozenset((person, other)) in ties:
                yield Suspected(
                    key=f"kin:{pk}",
                    region=region,
                    figures={"minutes": minutes, "day": day.isoformat()},
                    persons=(person, other),
                    records=(pk,),
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
    Detector(
        kind="pair_total",
        label=gettext_lazy("Two who serve each other a lot"),
        find=_volumes,
        reason=saying(
            gettext_lazy(
                "In the last %(days)d days these two people served each other %(there)s and %(back)s."
            )
        ),
    ),
    Detector(
        kind="kin",
        label=gettext_lazy("Served a relative"),
        find=_kin,
        reason=saying(
            gettext_lazy("On %(day)s %(minutes)s were certified for serving a confirmed relative.")
        ),
    ),
)
