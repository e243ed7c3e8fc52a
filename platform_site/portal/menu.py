"""The menu of the portal: what stands in its head, in its menu and in the tab bar of a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notifications.selectors import unread_count
from people.actors import AnyUser


@dataclass(frozen=True)
class MenuEntry:
    """One entry. `label` for the head and the menu, `short` (one word) for the tab bar of a phone."""

    view: str
    icon: str
    label: str | Promise
    short: str | Promise
    who: str = "everybody"  # or "visitor", "member", "worker"
    tab: bool = False
    arguments: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.view, args=self.arguments)


INBOX = "notifications:inbox"
MENU = [
    MenuEntry("wagtail_serve", "home", _("Home"), _("Home"), tab=True, arguments=("",)),
    MenuEntry("facilities:finder", "map-pin", _("Find services"), pgettext_lazy("tab", "Services"), tab=True),
    MenuEntry(
        "volunteers:projects", "hand", _("Volunteer projects"), pgettext_lazy("tab", "Projects"), tab=True
    ),
    MenuEntry(
        "volunteers:home", "list", _("My tasks"), pgettext_lazy("tab", "Tasks"), who="member", tab=True
    ),
    MenuEntry("timebank:home", "coin", _("Time bank"), _("Time bank")),
    MenuEntry(INBOX, "bell", _("Messages"), _("Messages"), who="member"),
    MenuEntry("wagtailadmin_home", "chart", _("Workbench"), _("Workbench"), who="worker"),
]


def _is_open_to(entry: MenuEntry, user: AnyUser | None) -> bool:
    if entry.who == "everybody":
        return True
    if user is None or not user.is_authenticated:
        return entry.who == "visitor"
    return entry.who == "member" or (entry.who == "worker" and user.is_worker)


def menu_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries this reader may use, the one they stand on marked as `current`.

    One query, for who is logged in: unread messages.
    """
    user: AnyUser | None = getattr(request, "user", None)
    entries = [(entry, entry.url) for entry in MENU if _is_open_to(entry, user)]
    here = [url for _entry, url in entries if url != "/" and request.path.startswith(url)]
    current = max(here, key=len) if here else "/"
    return [
        {
            "url": url,
            "icon": entry.icon,
            "label": entry.label,
            "short": entry.short,
            "tab": entry.tab,
            "current": url == current and (url != "/" or request.path == "/"),
            "unread": unread_count(user) if user and entry.view == INBOX else 0,
        }
        for entry, url in entries
    ]
