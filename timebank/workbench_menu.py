"""The rooms of the time bank in the workbench: one entry that opens, so that the daily queues stay in sight."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from workbench.menu import RoleMenuItem
from workbench.roles import MANAGER_ROLES, OVERSIGHT_ROLES, STAFF_ROLES


def room_items() -> list[MenuItem]:
    """What is worked on, before the books that are only read."""
    return [
        RoleMenuItem(
            _("Oversight of the time bank"), "timebank_oversight:circulation",
            icon_name="view", roles=OVERSIGHT_ROLES, order=-50,
        ),
        RoleMenuItem(
            _("Objections to stars"), "timebank_objections:list",
            icon_name="warning", roles=STAFF_ROLES, order=-40,
        ),
        RoleMenuItem(
            _("Public pools"), "timebank_workbench:pools", icon_name="group", roles=STAFF_ROLES, order=-30
        ),
        RoleMenuItem(
            _("Accounts to settle"), "timebank_workbench:settlements",
            icon_name="folder-open-inverse", roles=STAFF_ROLES, order=-20,
        ),
        RoleMenuItem(
            _("Partners to review"), "timebank_partners:review",
            icon_name="home", roles=MANAGER_ROLES, order=-10,
        ),
    ]  # fmt: skip
