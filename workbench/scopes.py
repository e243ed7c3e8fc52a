"""Where a login may look: the regions of its role grants.

Every queryset that holds personal data builds its `visible_to(user)` on `in_scope`, so that the rule 'a worker sees
the people of her regions' is written once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import BooleanField, Case, Q, Value, When

from regions.codes import in_subtree, prefix_of, smallest_around
from workbench.roles import STAFF_ROLES, AnyLogin

if TYPE_CHECKING:
    from regions.models import Region

NOBODY = Q(pk__in=[])
# Digits of a code that are the same for a whole city, or county.
_CITY, COUNTY = 4, 6


def role_regions(user: AnyLogin | None, roles: Iterable[str] = STAFF_ROLES) -> list[str]:
    """Codes of the regions in which `user` holds one of `roles` today; parents swallow their children."""
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    wanted = set(roles)
    codes = sorted(
        {grant.region_id for grant in user.current_grants if grant.role in wanted}, key=_prefix_length
    )
    kept: list[str] = []
    for code in codes:
        if not any(code.startswith(prefix_of(other)) for other in kept):
            kept.append(code)
    return kept


def in_scope(user: AnyLogin | None, field: str = "region_id", roles: Iterable[str] = STAFF_ROLES) -> Q:
    """The rows whose `field` (a path that ends in a region code) lies in one of the user's regions."""
    scope = Q()
    for code in role_regions(user, roles):
        scope |= inside(field, code)
    return scope or NOBODY


def inside(field: str, code: str, *, digits: int = _CITY) -> Q:
    """`in_subtree`; of a whole city (of a region whose code begins with so many `digits`) without an index.

    SQLite knows no statistics: it takes the range of codes for a small part, and sorts all rows that it finds by it
    instead of reading the first thirty in their order.
    """
    condition = in_subtree(field, code)
    wide = connection.vendor == "sqlite" and len(prefix_of(code)) <= digits
    return one_by_one(condition) if wide else condition


def one_by_one(*conditions: Q) -> Q:
    """Rows of which one of the conditions holds, asked row by row and in this order, never found by an index.

    For what holds of nearly all rows: the first page then costs a page, not the table.
    """
    cases = [When(condition, then=Value(True)) for condition in conditions]
    return Q(Case(*cases, default=Value(False), output_field=BooleanField()))


def any_of(user: AnyLogin | None, *ways: Q) -> Q:
    """The rows that one of `ways` leads to; asked one by one where the user sees a good part of any table."""
    if _sees_a_county(user):
        return one_by_one(*ways)
    found = Q()
    for way in ways:
        found |= way
    return found


def _sees_a_county(user: AnyLogin | None) -> bool:
    return any(len(prefix_of(code)) <= COUNTY for code in role_regions(user))


def own_rows(user: AnyLogin, *paths: str) -> Q:
    """The rows that lead to this login by one of `paths`; none for who has not logged in."""
    found = Q()
    for path in paths if user.is_authenticated else ():
        found |= Q(**{path: user})
    return found or NOBODY


def covers(user: AnyLogin | None, region: Region | str | None, roles: Iterable[str] = STAFF_ROLES) -> bool:
    """Whether `user` holds one of `roles` for `region` or a region above it."""
    if region is None:
        return False
    code = region if isinstance(region, str) else region.pk
    return any(code.startswith(prefix_of(own)) for own in role_regions(user, roles))


def common_region(user: AnyLogin | None, roles: Iterable[str] = STAFF_ROLES) -> str | None:
    """Code of the smallest region around all of the user's regions: where a read of a whole list is put on record."""
    return smallest_around(role_regions(user, roles))


def _prefix_length(code: str) -> tuple[int, str]:
    return len(prefix_of(code)), code


def own_parts(user: AnyLogin | None, region: str) -> list[str]:
    """Codes of the parts of a region (of the whole city for '') in which `user` works."""
    own = role_regions(user)
    if not region or any(region.startswith(prefix_of(code)) for code in own):
        return [region] if region else own
    return [code for code in own if code.startswith(prefix_of(region))]


def only_region(user: AnyLogin | None, roles: Iterable[str]) -> str | None:
    """The code of the user's region where there is one only: pickers then begin there."""
    codes = role_regions(user, roles)
    return codes[0] if len(codes) == 1 else None
