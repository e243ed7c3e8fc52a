"""Whether two people are married, as far as anybody recorded it: coins may be spent for one's spouse.

Whoever keeps verified relations registers how to ask; without that nobody is anybody's spouse.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.models import Person

_RULES: list[Callable[[Person, Person], bool]] = []


def register(rule: Callable[[Person, Person], bool]) -> None:
    """Add a rule that says whether its two arguments are verified spouses; called once from an AppConfig.ready()."""
    if rule not in _RULES:
        _RULES.append(rule)


def are_spouses(one: Person, other: Person) -> bool:
    return any(rule(one, other) for rule in _RULES)
