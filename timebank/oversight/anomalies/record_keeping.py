"""How services were written down: many at once long after, and always by the same worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import Count, F, Max, Q
from django.db.models import Window as Over
from django.db.models.functions import Lag, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy

from regions.codes import full_code, in_subtree
from timebank.ledger.enums import EvidenceGrade
from timebank.ledger.models.records import ServiceRecord, ServiceRecordQuerySet
from timebank.ledger.services.accounts import chunks
from timebank.oversight import policy
from timebank.oversight.anomalies.registry import Detector, Suspected, Window, saying

# A suspicion shows this many records; its figures count all.
MOST_RECORDS = 200


def _typed_in_later(window: Window) -> ServiceRecordQuerySet:
    return (
        window.standing()
        .filter(evidence_grade=EvidenceGrade.C, recorded_by__isnull=False, corrects=None)
        .annotate(written_on=TruncDate("recorded_at"))
        .filter(served_on__lt=F("written_on"))
    )


def _bulk_entries(window: Window) -> Iterator[Suspected]:
    """One log-in wrote so many services of past days within so short a time."""
    if window.oldest["written"] is None:
        return
    # All bursts of a log-in on a day are one question.
    days: dict[tuple[int, date], tuple[datetime, datetime]] = {}
    for login, ended, began in _bursts(window, window.oldest["written"]):
        key = (login, timezone.localdate(ended))
        first, last = days.get(key, (began, ended))
        days[key] = (min(first, began), max(last, ended))
    for (login, day), (began, ended) in sorted(days.items()):
        rows = list(
            _typed_in_later(window)
            .filter(recorded_by=login, recorded_at__gte=began, recorded_at__lte=ended)
            .order_by("recorded_at", "pk")
            .values_list("pk", "person_id", "region_id", "served_on")
        )
        yield Suspected(
            key=f"bulk:{login}:{day}",
            region=rows[0][2],
            figures={
                "records": len(rows),
                "people": len({row[1] for row in rows}),
                "minutes": max(1, round((ended - began).total_seconds() / 60)),
                "day": day.isoformat(),
                "earliest": min(row[3] for row in rows).isoformat(),
            },
            persons=tuple(sorted({row[1] for row in rows[:MOST_RECORDS]})),
            records=tuple(row[0] for row in rows[:MOST_RECORDS]),
            workers=(login,),
        )


def _bursts(window: Window, since: datetime) -> Iterator[tuple[int, datetime, datetime]]:
    """Log-in, time of the last of so many records, and of the first; by the rule of the place of the last."""
    for least, minutes in window.rules.variants(policy.BULK_RECORDS, policy.BULK_MINUTES):
        short = timedelta(minutes=minutes)
        typed = _typed_in_later(window).filter(recorded_at__gte=since - short)
        if window.after_record:
            typed = typed.filter(recorded_by__in=window.new().values("recorded_by"))
        ends = (
            typed.annotate(
                began=Over(
                    Lag("recorded_at", least - 1),
                    partition_by=[F("recorded_by_id")],
                    order_by=[F("recorded_at").asc(), F("pk").asc()],
                )
            )
            .filter(began__gte=F("recorded_at") - short)
            .order_by()
            .values_list("recorded_by_id", "recorded_at", "began", "region_id")
        )
        for login, ended, began, region in ends:
            rules = window.at(region)
            if (rules.value(policy.BULK_RECORDS), rules.value(policy.BULK_MINUTES)) == (least, minutes):
                yield login, ended, began


def _one_verifier(window: Window) -> Iterator[Suspected]:
    """One worker confirms nearly all services of a volunteer, though other workers confirm services there too."""
    for days, since in window.look_backs():
        yield from _one_verifier_since(window, days, since)


def _one_verifier_since(window: Window, days: int, since: date) -> Iterator[Suspected]:
    """Where `days` is the rule of the place."""
    recent = window.standing().filter(served_on__gte=since)
    if window.after_record:
        recent = recent.filter(person__in=window.new().values("person"))
    found = (
        recent.filter(recorded_by__isnull=False)
        .values("person_id", "recorded_by_id")
        .annotate(records=Count("pk"), region=Max("region_id"))
        .filter(records__gte=window.least(policy.VERIFIER_RECORDS))
        .order_by("person_id", "recorded_by_id")
    )
    pairs = [
        pair
        for pair in found
        if (rules := window.at(pair["region"])).value(policy.LOOK_BACK_DAYS) == days
        and pair["records"] >= rules.value(policy.VERIFIER_RECORDS)
    ]
    totals: dict[int, int] = {}
    for some in chunks(sorted({pair["person_id"] for pair in pairs})):
        rows = window.standing().filter(served_on__gte=since, person__in=some)
        totals |= dict(rows.values_list("person_id").annotate(records=Count("pk")).order_by())
    confirmed = window.standing().filter(served_on__gte=since, recorded_by__isnull=False)

    @cache
    def workers(township: str) -> int:
        rows = confirmed.filter(in_subtree("region", township))
        return int(rows.aggregate(count=Count("recorded_by", distinct=True))["count"])

    for pair in pairs:
        total = totals[pair["person_id"]]
        # Divided, not multiplied: 0.55 × 20 is a little more than 11 to a computer, 11 / 20 is the 0.55 of the rule.
        share = pair["records"] / total
        others = workers(full_code(pair["region"][:9])) - 1
        if share < window.at(pair["region"]).value(policy.VERIFIER_SHARE) or others < 1:
            continue
        records = (
            window.standing()
            .filter(served_on__gte=since)
            .filter(person=pair["person_id"], recorded_by=pair["recorded_by_id"])
            .order_by("-served_on", "-pk")
            .values_list("pk", flat=True)
        )
        yield Suspected(
            key=f"verifier:{pair['recorded_by_id']}:{pair['person_id']}:{window.quarter}",
            region=pair["region"],
            figures={
                "records": pair["records"],
                "total": total,
                "share": share,
                "others": others,
                "days": days,
            },
            persons=(pair["person_id"],),
            records=tuple(records[:MOST_RECORDS]),
            workers=(pair["recorded_by_id"],),
        )


def _swaps(window: Window) -> Iterator[Suspected]:
    """Two who confirm each other's services: allowed, and worth a question when it goes on."""
    for days, since in window.look_backs():
        yield from _swaps_since(window, days, since)


