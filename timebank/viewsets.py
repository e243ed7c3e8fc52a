"""The books in the workbench: to be read, never written. What is wrong is corrected by a service, not in a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from people.workbench import ScopedModelViewSet
from timebank.models import ServiceRecord, Transfer


class BookViewSet(ScopedModelViewSet):
    """A list and a file without any form."""

    add_to_admin_menu = False
    change_roles: Iterable[str] = ()
    history_view_enabled = False


class ServiceRecordViewSet(BookViewSet):
    model = ServiceRecord
    icon = "doc-full"
    menu_label = _("Service records")
    list_display = ["activity", "person", "served_on", "minutes", "evidence_grade", "late", "region"]
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


class TimebankGroup(ViewSetGroup):
    menu_label = _("Time bank")
    menu_icon = "history"
    menu_order = 500
    items = (ServiceRecordViewSet, TransferViewSet)
