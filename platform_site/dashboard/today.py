"""Today, the first page of the workbench: what waits for whoever looks, and for managers where it waits.

Who answers for a county or the city sees numbers region by region, which lead down to the lines of one township; who
works in a township or community sees the lines at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.admin.ui.components import Component

from common.months import last_day, this_month
from elderly_visits.visits.selectors.rate import Rate, rates_below
from notifications.selectors import unread_count
from regions.enums import Level
from regions.models import Region
from workbench.access_recording import AccessAction, record_access
from workbench.regions import regions_above, requested_region
from workbench.scopes import role_regions
from workbench.today import Cell, Group, Table, groups_of, people_named, table_of

# The digits of a code that tell the regions below apart.
_DIGITS = {Level.CITY: 6, Level.COUNTY: 9}


@dataclass(frozen=True)
class Today:
    """What the page shows: groups of lines, or a table by region. `region` is None for all of the user's regions."""

    day: date
    region: Region | None
    path: Sequence[Region]
    groups: Sequence[Group] = ()
    table: Table | None = None
    rows: Sequence[tuple[Region, list[Cell]]] = ()
    rate: Rate | None = None
    own: Sequence[Region] = field(default_factory=list)

    @property
    def totals(self) -> list[tuple[Cell, str]]:
        """Each sum of the table with the list it leads to."""
        code = self.region.pk if self.region else ""
        return [(cell, cell.waiting.address(code)) for cell in (self.table.totals if self.table else ())]

    @property
    def is_last_day(self) -> bool:
        return self.day == last_day(self.day)


def today_of(request: HttpRequest) -> Today:
    """Today as the address asks for it (`?region=`). Raises Http404 for a region that is not the user's."""
    user: Any = request.user
    own = list(Region.objects.filter(pk__in=role_regions(user)).order_by("code"))
    asked = "region" in request.GET
    region = requested_region(request)
    day = timezone.localdate()
    path = regions_above(user, region)
    if digits := _DIGITS.get(Level(region.level)):
        table, below = table_of(user, region.pk, digits), rates_below(this_month(), region.pk)
        rows = [
            (row.region, table.by_part[row.region.pk[:digits]])
            for row in below
            if row.region.pk[:digits] in table.by_part
        ]
        rate = sum((row.rate for row in below), Rate())
        return Today(day, region, path, table=table, rows=rows, rate=rate, own=own)
    # Who works in several communities and chose none sees them together.
    everywhere = not asked and all(one.level not in _DIGITS for one in own)
    groups = groups_of(user, "" if everywhere else region.pk)
    return Today(day, None if everywhere and len(own) > 1 else region, path, groups=groups, own=own)


class TodayPanel(Component):
    """Put on record when it is drawn: it names people."""

    name = "today"
    order = 50
    template_name = "platform_site/dashboard/today.html"

    def __init__(self, request: HttpRequest) -> None:
        self.today = today_of(request)

    def render_html(self, parent_context: Any = None) -> Any:
        request = parent_context["request"]
        if named := people_named(self.today.groups):
            region = self.today.region
            record_access(
                actor=request.user, action=AccessAction.LIST, count=named, detail="today",
                region_id=region.pk if region else None, request=request,
            )  # fmt: skip
        context = {"today": self.today, "unread": unread_count(request.user)}
        return render_to_string(self.template_name, context, request=request)
