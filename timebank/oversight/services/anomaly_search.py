"""Searching the books for what looks odd. Finding the same thing twice keeps it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from policies.selectors import book
from regions.selectors import cities
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import chunks
from timebank.oversight.anomalies import Detector, Suspected, Window, detectors
from timebank.oversight.enums import SuspicionState
from timebank.oversight.models.suspicions import AnomalyRun, Suspicion, SuspicionEvent

# A row takes its number when it is inserted and arrives when its transaction ends; none takes this long.
ARRIVED_AFTER = timedelta(hours=1)


@dataclass
class Search:
    """What a search found: suspicions that are new, by kind."""

    found: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.found.values())


def find_anomalies(*, since: datetime | None = None) -> Search:
    """Look through what was written since the last search (or since `since`) and keep what is new.

    Each detector's finds are one transaction. A search that was interrupted is taken up by the next one.
    """
    started_at = timezone.now()
    seen_record = ServiceRecord.objects.aggregate(last=Max("pk"))["last"] or 0
    seen_transfer = Transfer.objects.aggregate(last=Max("sequence"))["last"] or 0
    window = _window(since, started_at)
    search = Search()
    for one in detectors():
        search.found[one.kind] = len(keep_suspected(one, list(one.find(window))))
    AnomalyRun.objects.create(
        started_at=started_at, seen_record=seen_record, seen_transfer=seen_transfer, found=search.total
    )
    return search


def _window(since: datetime | None, now: datetime) -> Window:
    if since is not None:
        record = ServiceRecord.objects.filter(recorded_at__gte=since).aggregate(first=Min("pk"))["first"]
        moved = Transfer.objects.filter(created_at__gte=since).aggregate(first=Min("sequence"))["first"]
        newest_record = ServiceRecord.objects.aggregate(last=Max("pk"))["last"] or 0
        newest_transfer = Transfer.objects.aggregate(last=Max("sequence"))["last"] or 0
        return Window(
            book(),
            newest_record if record is None else record - 1,
            newest_transfer if moved is None else moved - 1,
            since,
        )
    last = AnomalyRun.objects.filter(started_at__lte=now - ARRIVED_AFTER).order_by("-pk").first()
    if last is None:
        return Window(book())
    return Window(book(), last.seen_record, last.seen_transfer, last.started_at - ARRIVED_AFTER)


@transaction.atomic
def keep_suspected(detector: Detector, found: Sequence[Suspected]) -> list[Suspicion]:
    """Keep what is not known yet, as open suspicions; returns those."""
    known: set[str] = set()
    for some in chunks(found):
        known |= set(
            Suspicion.objects.filter(key__in=[suspected.key for suspected in some]).values_list(
                "key", flat=True
            )
        )
    kept = []
    for suspected in found:
        if suspected.key not in known:
            known.add(suspected.key)
            suspicion, created = _keep(detector, suspected)
            if created:
                kept.append(suspicion)
    return kept


def _keep(detector: Detector, suspected: Suspected) -> tuple[Suspicion, bool]:
    region = suspected.region or cities().values_list("code", flat=True)[0]
    suspicion, created = Suspicion.objects.get_or_create(
        key=suspected.key,
        defaults={"kind": detector.kind, "region_id": region, "figures": dict(suspected.figures)},
    )
    if created:
        suspicion.records.add(*suspected.records)
        suspicion.persons.add(*suspected.persons)
        confirmed_by = ServiceRecord.objects.filter(pk__in=suspected.records, recorded_by__isnull=False)
        suspicion.workers.add(*suspected.workers, *confirmed_by.values_list("recorded_by", flat=True))
        SuspicionEvent.objects.create(suspicion=suspicion, to_state=SuspicionState.OPEN)
    return suspicion, created
