"""The dated numbers of people's own rules.

They are policies like all others, but policies stand on a floor above: it declares them with these first values and
registers who reads the one in force (`policies.policy`, `policies.apps`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DEATH_WAIT_DAYS = "people.death.settle_wait_days"
DEATH_BACK_DAYS = "people.death.take_back_days"
MERGE_BACK_DAYS = "people.merge.take_back_days"
MANDATE_MONTHS = "people.mandate.months"
MANDATE_REMINDER_DAYS = "people.mandate.reminder_days"

INITIAL: dict[str, int] = {
    DEATH_WAIT_DAYS: 7,
    DEATH_BACK_DAYS: 90,
    MERGE_BACK_DAYS: 30,
    MANDATE_MONTHS: 12,
    MANDATE_REMINDER_DAYS: 30,
}

_READERS: list[Callable[[str, Any], int]] = []


def register(read: Callable[[str, Any], int]) -> None:
    """Who knows the value in force for a key and a region; called once from an `AppConfig.ready()`."""
    _READERS[:] = [read]


def number(key: str, region: Any = None) -> int:
    """The value in force today; the first one where no floor above tells another."""
    return _READERS[0](key, region) if _READERS else INITIAL[key]
