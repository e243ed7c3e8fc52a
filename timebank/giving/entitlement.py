"""Whom the public pools help each month. Known on a floor above, which fills this in from its `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Entitled:
    """Somebody the pool of a county helps. `ground` is a key of the register's `grounds`; nothing else is told."""

    person_id: int
    region_id: str
    ground: str


# (county's code, first day of the month, {ground: age} in force there) -> who is entitled in that month.
People = Callable[[str, date, dict[str, Any]], Iterable[Entitled]]


@dataclass(frozen=True)
class _Register:
    people: People
    grounds: Mapping[str, str | Promise]


_REGISTERS: dict[str, _Register] = {}


def register(name: str, people: People, grounds: Mapping[str, str | Promise]) -> None:
    """Register, once, who is entitled and what the grounds are called."""
    _REGISTERS[name] = _Register(people, grounds)


def entitled(county: str, month: date, ages: dict[str, Any]) -> list[Entitled]:
    """Everybody whom the pool of `county` helps in `month`, each once, by person."""
    found: dict[int, Entitled] = {}
    for one in _REGISTERS.values():
        for entry in one.people(county, month, ages):
            found.setdefault(entry.person_id, entry)
    return [found[pk] for pk in sorted(found)]


def ground_label(ground: str) -> str:
    for one in _REGISTERS.values():
        if ground in one.grounds:
            return str(one.grounds[ground])
    return ground
