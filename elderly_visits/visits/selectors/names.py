"""The names behind a figure, a page at a time: cut by the same figures that the page before showed."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.db.models import Q, QuerySet

from elderly_visits.register.models import Elder
from elderly_visits.visits.enums import STAFF_CLASSES, ContactClass
from elderly_visits.visits.selectors.counting import Rate, counted
from elderly_visits.visits.selectors.kept import current_rates
from people.actors import AnyUser
from workbench.scopes import covers

CONTACT_FILTERS: dict[str, tuple[ContactClass, ...]] = {
    "all": tuple(ContactClass),
    "volunteers": (ContactClass.VERIFIED, ContactClass.WAITING),
    "staff": STAFF_CLASSES,
    "a": (ContactClass.STAFF_A,),
    "b": (ContactClass.STAFF_B,),
    "c": (ContactClass.STAFF_C,),
    "waiting": (ContactClass.WAITING,),
    "verified": (ContactClass.VERIFIED,),
}
MISSING, DECLINED = "missing", "declined"
# What each list of names comes to in a Rate.
_FIGURE = {
    "all": "visited",
    "volunteers": "by_volunteers",
    "staff": "by_staff", "a": "staff_a", "b": "staff_b", "c": "staff_c", "waiting": "waiting", "verified": "verified",
    MISSING: "missing", DECLINED: "declined",
}  # fmt: skip


def _condition(which: str) -> Q:
    """On elders of `counted`."""
    if which == MISSING:
        return Q(contact=None)
    if which == DECLINED:
        return Q(contact=None, consents=False)
    return Q(contact__in=CONTACT_FILTERS[which])


def all_names(user: AnyUser, month: date, region_code: str, which: str) -> QuerySet[Elder]:
    """The elders behind a figure that the user may see: everybody is counted for it."""
    rows = counted(month, region_code)
    if not covers(user, region_code):
        rows = rows.filter(pk__in=Elder.objects.visible_to(user).values("pk"))
    return _of(rows, which)


def _of(rows: QuerySet[Elder], which: str) -> QuerySet[Elder]:
    return (
        rows.filter(_condition(which))
        .select_related("person", "region__parent__parent")
        .order_by("region_id", "pk")
    )


class Names:
    """The names behind a figure of a region in which the user sees everybody: for a Paginator.

    How many there are say the figures of the communities; of a page only the communities that it shows are counted.
    """

    ordered = True

    def __init__(self, month: date, region_code: str, which: str) -> None:
        self.month, self.region_code, self.which = month, region_code, which

    @cached_property
    def _numbers(self) -> list[tuple[str, int]]:
        """Community and how many there, in the order of the names."""
        rates: dict[str, Rate] = current_rates(self.month, self.region_code, 12)
        figure = _FIGURE[self.which]
        return [(code, number) for code in sorted(rates) if (number := getattr(rates[code], figure))]

    def count(self) -> int:
        return sum(number for _code, number in self._numbers)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[Elder]:
        ends = list(accumulate(number for _code, number in self._numbers))
        start, stop = wanted.start or 0, len(self) if wanted.stop is None else wanted.stop
        if start >= stop or not ends:
            return []
        first = bisect_right(ends, start)
        last = bisect_right(ends, stop - 1)
        codes = [code for code, _number in self._numbers[first : last + 1]]
        before = ends[first - 1] if first else 0
        rows: Any = _of(counted(self.month, self.region_code, codes), self.which)
        return list(rows[start - before : stop - before])


def names(user: AnyUser, month: date, region_code: str, which: str) -> Names | QuerySet[Elder]:
    """The names behind a figure (`missing`, `declined` or one of CONTACT_FILTERS) for those who may see them."""
    if covers(user, region_code):
        return Names(month, region_code, which)
    return all_names(user, month, region_code, which)