def _swaps_since(window: Window, days: int, since: date) -> Iterator[Suspected]:
    """Where `days` is the rule of the place."""
    confirmed = (
        window.standing()
        .filter(served_on__gte=since, recorded_by__isnull=False, person__user__isnull=False)
        .filter(
            person__user__in=ServiceRecord.objects.filter(recorded_by__isnull=False).values("recorded_by")
        )
    )
    rows = (
        confirmed.values("recorded_by_id", "person__user_id", "person_id")
        .annotate(records=Count("pk"), region=Max("region_id"), newest=Max("pk"))
        .order_by("recorded_by_id", "person__user_id")
    )
    ways = {(row["recorded_by_id"], row["person__user_id"]): row for row in rows}
    for (one, other), there in ways.items():
        back = ways.get((other, one))
        if one >= other or back is None or max(there["newest"], back["newest"]) <= window.after_record:
            continue
        rules = window.at(there["region"])
        if rules.value(policy.LOOK_BACK_DAYS) != days:
            continue
        if min(there["records"], back["records"]) < rules.value(policy.SWAP_RECORDS):
            continue
        records = (
            confirmed.filter(Q(recorded_by=one, person__user=other) | Q(recorded_by=other, person__user=one))
            .order_by("-served_on", "-pk")
            .values_list("pk", flat=True)
        )
        yield Suspected(
            key=f"swap:{one}:{other}:{window.quarter}",
            region=there["region"],
            figures={"records": there["records"], "returned": back["records"], "days": days},
            persons=(there["person_id"], back["person_id"]),
            records=tuple(records[:MOST_RECORDS]),
            workers=(one, other),
        )


DETECTORS = (
    Detector(
        kind="swap",
        label=gettext_lazy("Two who confirm each other"),
        find=_swaps,
        reason=saying(
            gettext_lazy(
                "In the last %(days)d days these two confirmed %(records)d and %(returned)d services of each other."
            )
        ),
    ),
    Detector(
        kind="bulk",
        label=gettext_lazy("Many entered afterwards"),
        find=_bulk_entries,
        reason=saying(
            gettext_lazy(
                "%(records)d services of %(people)d people were entered afterwards by one log-in on "
                "%(day)s within %(minutes)s; the earliest was from %(earliest)s."
            )
        ),
    ),
    Detector(
        kind="verifier",
        label=gettext_lazy("Always the same worker"),
        find=_one_verifier,
        reason=saying(
            gettext_lazy(
                "One worker confirmed %(records)d of this volunteer's %(total)d services in the last "
                "%(days)d days (%(share)s), although %(others)d other workers confirm services in the "
                "township."
            )
        ),
    ),
)
