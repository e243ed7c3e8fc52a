"""The rooms of the time bank in the workbench: one entry that opens, so that the daily queues stay in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from timebank.oversight.enums import OVERSIGHT_ROLES
from workbench.roles import MANAGER_ROLES, STAFF_ROLES, has_role


class RoomItem(MenuItem):
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


def room_items() -> list[MenuItem]:
    """What is worked on, before the books that are only read."""
    return [
        RoomItem(
            _("Oversight of the time bank"), "timebank_oversight:circulation",
            icon_name="view", roles=OVERSIGHT_ROLES, order=-50,
        ),
        RoomItem(
            _("Objections to stars"), "timebank_objections:list",
            icon_name="warning", roles=STAFF_ROLES, order=-40,
        ),
        RoomItem(
            _("Public pools"), "timebank_workbench:pools", icon_name="group", roles=STAFF_ROLES, order=-30
        ),
        RoomItem(
            _("Accounts to settle"), "timebank_workbench:settlements",
            icon_name="folder-open-inverse", roles=STAFF_ROLES, order=-20,
        ),
        RoomItem(
            _("Partners to review"), "timebank_partners:review",
            icon_name="home", roles=MANAGER_ROLES, order=-10,
        ),
    ]  # fmt: skip
