"""Whether this installation is the open demonstration: asked by every floor, known by the site.

The kind of an installation stands, signed, in its database (platform_site.installation). An installation that nobody
vouches for is a city: nothing is shown that only a demonstration shows.
"""

from __future__ import annotations

from collections.abc import Callable

_askers: list[Callable[[], bool]] = []


def register(asker: Callable[[], bool]) -> None:
    """Name the function that knows; called once from an `AppConfig.ready`, again it replaces the first."""
    _askers[:] = [asker]


def is_demonstration() -> bool:
    """Whether everybody in this installation is invented, so that codes may be shown on the page. Costs a query
    where the environment does not rule it out."""
    return bool(_askers) and _askers[0]()
