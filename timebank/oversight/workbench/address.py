"""What an address asks for: a region one watches over."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from regions.codes import is_code
from regions.models import Region
from timebank.oversight.enums import OVERSIGHT_ROLES
from workbench.scopes import in_scope, role_regions


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
