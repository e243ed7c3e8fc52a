"""One indicator: what it means, its trend, the regions below, and the rows it is counted from; each also as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from common.months import recent_months
from common.tabular.responses import csv_response, xlsx_response
from elderly_visits.visits.selectors.rate import closed
from people.actors import AnyUser
from platform_site.dashboard.charts import indicator_cards
from platform_site.dashboard.indicator_rows import SOURCES, RegionRow, regions_of, tallies_below
from platform_site.dashboard.indicator_source import Line, RowList, Source, Tally
from platform_site.dashboard.indicators import INDICATORS, Context, Indicator, context_of
from platform_site.dashboard.workbench import OfMonth
from regions.models import Region, in_subtree
from workbench.access_recording import AccessAction, export_reason
from workbench.regions import regions_above
from workbench.views import ExportReasonView

_PER_PAGE = 30
_TREND_MONTHS = 4
# Of an export in one go.
_CHUNK = 2000
_SORTED_BY = ("name", "value", "numerator", "denominator", "below")
_BY_KEY = {item.key: item for item in INDICATORS}


def sorted_rows(rows: list[RegionRow], by: str) -> list[RegionRow]:
    """By what a column shows ("-" in front: the greatest first); what has no value stands last."""
    name, down = by.removeprefix("-"), by.startswith("-")
    if name not in _SORTED_BY:
        return rows
    if name == "name":
        return sorted(rows, key=lambda row: row.region.code if row.region else "9", reverse=down)

    def number(row: RegionRow) -> float | None:
        found: float | None = row.value if name == "value" else getattr(row.tally, name)
        return found

    known = [row for row in rows if number(row) is not None]
    unknown = [row for row in rows if number(row) is None]
    return sorted(known, key=lambda row: number(row) or 0, reverse=down) + unknown


class _OfIndicator(OfMonth):
    """A page about one indicator in a region and month."""

    header_icon = "list-ul"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["key"] not in _BY_KEY:
            raise Http404
        self.item: Indicator = _BY_KEY[kwargs["key"]]
        self.source = SOURCES[self.item.key]

    def get_page_title(self) -> str:
        return str(self.item.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        up = {"url": self._address("indicators"), "label": _("Indicators of the programme")}
        return [*items[:-1], up, items[-1]]

    def _address(self, name: str, *args: Any, region: str = "", **query: str) -> str:
        code = region or self.region.code
        asked = {"region": code, "month": f"{self.month:%Y-%m}"} | query
        return f"{reverse(f'dashboard:{name}', args=args)}?" + "&".join(f"{k}={v}" for k, v in asked.items())

    @cached_property
    def context(self) -> Context:
        return context_of(self.month, self.region.code)

    def _rows_url(self, which: str, region: str = "") -> str:
        return self._address("indicator_rows", self.item.key, region=region, list=which)

    @cached_property
    def below(self) -> dict[str, Tally]:
        return tallies_below(self.source, self.context)

    @cached_property
    def total(self) -> Tally:
        if self.source.adds_up:
            return sum(self.below.values(), Tally())
        return self.source.total(self.context)

    @cached_property
    def regions(self) -> list[RegionRow]:
        return regions_of(self.source, self.context, self.below)

    def lists(self) -> list[tuple[RowList, int, str]]:
        """What the figure is counted from: each list with its number and address."""
        return [
            (one, int(getattr(self.total, one.figure)), self._rows_url(one.key)) for one in self.source.lists
        ]


class IndicatorPage(_OfIndicator):
    template_name = "platform_site/dashboard/indicator.html"

    def get(  # type: ignore[override]  # a file is streamed
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if (kind := request.GET.get("export", "")) in _WRITERS:
            columns = {
                "name": _("Region"), "value": self.item.title, "numerator": _("Counted"),
                "denominator": _("Of"), "below": _("Below the target"),
            }  # fmt: skip
            rows = [
                {"name": row.name, "value": row.value, **row.tally.__dict__}
                for row in sorted_rows(self.regions, request.GET.get("sort", ""))
            ]
            return _WRITERS[kind](f"{self.item.key}-{self.region.code}-{self.month:%Y-%m}", columns, rows)
        return super().get(request, *args, **kwargs)

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        figure = self.item.compute(self.context)
        by = self.request.GET.get("sort", "")
        short = [one.key for one in self.source.lists if one.figure == "below"]
        table = [
            (
                row,
                self._deeper(row),
                self._rows_url(short[0], row.region.code) if row.region and short else "",
            )
            for row in sorted_rows(self.regions, by)
        ]
        return {
            "card": indicator_cards([self.item], {self.item.key: figure})[0],
            "item": self.item,
            "source": self.source,
            "figure": figure,
            "lists": self.lists(),
            "path": regions_above(self.request.user, region),
            "table": table,
            "heads": self._heads(by),
            "trend": self._trend(figure["target"]),
            "closed": closed(month, region.code),
        }

    def _deeper(self, row: RegionRow) -> str:
        """The same page about the region."""
        return self._address("indicator", self.item.key, region=row.region.code) if row.region else ""

    def _heads(self, by: str) -> list[tuple[str | Promise, str, str]]:
        """Each column that the table has, with the address that sorts by it, and how it is sorted now."""
        labels: dict[str, str | Promise] = {"name": _("Region"), "value": self.item.title}
        if self.source.is_ratio:
            labels |= {"numerator": _("Counted"), "denominator": _("Of")}
        if any(one.figure == "below" for one in self.source.lists):
            labels["below"] = _("Below the target")
        sorted_as = {
            by: "ascending",
            by.removeprefix("-"): "descending" if by.startswith("-") else "ascending",
        }
        # The first touch shows the worst first: the smallest share, the most that fall short.
        first = {"below": "-below", "numerator": "-numerator", "denominator": "-denominator"}
        heads = []
        for name, label in labels.items():
            start = first.get(name, name)
            other = name if start.startswith("-") else f"-{name}"
            wanted = other if by == start else start
            url = self._address("indicator", self.item.key, sort=wanted)
            heads.append((label, url, sorted_as.get(name, "")))
        return heads

    def _trend(self, target: float) -> list[dict[str, Any]]:
        """The last months, oldest first, by the rows as they were then."""
        if not self.source.has_past:
            return []
        points = []
        for month in reversed(recent_months(_TREND_MONTHS, self.month)):
            context = self.context if month == self.context.month else context_of(month, self.region.code)
            tally = self.total if month == self.context.month else self.source.total(context)
            value = self.source.value(tally)
            points.append({"month": month, "tally": tally, "value": value, "bar": _bar(value, target)})
        return points


def _bar(value: float | None, target: float) -> int | None:
    if value is None:
        return None
    return round(min(1.0, value / target) * 100) if target else 100


class IndicatorRows(_OfIndicator):
    """The rows of one list. Of people every look is logged, and a file asks for a reason."""

    template_name = "platform_site/dashboard/indicator_rows.html"

    @cached_property
    def which(self) -> RowList:
        asked = self.request.GET.get("list", "")
        found = [one for one in self.source.lists if one.key == asked] or list(self.source.lists)
        if not found:
            raise Http404
        return found[0]

    @cached_property
    def rows(self) -> Any:
        return self.source.rows(self.context, self.request.user, self.which.key)

    def get(  # type: ignore[override]  # a file is streamed
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        kind = request.GET.get("export", "")
        if kind not in _WRITERS:
            return super().get(request, *args, **kwargs)
        number, reason = Paginator(self.rows, _PER_PAGE).count, ""
        if self.which.people and number:
            reason = export_reason(request.GET.get("reason", ""))
            if not reason:
                asking = ExportReasonView.as_view(number=number, back=self._rows_url(self.which.key))
                response: HttpResponse = asking(request)
                return response
            detail = f"{self.item.title}: {self.which.label} · {reason}"
            self.put_on_record(AccessAction.EXPORT, count=number, region_id=self.region.pk, detail=detail)
        columns = {"name": _("Who or what"), "region": _("Region"), "what": _("Remark")}
        name = f"{self.item.key}-{self.which.key}-{self.region.code}-{self.month:%Y-%m}"
        return _WRITERS[kind](
            name, columns, _exported(self.source, self.rows, self.request.user, self.region)
        )

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        page = self._page()
        lines = [self.source.line(row, self.request.user) for row in page.object_list]
        places = _places(Region.objects.filter(pk__in={line.code for line in lines}))
        return {
            "item": self.item,
            "source": self.source,
            "which": self.which,
            "lists": self.lists(),
            "page_obj": page,
            "lines": [(line, places.get(line.code, "")) for line in lines],
            "path": regions_above(self.request.user, region),
            "indicator_url": self._address("indicator", self.item.key),
            "closed": closed(month, region.code),
        }

    def _page(self) -> Page[Any]:
        if self.which.people:
            what = f"{self.item.title}: {self.which.label}"
            return self.listed(self.rows, _PER_PAGE, detail=what, region_id=self.region.pk)
        return Paginator(self.rows, _PER_PAGE).get_page(self.request.GET.get("page"))


def _places(regions: QuerySet[Region]) -> dict[str, str]:
    return {region.code: region.full_name for region in regions.select_related("parent__parent")}


def _exported(source: Source, rows: Any, user: AnyUser, region: Region) -> Iterator[Mapping[str, object]]:
    """The lines of a file: one query for the rows, one for the names of the places."""
    places = _places(Region.objects.filter(in_subtree("code", region.code)))
    found: Iterable[Any] = (
        rows.iterator(chunk_size=_CHUNK) if isinstance(rows, QuerySet) else rows[0 : len(rows)]
    )
    for row in found:
        line: Line = source.line(row, user)
        yield {"name": line.name, "region": places.get(line.code, ""), "what": line.what}


_WRITERS = {"csv": csv_response, "xlsx": xlsx_response}
