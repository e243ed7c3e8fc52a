"""The region that a page of the workbench is about, and the way up from it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from regions.codes import is_code
from regions.models import Level, Region
from workbench.roles import STAFF_ROLES, AnyLogin
from workbench.scopes import covers, in_scope, role_regions


def requested_region(request: HttpRequest, roles: Iterable[str] = STAFF_ROLES) -> Region:
    """The region in the address (`?region=`) within which the user holds one of `roles`; by default the user's own.

    Raises Http404 for any other, and for who has none.
    """
    rows = Region.objects.select_related("parent__parent")
    if code := request.GET.get("region", ""):
        if not is_code(code):
            raise Http404
        return get_object_or_404(rows.filter(in_scope(request.user, "code", roles)), pk=code)
    own = role_regions(request.user, roles)
    if not own:
        raise Http404
    return get_object_or_404(rows, pk=own[0])


def regions_above(user: AnyLogin, region: Region, roles: Iterable[str] = STAFF_ROLES) -> list[Region]:
    """The regions around `region` within which the user holds one of `roles`, the largest first."""
    found = []
    above = region.parent
    while above is not None and covers(user, above, roles):
        found.append(above)
        above = above.parent
    return found[::-1]


def areas(user: AnyLogin) -> list[tuple[str, str]]:
    """The regions directly below the user's own, to narrow a list by: (code, name); [] where there are none."""
    own = role_regions(user)
    below = Region.objects.filter(parent__in=own).order_by("code") if own else Region.objects.none()
    if not below and len(own) > 1:
        below = Region.objects.filter(pk__in=own).order_by("code")
    return [(region.pk, region.short_name) for region in below.exclude(level=Level.CITY)]
