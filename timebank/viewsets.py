"""The books in the workbench: to be read, never written. What is wrong is corrected by a service, not in a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import Button

from people.workbench import ScopedIndexView, ScopedModelViewSet, has_role
from timebank.enums import CertificateState
from timebank.models import Certificate, ServiceRecord, Transfer
from timebank.permissions import can_revoke_certificate
from timebank.selectors.national import EXPORT_ROLES
from timebank.workbench.menu import room_items
from timebank.workbench.partners import OfferViewSet, PartnerViewSet, VoucherViewSet


class BookViewSet(ScopedModelViewSet):
    """A list and a file without any form."""

    add_to_admin_menu = False
    change_roles: Iterable[str] = ()
    history_view_enabled = False


class ServiceRecordIndexView(ScopedIndexView):
    def get_header_more_buttons(self) -> list[Any]:
        buttons = super().get_header_more_buttons()
        if has_role(self.request.user, EXPORT_ROLES):
            label = _("Export in the national fields")
            buttons.append(
                Button(label, url=reverse("timebank_workbench:export"), icon_name="download", priority=5)
            )
        return buttons


class ServiceRecordViewSet(BookViewSet):
    model = ServiceRecord
    index_view_class = ServiceRecordIndexView
    icon = "doc-full"
    menu_label = _("Service records")
    list_display = [
        "activity",
        "person",
        "served_on",
        "minutes",
        "evidence_grade",
        BooleanColumn("late"),
        "region",
    ]
    list_filter = ["category", "evidence_grade", "late", "served_on"]
    list_export = [
        "person",
        "activity",
        "get_category_display",
        "served_on",
        "started_at",
        "ended_at",
        "minutes",
        "place",
        "content",
        "organiser",
        "in_charge",
        "evidence_grade",
        "group",
        "late",
        "region",
        "recorded_at",
    ]
    search_fields = ["activity", "person__name"]
    inspect_view_fields = [
        "person",
        "activity",
        "category",
        "served_on",
        "started_at",
        "ended_at",
        "minutes",
        "place",
        "content",
        "organiser",
        "in_charge",
        "evidence_grade",
        "group",
        "late",
        "region",
        "corrects",
        "correction_reason",
        "recorded_by",
        "recorded_at",
    ]
    log_reads = True

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("person", "region").order_by("-started_at", "-pk")


class TransferViewSet(BookViewSet):
    model = Transfer
    icon = "list-ol"
    menu_label = _("Transfers")
    list_display = ["sequence", "reason", "amount", "unit", "debit_account", "credit_account", "created_at"]
    list_filter = ["unit", "reason", "kind"]
    list_export = [
        "sequence",
        "kind",
        "get_reason_display",
        "amount",
        "unit",
        "debit_account",
        "credit_account",
        "region",
        "memo",
        "created_at",
    ]
    search_fields = ["key", "memo"]
    inspect_view_fields = [
        "sequence",
        "key",
        "kind",
        "reason",
        "amount",
        "unit",
        "debit_account",
        "credit_account",
        "pending",
        "undoes",
        "service_record",
        "region",
        "memo",
        "created_at",
        "recorded_by",
    ]

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return (
            super()
            .list_rows(request)
            .select_related(
                "debit_account__person",
                "debit_account__region",
                "credit_account__person",
                "credit_account__region",
            )
            .order_by("-sequence")
        )


class CertificateViewSet(BookViewSet):
    model = Certificate
    icon = "doc-full-inverse"
    menu_label = _("Certificates")
    list_display = [
        "written_number",
        "person",
        "issuer",
        "minutes",
        "issued_at",
        "state_label",
    ]
    list_filter = ["issued_at"]
    list_export = [
        "written_number",
        "person",
        "issuer",
        "since",
        "until",
        "minutes",
        "issued_at",
        "state_label",
    ]
    search_fields = ["number", "person__name"]
    inspect_view_fields = [
        "written_number",
        "person",
        "holder_name",
        "issuer",
        "since",
        "until",
        "services",
        "minutes",
        "issued_at",
        "issued_by",
    ]
    inspect_template_name = "timebank/workbench/certificate.html"
    log_reads = True

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().list_rows(request).select_related("person", "region")
        return rows.prefetch_related("endings").order_by("-issued_at", "-pk")

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        """By name, or by a number with or without its dashes."""
        number = query.replace("-", "").replace(" ", "").upper()
        return rows.filter(models.Q(person__name__icontains=query) | models.Q(number__icontains=number))

    def inspect_context(self, request: HttpRequest, instance: Certificate) -> dict[str, Any]:
        return {
            "endings": instance.endings.select_related("by"),
            "may_revoke": instance.state != CertificateState.REVOKED
            and can_revoke_certificate(request.user, instance),
        }


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
