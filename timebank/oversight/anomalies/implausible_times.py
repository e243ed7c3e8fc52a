"""One person in two places at once, and days that are too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import F, Max, Min, RowRange, Sum
from django.db.models import Window as Over
from django.utils.translation import gettext_lazy

from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.services.accounts import chunks
from timebank.oversight import policy
from timebank.oversight.anomalies.registry import Detector, Suspected, Window, saying


def _overlapping(window: Window) -> Iterator[Suspected]:
    """Services that began before an earlier one of the same person had ended."""
    found = (
        window.around_new()
        .annotate(
            busy_until=Over(
                Max("ended_at"),
                partition_by=[F("person_id")],
                order_by=[F("started_at").asc(), F("pk").asc()],
                frame=RowRange(start=None, end=-1),
            )
        )
        .filter(started_at__lt=F("busy_until"))
        .order_by("person_id", "started_at")
    )
    rows = list(found)
    others = _by_person(window, rows)
    for row in rows:
        least = timedelta(minutes=window.at(row.region_id).value(policy.OVERLAP_MINUTES))
        for other in others[row.person_id]:
            shared = min(row.ended_at, other.ended_at) - max(row.started_at, other.started_at)
            # Each pair once, from the side of the later one.
            later = (other.started_at, other.pk) < (row.started_at, row.pk)
            if later and shared >= least and max(row.pk, other.pk) > window.after_record:
                first, second = sorted((row.pk, other.pk))
                yield Suspected(
                    key=f"overlap:{first}:{second}",
                    region=row.region_id,
                    figures={"minutes": int(shared.total_seconds() // 60), "day": row.served_on.isoformat()},
                    persons=(row.person_id,),
                    records=(first, second),
                )


def _by_person(window: Window, rows: Iterable[ServiceRecord]) -> dict[int, list[ServiceRecord]]:
    """The records of those people around the days of `rows`."""
    days: defaultdict[int, set[date]] = defaultdict(set)
    for row in rows:
        days[row.person_id] |= {row.served_on + timedelta(days=offset) for offset in (-1, 0, 1)}
    found = defaultdict(list)
    for some in chunks(sorted(days)):
        wanted = set().union(*(days[person] for person in some))
        for record in window.standing().filter(
            person__in=some, served_on__gte=min(wanted), served_on__lte=max(wanted)
        ):
            if record.served_on in days[record.person_id]:
                found[record.person_id].append(record)
    return found


def _long_days(window: Window) -> Iterator[Suspected]:
    """More service in a day than anybody gives."""
    days = (
        window.around_new()
        .values("person_id", "served_on")
        .annotate(total=Sum("minutes"), newest=Max("pk"), region=Min("region_id"))
        .filter(total__gt=window.least(policy.DAY_MINUTES), newest__gt=window.after_record)
        .order_by("person_id", "served_on")
    )
    for day in days:
        limit = window.at(day["region"]).value(policy.DAY_MINUTES)
        if day["total"] <= limit:
            continue
        records = list(
            window.standing()
            .filter(person=day["person_id"], served_on=day["served_on"])
            .order_by("started_at")
            .values_list("pk", flat=True)
        )
        yield Suspected(
            key=f"day:{day['person_id']}:{day['served_on']}",
            region=day["region"],
            figures={
                "minutes": day["total"],
                "limit": limit,
                "records": len(records),
                "day": day["served_on"].isoformat(),
            },
            persons=(day["person_id"],),
            records=tuple(records),
        )


DETECTORS = (
    Detector(
        kind="overlap",
        label=gettext_lazy("Services overlap"),
        find=_overlapping,
        reason=saying(gettext_lazy("Two services of one person on %(day)s overlap by %(minutes)s.")),
    ),
    Detector(
        kind="day",
        label=gettext_lazy("A very long day"),
        find=_long_days,
        reason=saying(
            gettext_lazy(
                "%(minutes)s of service by one person on %(day)s, in %(records)d records. "
                "More than %(limit)s is unusual."
            )
        ),
    ),
)
