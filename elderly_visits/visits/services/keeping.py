"""Keeping the figures of a month as counted rows, counting anew what has changed, and proving them.

Any number of these may run at once: for each month one after the other counts (a lock of its row), and whoever counts
later has seen what the earlier one saw. Marks are taken away only when they stood before every count of the run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db import connection, connections, transaction
from django.db.models import Min
from django.utils import timezone

from common.months import add_months, last_day, this_month
from elderly_visits.register.models import Elder
from elderly_visits.visits.change_marks import MARKS, install, missing_triggers
from elderly_visits.visits.models.kept import ChangedCommunity, KeptFigures, KeptMonth
from elderly_visits.visits.selectors.counting import (
    Rate,
    counted,
    month_bounds,
    rates_by_part,
)
from elderly_visits.visits.selectors.kept import MOST_CHANGED
from elderly_visits.visits.selectors.progress import month_visits, of_communities, progress_by_part
from regions.models import Region

# What a trend shows (rate_by_month), and the month to come, so that its first moment is like any other.
_MONTHS_BACK, _MONTHS_AHEAD = 3, 1
_BATCH = 500
# What stands in the marks of a run in place of the number of a transaction.
_TAKEN = -1


@dataclass(frozen=True)
class Figures(Rate):
    """What is kept of a community: numbers of elders, and of visits."""

    open: int = 0
    offered: int = 0
    accepted: int = 0
    done: int = 0


@dataclass(frozen=True)
class Difference:
    """A community whose kept figures are not what a count gives, though nothing marks it as changed."""

    month: date
    community: str
    kept: Figures
    counted: Figures


def kept_months() -> list[date]:
    return [add_months(this_month(), back) for back in range(-_MONTHS_BACK, _MONTHS_AHEAD + 1)]


def keep_figures() -> int:
    """Count anew what has changed since the last time, in every month that is kept; how many communities were counted.

    The first time, and where most have changed, everybody is counted.
    """
    months = kept_months()
    KeptMonth.objects.bulk_create([KeptMonth(month=month) for month in months], ignore_conflicts=True)
    marks = _take_marks()
    number = sum(_count_month(month, set(marks.values())) for month in months)
    keys = sorted(marks)
    for start in range(0, len(keys), _BATCH):
        ChangedCommunity.objects.filter(pk__in=keys[start : start + _BATCH]).delete()
    with transaction.atomic():
        past = KeptMonth.objects.exclude(month__in=months)
        KeptFigures.objects.filter(month__in=list(past.values_list("pk", flat=True))).delete()
        past.delete()
    return number


@transaction.atomic
def _take_marks() -> dict[int, str]:
    """The marks that stand, by their keys. On SQLite, where one mark stands for all changes of a community, they are
    set apart first: what changes while we count makes a new one, which is not taken away with these."""
    ChangedCommunity.objects.filter(written_in=0).update(written_in=_TAKEN)
    return dict(ChangedCommunity.objects.values_list("pk", "community"))


@transaction.atomic
def _count_month(month: date, changed: Collection[str]) -> int:
    """Count the communities that have changed, or all of them, and keep what they come to."""
    kept = KeptMonth.objects.select_for_update().get(month=month)
    rows = KeptFigures.objects.filter(month=month)
    communities: set[str] | None = None
    if kept.counted_at is not None:
        due = rows.filter(next_change__lte=timezone.localdate())
        communities = {*changed, *due.values_list("region_id", flat=True)}
        if not communities:
            return 0
        if len(communities) > MOST_CHANGED:
            communities = None
    found = _count(month, communities)
    if communities is not None:
        rows = rows.filter(region__in=communities)
    rows.delete()
    KeptFigures.objects.bulk_create(found, batch_size=_BATCH)
    KeptMonth.objects.filter(month=month).update(counted_at=timezone.now())
    return len(found) if communities is None else len(communities)


def _count(month: date, communities: set[str] | None) -> list[KeptFigures]:
    """Rows as they should stand, for some communities or for all: a few queries."""
    _first, until = month_bounds(month)
    later = Elder.objects.filter(registered_on__gt=until, registered_on__lte=last_day(month))
    if communities is not None:
        later = later.filter(region__in=communities)
    changes = dict(later.order_by().values_list("region_id").annotate(Min("registered_on")))
    figures = _figures(month, communities)
    return [
        KeptFigures(
            month=month,
            region_id=code,
            next_change=changes.get(code),
            **asdict(figures.get(code, Figures())),
        )
        for code in sorted({*figures, *changes})
    ]


def _figures(month: date, communities: set[str] | None) -> dict[str, Figures]:
    rates: dict[str, Rate] = {}
    for city in Region.objects.filter(parent=None).values_list("code", flat=True):
        rates |= rates_by_part(counted(month, city, communities), 12)
    visits = month_visits(month)
    if communities is not None:
        visits = visits.filter(of_communities(communities))
    progress = progress_by_part(visits, 12)
    return {
        code: Figures(**asdict(rates.get(code, Rate())), **progress.get(code, {}))
        for code in {*rates, *progress}
    }


def forget_figures(months: Iterable[date] | None = None) -> None:
    """Pages count for themselves until the next `keep_figures`."""
    rows = KeptMonth.objects.all() if months is None else KeptMonth.objects.filter(month__in=list(months))
    rows.update(counted_at=None)


def watch_changes(*, using: str) -> None:
    """Put the triggers back that mark what changes; what they may have missed is counted anew."""
    its = connections[using]
    if MARKS not in its.introspection.table_names() or not missing_triggers(its):
        return
    with transaction.atomic(using=using):
        install(its)
        KeptMonth.objects.using(using).update(counted_at=None)


def unproved_figures() -> list[Difference]:
    """What does not hold: kept figures that a count contradicts, where nothing marks the community as changed."""
    return [found for month in _counted_months() for found in _differences(month)]


def lost_triggers() -> list[str]:
    """Triggers that are gone: changes went by unmarked since."""
    return missing_triggers(connection)


def _counted_months() -> list[date]:
    months = KeptMonth.objects.filter(counted_at__isnull=False).order_by("month")
    return list(months.values_list("month", flat=True))


def _differences(month: date) -> list[Difference]:
    before = _kept(month)
    counts = _figures(month, None)
    differ = {
        code for code in {*before, *counts} if before.get(code, Figures()) != counts.get(code, Figures())
    }
    if not differ:
        return []
    # What changed while we counted is marked, or has been counted anew and says the same as we do.
    marked = set(ChangedCommunity.objects.values_list("community", flat=True))
    due = KeptFigures.objects.filter(month=month, next_change__lte=timezone.localdate())
    marked |= set(due.values_list("region_id", flat=True))
    after = _kept(month)
    return [
        Difference(month, code, before.get(code, Figures()), counts.get(code, Figures()))
        for code in sorted(differ - marked)
        if after.get(code, Figures()) == before.get(code, Figures())
    ]


def _kept(month: date) -> dict[str, Figures]:
    names = [field.name for field in fields(Figures)]
    rows = KeptFigures.objects.filter(month=month).values_list("region_id", *names)
    return {code: Figures(*figures) for code, *figures in rows}


def prove_figures(*, repair: bool) -> list[Difference]:
    """Compare every kept figure with a count; with `repair`, months that do not hold are counted anew, and triggers
    that are gone come back."""
    found = unproved_figures()
    if repair:
        lost = bool(lost_triggers())
        watch_changes(using=connection.alias)
        if found or lost:
            forget_figures({difference.month for difference in found})
            keep_figures()
    return found
