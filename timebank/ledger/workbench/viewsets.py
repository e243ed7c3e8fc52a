"""The books in the workbench: to be read, never written. What is wrong is corrected by a service, not in a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from common.badges import Badge
from common.web import LoggedInRequest
from people.persons.models import Person
from timebank.care_registers import page_behind
from timebank.ledger.enums import EvidenceGrade, ServiceCategory
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.national_record import EXPORT_ROLES
from workbench.columns import BadgeColumn, LinkColumn, MomentColumn
from workbench.filters import ScopedFilterSet
from workbench.menu import Section
from workbench.roles import MANAGER_ROLES, has_role
from workbench.scopes import covers
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet


class BookViewSet(ScopedModelViewSet):
    """A list and a file without any form."""

    change_roles: Iterable[str] = ()
    history_view_enabled = False


def _people(request: LoggedInRequest) -> models.QuerySet[Person]:
    return Person.objects.visible_to(request.user)


# How a record stands: in the list of records and in its filter.
STANDS, CORRECTED, TAKEN_BACK, LATE = "stands", "corrected", "taken_back", "late"


class ServiceRecordFilterSet(ScopedFilterSet):
    by_address = ("person",)
    person = django_filters.ModelChoiceFilter(label=_("Volunteer"), queryset=_people)
    category = django_filters.ChoiceFilter(label=_("Kind of service"), choices=ServiceCategory.choices)
    evidence_grade = django_filters.ChoiceFilter(label=_("Evidence"), choices=EvidenceGrade.choices)
    standing = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_standing",
        choices=[
            (STANDS, _("Stands")),
            (CORRECTED, _("Was corrected")),
            (TAKEN_BACK, _("Corrected to nothing")),
            (LATE, _("Recorded too late")),
        ],
    )

    class Meta:
        model = ServiceRecord
        fields = ["served_on"]

    def by_standing(self, rows: models.QuerySet[Any], name: str, value: str) -> models.QuerySet[Any]:
        return {
            STANDS: lambda: rows.filter(correction=None, minutes__gt=0),
            CORRECTED: lambda: rows.filter(correction__isnull=False),
            TAKEN_BACK: lambda: rows.filter(correction=None, minutes=0),
            LATE: lambda: rows.filter(late=True),
        }[value]()


def _standing(record: ServiceRecord) -> tuple[str, Badge]:
    """In a word, and its colour. One that was corrected counts no more."""
    if hasattr(record, "correction"):
        return gettext("Was corrected"), Badge.PLAIN
    if not record.minutes:
        return gettext("Corrected to nothing"), Badge.BAD
    if record.late:
        return gettext("Recorded too late"), Badge.WARN
    return gettext("Stands"), Badge.OK


def _person_url(record: ServiceRecord) -> str:
    return reverse("people_person:inspect", args=[record.person_id])


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
        LinkColumn(
            "person",
            label=_("Volunteer"),
            accessor="person.name",
            get_url=_person_url,
            sort_key="person__name",
        ),
        MomentColumn("started_at", label=_("Began"), sort_key="started_at"),
        Column("minutes", label=_("Minutes"), sort_key="minutes"),
        Column(
            "evidence_grade",
            label=_("Evidence"),
            accessor="get_evidence_grade_display",
            sort_key="evidence_grade",
        ),
        BadgeColumn("state", label=_("State"), accessor=_standing),
        Column("region", label=_("Region"), accessor="region.full_name", sort_key="region"),
    ]
    filterset_class = ServiceRecordFilterSet
    list_export = ["person", "activity", "get_category_display", *SERVED, "recorded_at"]
    search_fields = ["activity", "person__name"]
    inspect_view_fields = ["activity"]
    log_reads = True
    inspect_template_name = "timebank/ledger/workbench/service_record.html"

    def inspect_context(self, request: LoggedInRequest, instance: ServiceRecord) -> dict[str, Any]:
        """Up to the home and down to the coins, as far as the reader may go."""
        records = ServiceRecord.objects.visible_to(request.user)
        first = instance
        while first.corrects is not None:
            first = first.corrects
        return {
            "standing": _standing(instance),
            "may_hold": covers(request.user, instance.region_id, MANAGER_ROLES)
            and instance.person.user_id != request.user.pk,
            "person": Person.objects.visible_to(request.user).filter(pk=instance.person_id).first(),
            "service_url": page_behind(first.source_key, request.user),
            "corrected": records.filter(correction=instance).first(),
            "correction": records.filter(corrects=instance).first(),
            "transfers": Transfer.objects.visible_to(request.user)
            .filter(service_record=instance)
            .order_by("sequence"),
        }

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        return (
            super()
            .list_rows(request)
            .select_related("person", "region__parent__parent", "correction")
            .order_by("-started_at", "-pk")
        )


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
        LinkColumn(
            "service_record", label=_("Service record"), accessor="service_record", get_url=_record_url
        ),
        MomentColumn("created_at", label=_("Booked at"), sort_key="created_at"),
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
