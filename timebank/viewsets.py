from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from timebank.certificates.workbench.viewsets import CertificateViewSet
from timebank.ledger.workbench.viewsets import ServiceRecordViewSet, TransferViewSet
from timebank.rewards.workbench.viewsets import OfferViewSet, PartnerViewSet, VoucherViewSet
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


class TimebankGroup(ViewSetGroup):
    """One entry that opens, so that the daily queues stay in sight."""

    menu_label = _("Time bank")
    menu_icon = "history"
    menu_order = 500
    items = (
        ServiceRecordViewSet,
        TransferViewSet,
        CertificateViewSet,
        PartnerViewSet,
        OfferViewSet,
        VoucherViewSet,
    )

    def get_submenu_items(self) -> list[Any]:
        return [*room_items(), *super().get_submenu_items()]
