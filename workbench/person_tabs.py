"""What there is of one human being: a person's file, an elder's, a volunteer's, a time account, each a tab.

Each floor registers where its page of a person is; a page shows the tabs that its reader may open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise

from workbench.roles import AnyLogin

# The address of the page about a person, by the person's key; None where there is none, or not for this user.
Finder = Callable[[AnyLogin, int], str | None]


class PersonTab(NamedTuple):
    label: str | Promise
    address: str
    is_current: bool


_TABS: dict[str, tuple[int, str | Promise, Finder]] = {}


def register(key: str, label: str | Promise, find: Finder, *, order: int) -> None:
    """Called once from an `AppConfig.ready()`; the same key again replaces the first."""
    _TABS[key] = (order, label, find)


def tabs_of(user: AnyLogin, person: int, current: str) -> list[PersonTab]:
    """The pages about a person that `user` may open, one query each; [] where the `current` one is the only one."""
    found = [
        PersonTab(label, address, key == current)
        for key, (_order, label, find) in sorted(_TABS.items(), key=lambda item: item[1][0])
        if (address := find(user, person))
    ]
    return found if len(found) > 1 else []
