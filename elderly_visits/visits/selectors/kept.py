"""Figures of months that are not closed, added up from counted rows; where these are not true any more, counted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Substr
from django.utils import timezone

from common.months import first_day
from elderly_visits.visits.models.kept import ChangedCommunity, KeptFigures, KeptMonth
from elderly_visits.visits.selectors.counting import FIGURES, Rate, counted, rates_by_part
from elderly_visits.visits.selectors.progress import Progress, month_visits, of_communities, progress_by_part
from regions.codes import in_subtree, subtree_range

# Beyond so many changed communities counting everybody is as quick.
MOST_CHANGED = 300


def changed_communities(month: date, region_code: str) -> set[str] | None:
    """Communities of a region whose kept rows are not true any more; None where the month is not kept at all, or
    nearly all have changed. One query."""
    kept = KeptMonth.objects.filter(month=month, counted_at__isnull=False).values_list(Value(""))
    low, high = subtree_range(region_code)
    marks = ChangedCommunity.objects.filter(community__gte=low, community__lte=high).values_list("community")
    due = KeptFigures.objects.filter(
        in_subtree("region", region_code), month=month, next_change__lte=timezone.localdate()
    ).values_list("region_id")
    found = {code for (code,) in kept.union(marks, due)}
    if "" not in found or len(found) > MOST_CHANGED:
        return None
    return found - {""}


def current_progress(month: date, region_code: str, digits: int) -> dict[str, dict[str, int]]:
    """How many visits of a month stand where (`progress_counts`), by so many digits of the region: two or three
    queries where the month is kept."""
    month = first_day(month)
    changed = changed_communities(month, region_code)
    if changed is None:
        return progress_by_part(month_visits(month, region_code), digits)
    rows = KeptFigures.objects.filter(in_subtree("region", region_code), month=month)
    if changed:
        rows = rows.exclude(region__in=changed)
    sums = (
        rows.order_by()
        .annotate(part=Substr("region_id", 1, digits))
        .values_list("part")
        .annotate(*(Sum(F(where), default=0) for where in Progress.values))
    )
    found = {part: dict(zip(Progress.values, counts, strict=True)) for part, *counts in sums}
    if changed:
        live = progress_by_part(month_visits(month).filter(of_communities(changed)), digits)
        for part, counts in live.items():
            kept = found.get(part, {})
            found[part] = {where: number + kept.get(where, 0) for where, number in counts.items()}
    return found


def communities_with(where: Progress, month: date, region_code: str) -> set[str] | None:
    """The communities of a region with visits that stand there; None where nobody knows, or they are too many."""
    month = first_day(month)
    changed = changed_communities(month, region_code)
    if changed is None:
        return None
    rows = KeptFigures.objects.filter(in_subtree("region", region_code), month=month, **{f"{where}__gt": 0})
    found = {*changed, *rows.values_list("region_id", flat=True)[: MOST_CHANGED + 1]}
    return found if len(found) <= MOST_CHANGED else None


def current_rates(
    month: date, region_code: str, digits: int, without: Collection[str] = ()
) -> dict[str, Rate]:
    """The rates by so many digits of the region, those of the regions `without` left out: one to three queries.

    The marks are read first: who counts anew meanwhile and takes one away makes us count a community that need not be,
    never leave one out or count it twice.
    """
    month = first_day(month)
    changed = changed_communities(month, region_code)
    outside = Q()
    for code in without:
        outside &= ~in_subtree("region_id", code)
    if changed is None:
        return rates_by_part(counted(month, region_code).filter(outside), digits)
    rows = KeptFigures.objects.filter(in_subtree("region", region_code), outside, month=month)
    if changed:
        rows = rows.exclude(region__in=changed)
    sums = (
        rows.order_by()
        .annotate(part=Substr("region_id", 1, digits))
        .values_list("part")
        .annotate(*(Sum(F(name), default=0) for name in FIGURES))
    )
    found = {part: Rate(*figures) for part, *figures in sums}
    if changed:
        live = counted(month, region_code, changed).filter(outside)
        for part, rate in rates_by_part(live, digits).items():
            found[part] = found.get(part, Rate()) + rate
    return found
