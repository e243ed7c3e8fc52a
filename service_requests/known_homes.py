"""Where somebody lives, as another package beside this one may know: it saves an elder from saying it again.

The register of elders stands on a floor beside this one, so that `platform_site` registers it here at start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.persons.models import Person
    from regions.geo import Point


@dataclass(frozen=True)
class Home:
    """`address` leads to the building, `door` is the rest; `point` WGS-84 when it is known exactly."""

    address: str
    door: str
    point: Point | None = None


_SOURCES: list[Callable[[Person], Home | None]] = []


def register(source: Callable[[Person], Home | None]) -> None:
    """Add a source; called once from an AppConfig.ready()."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def home_of(person: Person) -> Home | None:
    """The first that any source knows."""
    return next((home for source in _SOURCES if (home := source(person)) is not None), None)
