"""Indicators of visits and of care points: who was met, which places and homes are covered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elderly_visits.register.models import Elder
from elderly_visits.visits.selectors.names import MISSING, names
from elderly_visits.visits.selectors.rate import rates_by
from facilities.models import Facility
from facilities.policy import AREA_TARGET
from facilities.selectors.coverage import (
    CommunityCoverage,
    communities_covered,
    service_centres,
    within_circle,
)
from people.actors import AnyUser
from platform_site.dashboard.indicator_source import Line, RowList, Source, Tally, counted
from platform_site.dashboard.indicators import (
    Context,
    elders_counted,
)


def _elder_line(elder: Elder) -> Line:
    url = reverse("elderly_visits_elder:inspect", args=[elder.pk])
    return Line(elder.person.name, elder.region_id, url, elder.get_risk_tier_display())


class VisitRate(Source):
    meaning = gettext_lazy(
        "Of the elders on the register in the month, how many were met at least once: at home, by telephone or as "
        "their tier asks. Each counts once. Who declines visits stays among all, and is never counted as visited."
    )
    lists = (
        RowList(MISSING, gettext_lazy("Not yet visited"), "below", people=True),
        RowList("all", gettext_lazy("Visited"), "numerator", people=True),
    )

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        found = rates_by(context.month, context.region, digits)
        return {part: Tally(rate.visited, rate.elders, rate.missing) for part, rate in found.items()}

    def rows(self, context: Context, user: AnyUser, which: str) -> Any:
        return names(user, context.month, context.region, which)

    def line(self, row: Elder, user: AnyUser) -> Line:
        return _elder_line(row)


class CommunitiesCovered(Source):
    meaning = gettext_lazy(
        "A community is covered when it has an elder-care point of its own, or lies within the walking circle of one."
    )
    lists = (
        RowList("short", gettext_lazy("Communities not covered"), "below"),
        RowList("rows", gettext_lazy("Communities covered"), "numerator"),
    )

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        found: defaultdict[str, Tally] = defaultdict(Tally)
        for row in self._communities(context):
            found[row.code[:digits]] += Tally(int(row.covered), 1, int(not row.covered))
        return found

    def _communities(self, context: Context) -> list[CommunityCoverage]:
        return communities_covered(context.region, context.day, context.rules)

    def rows(self, context: Context, user: AnyUser, which: str) -> list[CommunityCoverage]:
        return [row for row in self._communities(context) if row.covered is (which == "rows")]

    def line(self, row: CommunityCoverage, user: AnyUser) -> Line:
        if row.has:
            what = _("has a care point of its own")
        elif row.distance_m is None:
            what = _("no position, or no care point anywhere")
        else:
            what = _("nearest care point %(km)s km away") % {"km": number_format(row.distance_m / 1000, 1)}
        return Line(row.name, row.code, _board(row.code), what)


def _board(code: str) -> str:
    return f"{reverse('dashboard:board')}?region={code}"


class _EldersAt:
    """Elders by their keys, fetched a slice at a time."""

    def __init__(self, keys: list[int]) -> None:
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, wanted: slice) -> list[Elder]:
        rows = Elder.objects.filter(pk__in=self._keys[wanted]).select_related("person")
        return list(rows.order_by("region_id", "pk"))


class EldersCovered(Source):
    meaning = gettext_lazy(
        "Of the elders on the register, how many live within the walking circle of an elder-care point. Who has no "
        "position on the map counts as not within."
    )
    lists = (
        RowList("short", gettext_lazy("Elders farther away"), "below", people=True),
        RowList("rows", gettext_lazy("Elders within the circle"), "numerator", people=True),
    )
    # Where somebody lived in earlier months is not kept.
    has_past = False

    def _elders(self, context: Context) -> Iterator[tuple[int, str, bool]]:
        """Key, region, and whether within the circle."""
        found = elders_counted(context).order_by("region_id", "pk")
        elders = list(found.values_list("pk", "region_id", "lat", "lon"))
        points = [None if lat is None or lon is None else (lat, lon) for _pk, _region, lat, lon in elders]
        within = within_circle(points, context.region, context.day, context.rules)
        for (pk, region, _lat, _lon), inside in zip(elders, within, strict=True):
            yield pk, region, inside

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        numbers: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for _pk, region, inside in self._elders(context):
            numbers[region[:digits]][inside] += 1
        return {part: Tally(inside, outside + inside, outside) for part, (outside, inside) in numbers.items()}

    def rows(self, context: Context, user: AnyUser, which: str) -> _EldersAt:
        wanted = which == "rows"
        return _EldersAt([pk for pk, _region, inside in self._elders(context) if inside is wanted])

    def line(self, row: Elder, user: AnyUser) -> Line:
        return _elder_line(row)


class CentreArea(Source):
    meaning = gettext_lazy(
        "The area of all community service centres whose area is known, divided by their number. A mean hides small "
        "ones: these are listed."
    )
    lists = (
        RowList("short", gettext_lazy("Centres below the target"), "below"),
        RowList("rows", gettext_lazy("Centres whose area is known"), "denominator"),
    )

    def _centres(self, context: Context) -> QuerySet[Facility]:
        return service_centres(context.region, context.day).filter(area_m2__isnull=False)

    def _below(self, context: Context) -> Q:
        return Q(area_m2__lt=context.rules.value(AREA_TARGET, context.region))

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        numbers = {"area": Sum("area_m2"), "all": Count("pk")}
        found = counted(self._centres(context), digits, **numbers, below=Count("pk", self._below(context)))
        return {part: Tally(area, number, below) for part, area, number, below in found}

    def rows(self, context: Context, user: AnyUser, which: str) -> QuerySet[Facility]:
        rows = self._centres(context)
        return (rows.filter(self._below(context)) if which == "short" else rows).order_by("region_id", "pk")

    def line(self, row: Facility, user: AnyUser) -> Line:
        url = reverse("facilities_facility:inspect", args=[row.pk])
        return Line(row.name, row.region_id, url, _("%(area)d m²") % {"area": row.area_m2 or 0})


class CentresRenovated(Source):
    meaning = gettext_lazy(
        "Of the community service centres that are open, how many are renovated to be close to the people."
    )
    lists = (
        RowList("short", gettext_lazy("Not renovated yet"), "below"),
        RowList("rows", gettext_lazy("Renovated centres"), "numerator"),
    )

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        rows = service_centres(context.region, context.day)
        found = counted(rows, digits, done=Count("pk", Q(renovated=True)), all=Count("pk"))
        return {part: Tally(done, number, number - done) for part, done, number in found}

    def rows(self, context: Context, user: AnyUser, which: str) -> QuerySet[Facility]:
        rows = service_centres(context.region, context.day).filter(renovated=which == "rows")
        return rows.order_by("region_id", "pk")

    def line(self, row: Facility, user: AnyUser) -> Line:
        url = reverse("facilities_facility:inspect", args=[row.pk])
        return Line(row.name, row.region_id, url, _("renovated") if row.renovated else _("not renovated"))
