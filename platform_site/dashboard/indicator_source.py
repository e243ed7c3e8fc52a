"""What an indicator rests on: numbers by region, and the rows that they count."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils.functional import Promise

from people.actors import AnyUser
from platform_site.dashboard.indicators import (
    Context,
)
from regions.enums import Level


@dataclass(frozen=True)
class Tally:
    """What a part of the city contributes. `below`: how many of what is looked at fall short."""

    numerator: float = 0
    denominator: float = 0
    below: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.below + other.below,
        )


@dataclass(frozen=True)
class RowList:
    """Rows that an indicator leads to; `figure`: the number of a Tally that says how many they are."""

    key: str
    label: str | Promise
    figure: str
    # Whether they are people: reads are logged, and a file asks for a reason.
    people: bool = False


@dataclass(frozen=True)
class Line:
    """One row as it is shown: who or what, where it leads, and what makes it count."""

    name: str
    code: str
    url: str
    what: str


class Source(ABC):
    """What an indicator rests on. `whole_city`: the target is the city's; a region has none of its own."""

    meaning: str | Promise = ""
    lists: tuple[RowList, ...] = ()
    has_past = True
    whole_city = False
    # What the number of a region is: numerator ÷ denominator, or the numerator alone.
    is_ratio = True
    # Whether the parts of a region add up to the region.
    adds_up = True

    @abstractmethod
    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        """By so many digits of the code, in a fixed number of queries."""

    @abstractmethod
    def rows(self, context: Context, user: AnyUser, which: str) -> Any:
        """The rows of a list, to be counted and sliced, in the order of their regions."""

    @abstractmethod
    def line(self, row: Any, user: AnyUser) -> Line:
        """A row as the list shows it."""

    def total(self, context: Context) -> Tally:
        return sum(self.tallies(context, Level.CITY.digits).values(), Tally())

    def value(self, tally: Tally) -> float | None:
        if not self.is_ratio:
            return tally.numerator
        return tally.numerator / tally.denominator if tally.denominator else None


def counted(rows: QuerySet[Any], digits: int, **numbers: Any) -> Iterator[tuple[Any, ...]]:
    """The numbers of rows by so many digits of their region: one query."""
    named = rows.order_by().annotate(part=Substr("region_id", 1, digits)).values_list("part")
    yield from named.annotate(**numbers)
