"""What an address asks for: a region one watches over, a month."""

from __future__ import annotations

import re
from datetime import date

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from regions.codes import is_code
from regions.models import Region
from timebank.oversight.enums import OVERSIGHT_ROLES
from timebank.oversight.selectors.circulation import add_month
from workbench.scopes import in_scope, role_regions

_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
MONTHS_OFFERED = 24


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def requested_month(request: HttpRequest) -> date:
    """The month in the address; this month when there is none, it is no month, or it has not begun."""
    text = request.GET.get("month", "")
    if _MONTH.fullmatch(text):
        return min(date(int(text[:4]), int(text[5:]), 1), this_month())
    return this_month()


def selectable_months() -> list[date]:
    return [add_month(this_month(), -index) for index in range(MONTHS_OFFERED)]


def overseen_regions(request: HttpRequest) -> list[str]:
    return role_regions(request.user, OVERSIGHT_ROLES)


def requested_region(request: HttpRequest) -> Region:
    """The region in the address if the user watches over it (else 404); by default the user's own."""
    rows = Region.objects.select_related("parent__parent")
    if code := request.GET.get("region", ""):
        if not is_code(code):
            raise Http404
        return get_object_or_404(rows.filter(in_scope(request.user, "code", OVERSIGHT_ROLES)), pk=code)
    own = overseen_regions(request)
    if not own:
        raise Http404
    return get_object_or_404(rows, pk=own[0])


def regions_above(request: HttpRequest, region: Region) -> list[Region]:
    """The regions around `region` that the user watches over, the largest first."""
    own = overseen_regions(request)
    found = []
    above = region.parent
    while above is not None and any(above.code.startswith(code.rstrip("0")) for code in own):
        found.append(above)
        above = above.parent
    return found[::-1]
