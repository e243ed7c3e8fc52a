"""The menu of a person's time bank, what can be done there: each subject, here or on a floor above, adds its own.

Called once from the module that holds the page's address (`urls.py`) or from an `AppConfig.ready()`. The home page
lists those that are `open_to` the person, in `order`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from people.persons.models import Person


@dataclass(frozen=True)
class MenuEntry:
    """An entry: `view` is the name of an address without arguments, `icon` one of the site's icons.

    `for_others`: the page can be opened for somebody whose mandate one holds, with `?for=<uuid>`.
    `often`: one of the few that people come for; these are large, the rest stands in a list below.
    """

    view: str
    icon: str
    label: str | Promise
    hint: str | Promise = ""
    order: int = 100
    for_others: bool = False
    often: bool = False
    open_to: Callable[[Person], bool] = lambda person: True


_ENTRIES: dict[str, MenuEntry] = {}


def register(
    view: str, icon: str, label: str | Promise, hint: str | Promise = "", order: int = 100, **more: Any
) -> None:
    """Add a `MenuEntry`; the same view again replaces it."""
    _ENTRIES[view] = MenuEntry(view, icon, label, hint, order, **more)


def menu_of(person: Person, *, acting: bool = False) -> list[dict[str, Any]]:
    """What `person` may do from the home page; `acting`: somebody with a mandate looks at it for the person."""
    found = sorted(_ENTRIES.values(), key=lambda entry: (entry.order, entry.view))
    return [
        {
            "url": reverse(entry.view) + (f"?for={person.uuid}" if acting else ""),
            "icon": entry.icon,
            "label": entry.label,
            "hint": entry.hint,
            "often": entry.often,
        }
        for entry in found
        if (entry.for_others or not acting) and entry.open_to(person)
    ]
