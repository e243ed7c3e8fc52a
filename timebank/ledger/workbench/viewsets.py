"""The books in the workbench: to be read, never written. What is wrong is corrected by a service, not in a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from common.web import LoggedInRequest
from people.persons.models import Person
from timebank.care_registers import page_behind
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.national_record import EXPORT_ROLES
from workbench.columns import LinkColumn, SpokenColumn
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
        SpokenColumn("late", label=_("Recorded too late")),
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
    inspect_template_name = "timebank/ledger/workbench/service_record.html"

    def inspect_context(self, request: LoggedInRequest, instance: ServiceRecord) -> dict[str, Any]:
        """Up to the home and down to the coins, as far as the reader may go."""
        records = ServiceRecord.objects.visible_to(request.user)
        first = instance
        while first.corrects is not None:
            first = first.corrects
        return {
            "person": Person.objects.visible_to(request.user).filter(pk=instance.person_id).first(),
            "service_url": page_behind(first.source_key, request.user),
            "corrected": records.filter(correction=instance).first(),
            "correction": records.filter(corrects=instance).first(),
            "transfers": Transfer.objects.visible_to(request.user)
            .filter(service_record=instance)
            .order_by("sequence"),
        }

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("person", "region").order_by("-started_at", "-pk")


def _record_url(transfer: Transfer) -> str | None:
    pk = transfer.service_record_id
    return reverse("timebank_servicerecord:inspect", args=[pk]) if pk else None


class TransferViewSet(BookViewSet):
    model = Transfer
    icon = "list-ol"
    menu_section = Section.TIMEBANK
    menu_order = 61
    menu_label = _("Transfers")
    list_display = [
        "sequence",
        "reason",
        "amount",
        "unit",
        "debit_account",
        "credit_account",
        LinkColumn("service_record", label=_("Service record"), get_url=_record_url),
        "created_at",
    ]
    inspect_template_name = "timebank/ledger/workbench/transfer.html"
    list_filter = ["unit", "reason", "kind"]
    list_export = [
        "sequence",
        "get_kind_display",
        "get_reason_display",
        "amount",
        "get_unit_display",
        "debit_account",
        "credit_account",
        "region",
        "memo",
        "created_at",
    ]
    search_fields = ["key", "memo"]
    inspect_view_fields = [
        "sequence",
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

    def inspect_context(self, request: LoggedInRequest, instance: Transfer) -> dict[str, Any]:
        """The service that it pays, and the transfers it belongs to, as far as the reader may see them."""
        others = Q(resolution=instance) | Q(pending=instance) | Q(undone_by=instance) | Q(undoes=instance)
        return {
            "record": ServiceRecord.objects.visible_to(request.user).filter(transfers=instance).first(),
            "related": Transfer.objects.visible_to(request.user).filter(others).order_by("sequence"),
        }

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        return (
            super()
            .list_rows(request)
            .select_related(
                "service_record",
                "debit_account__person",
                "debit_account__region",
                "credit_account__person",
                "credit_account__region",
            )
            .order_by("-sequence")
        )
