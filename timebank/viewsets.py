"""The time bank's entry in the workbench: the books, the papers and the partners, each from its own room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from timebank.certificates.workbench.viewsets import CertificateViewSet
from timebank.ledger.workbench.viewsets import ServiceRecordViewSet, TransferViewSet
from timebank.rewards.workbench.viewsets import OfferViewSet, PartnerViewSet, VoucherViewSet
from timebank.workbench_menu import room_items


class TimebankGroup(ViewSetGroup):
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
