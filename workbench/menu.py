"""The menu of the workbench: sections of entries, shown to who holds one of some roles.

Each package names its entries with the section they stand in (`register_menu_item`, `ScopedModelViewSet.menu_section`).
A section that holds one entry for a user shows the entry itself; one that holds none is absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from workbench.roles import has_role


class Section(Enum):
    """A section: its key, what it is called, icon and place."""

    ELDERS = ("elders", _("Elders"), "user", 20)
    VISITS = ("visits", _("Visits"), "calendar-alt", 30)
    VOLUNTEERS = ("volunteers", _("Volunteers"), "group", 40)
    TIMEBANK = ("timebank", _("Time bank and services"), "history", 50)
    ORGANIZATIONS = ("organizations", _("Organizations and care points"), "home", 60)
    CITY = ("city", _("Figures and rules"), "view", 70)
    SETTINGS = ("settings_here", _("Access and messages"), "cog", 80)

    def __init__(self, key: str, label: Promise, icon: str, order: int) -> None:
        self.key, self.label, self.icon, self.order = key, label, icon, order

    @property
    def hook(self) -> str:
        """Of Wagtail, by which its entries are gathered."""
        return f"register_{self.key}_section_item"


class RoleMenuItem(MenuItem):
    """Shown to who holds one of `roles`.

    Named after its view: without a name Wagtail takes the label, and a label that begins like another lights up
    with it.
    """

    def __init__(
        self, label: str | Promise, view: str, *, icon_name: str, roles: Iterable[str], order: int
    ) -> None:
        super().__init__(label, reverse(view), name=view.replace(":", "-"), icon_name=icon_name, order=order)
        self.roles = frozenset(roles)

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, self.roles)


class SectionMenuItem(SubmenuMenuItem):
    """A section as one entry that opens."""

    def __init__(self, section: Section) -> None:
        super().__init__(
            section.label,
            Menu(register_hook_name=section.hook),
            name=section.key,
            icon_name=section.icon,
            order=section.order,
        )

    def entries(self, request: Any) -> list[MenuItem]:
        """The entries this user may use, in their order."""
        return sorted(self.menu.menu_items_for_request(request), key=lambda item: item.order)


def register_menu_item(
    label: str | Promise,
    view: str,
    *,
    icon_name: str,
    roles: Iterable[str],
    order: int,
    section: Section | None = None,
) -> None:
    """Add an entry to a section of the menu, or to its top; called from a package's `wagtail_hooks`."""
    hooks.register(
        section.hook if section else "register_admin_menu_item",
        lambda: RoleMenuItem(label, view, icon_name=icon_name, roles=roles, order=order),
    )


def unfold_single_entries(request: Any, items: list[Any]) -> None:
    """In place of each section that holds one entry, that entry."""
    for place, item in enumerate(items):
        if isinstance(item, SectionMenuItem) and len(entries := item.entries(request)) == 1:
            only = entries[0]
            items[place] = MenuItem(
                only.label, only.url, name=only.name, icon_name=only.icon_name, order=item.order
            )


def sections_of(request: Any) -> list[tuple[Any, list[MenuItem]]]:
    """The whole menu as plain links: (name of the section, its entries)."""
    found = []
    for section in Section:
        if entries := SectionMenuItem(section).entries(request):
            found.append((section.label, entries))
    return found
