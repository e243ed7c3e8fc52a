"""The books in the workbench: to be read, never written. What is wrong is corrected by a service, not in a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.button import Button

from common.web import LoggedInRequest
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.national_record import EXPORT_ROLES
from workbench.menu import Section
from workbench.roles import has_role
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet


class BookViewSet(ScopedModelViewSet):
    """A list and a file without any form."""

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


# What the export and the file of a record say of the service itself.
SERVED = [
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
]


class ServiceRecordViewSet(BookViewSet):
    model = ServiceRecord
    index_view_class = ServiceRecordIndexView
    icon = "doc-full"
    menu_section = Section.TIMEBANK
    menu_order = 60
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
    list_export = ["person", "activity", "get_category_display", *SERVED, "recorded_at"]
    search_fields = ["activity", "person__name"]
    inspect_view_fields = [
        "person",
        "activity",
        "category",
        *SERVED,
        "corrects",
        "correction_reason",
        "recorded_by",
        "recorded_at",
    ]
    log_reads = True

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("person", "region").order_by("-started_at", "-pk")


class TransferViewSet(BookViewSet):
    model = Transfer
    icon = "list-ol"
    menu_section = Section.TIMEBANK
    menu_order = 61
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

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
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
