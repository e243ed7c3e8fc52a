"""Reports as a list to read."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from common.badges import Badge, badge_of
from common.web import LoggedInRequest
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.selectors.answers import answered
from elderly_visits.visits.enums import ContactState, VisitMethod
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.permissions import can_decide_report
from people.actors import AnyUser
from people.persons.models import Person
from workbench.columns import BadgeColumn
from workbench.menu import Section
from workbench.scopes import in_scope
from workbench.viewsets import ScopedModelViewSet


def _reached(report: VisitReport) -> tuple[Any, Badge]:
    state = report.contact_state
    word = report.get_no_contact_reason_display() if state == ContactState.NONE else state.label
    return word, badge_of("contact", state)


class ReportFilterSet(WagtailFilterSet):
    contact_made = django_filters.ChoiceFilter(
        label=_("Reached"), choices=[("True", _("Yes")), ("False", _("No"))]
    )
    method = django_filters.ChoiceFilter(label=_("Method"), choices=VisitMethod.choices)
    visited_at = django_filters.DateFilter(label=_("Day"), lookup_expr="date")

    class Meta:
        model = VisitReport
        fields: list[str] = []


class VisitReportViewSet(ScopedModelViewSet):
    model = VisitReport
    icon = "doc-full"
    menu_section = Section.VISITS
    menu_label = _("Visit reports")
    menu_order = 50
    list_display = [
        "visit",
        Column("place", label=_("Community"), accessor="visit.elder.region.short_name"),
        DateColumn("visited_at", label=_("When"), sort_key="visited_at"),
        BadgeColumn("reached", label=_("Reached"), accessor=_reached),
        "method",
        Column(
            "author", label=_("Visitor"), accessor=lambda row: row.on_behalf_of or row.author.display_name
        ),
    ]
    list_export = [
        "visit.elder.person.name", "visit.elder.region.name", "visited_at", "contact_made",
        "get_no_contact_reason_display", "get_method_display", "author.display_name", "on_behalf_of",
        "submitted_at", "get_evidence_display", "without_consent", "consent_own_word", "late_reason",
        "accepted_at", "voided_at",
    ]  # fmt: skip
    filterset_class = ReportFilterSet
    inspect_template_name = "elderly_visits/workbench/report.html"
    inspect_view_fields = ["visit"]
    change_roles = ()
    history_view_enabled = False
    log_reads = True
    default_ordering = "-visited_at"

    def visible_rows(self, user: AnyUser) -> QuerySet[VisitReport]:
        """Only what was sent, and only by role: a draft is nobody's reading yet."""
        return VisitReport.objects.submitted().filter(in_scope(user, "visit__elder__region_id"))

    def list_rows(self, request: LoggedInRequest) -> QuerySet[VisitReport]:
        return self.visible_rows(request.user).select_related(
            "visit__elder__person", "visit__elder__region", "author"
        )

    def search(self, rows: QuerySet[VisitReport], query: str) -> QuerySet[VisitReport]:
        return rows.filter(
            Q(visit__elder__person__name__icontains=query) | Q(visit__elder__region__name__icontains=query)
        )

    def person_of(self, instance: VisitReport) -> Person:
        return instance.visit.elder.person

    def inspect_context(self, request: LoggedInRequest, instance: VisitReport) -> dict[str, Any]:
        elder = instance.visit.elder
        return {
            "elder": elder,
            "contacts": elder.contacts.all(),
            "answers": answered(instance),
            "concerns": Concern.objects.filter(report=instance).prefetch_related("findings"),
            "may_decide": instance.voided_at is None
            and (instance.is_by_staff or instance.waits_for_acceptance)
            and can_decide_report(request.user, instance),
        }
