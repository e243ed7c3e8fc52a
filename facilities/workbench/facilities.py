"""The register of care points in the workbench."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column

from common.phone_lists import first_call, phone_links
from common.suspensions import suspensions_of
from common.web import LoggedInRequest
from facilities import policy
from facilities.enums import FacilityType
from facilities.forms import FacilityForm
from facilities.hours import wording
from facilities.hours.evaluating import status
from facilities.models import Facility, FacilityCorrection
from facilities.permissions import can_edit
from facilities.services import store_facility
from organizations.models import SocialOrganization
from policies.selectors import value
from workbench.columns import BadgeColumn, LinkColumn, MomentColumn
from workbench.filters import ScopedFilterSet
from workbench.menu import Section
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope
from workbench.sections import CREATE_TEMPLATE, EDIT_TEMPLATE
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet


def _operators(request: LoggedInRequest) -> models.QuerySet[SocialOrganization]:
    return SocialOrganization.objects.filter(in_scope(request.user))


class FacilityFilterSet(ScopedFilterSet):
    """By type, place and by what has to be done."""

    by_address = ("operator",)
    type = django_filters.ChoiceFilter(label=_("Type"), choices=FacilityType.choices)
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="with_state",
        choices=[
            ("unverified", _("Due for checking")),
            ("reported", _("With a report from a resident")),
            ("no_hours", _("Opening hours unknown")),
            ("approximate", _("Position approximate")),
            ("closed_for_a_while", _("Closed for a while")),
            ("closed", _("Closed")),
        ],
    )
    operator = django_filters.ModelChoiceFilter(label=_("Operator"), queryset=_operators)

    class Meta:
        model = Facility
        fields = ["renovated"]

    def with_state(self, rows: models.QuerySet[Any], _name: str, state: str) -> models.QuerySet[Any]:
        today = timezone.localdate()
        if state == "closed":
            return rows.filter(closed_on__lte=today)
        there = rows.filter(closed_on=None)
        oldest = today - timedelta(days=value(policy.VERIFIED_DAYS))
        return {
            "unverified": lambda: there.filter(Q(verified_on=None) | Q(verified_on__lt=oldest)),
            "reported": lambda: there.filter(pk__in=FacilityCorrection.objects.waiting().values("facility")),
            "no_hours": lambda: there.filter(opening_hours=""),
            "approximate": lambda: there.exclude(location_quality="exact"),
            "closed_for_a_while": lambda: there.filter(
                pk__in=Facility.objects.closed_for_a_while().values("pk")
            ),
        }[state]()


def _phone(row: Facility) -> str:
    return " ".join(phone.label for phone in phone_links(row.phone))


def _operator_url(row: Facility) -> str | None:
    key = row.operator_id
    return reverse("organizations_socialorganization:inspect", args=[key]) if key else None


class FacilityIndexView(ScopedIndexView):
    # The list is for people; programs read the hours as they are stored from the open data.
    custom_field_preprocess = {"opening_hours": {"csv": wording.describe, "xlsx": wording.describe}}


class FacilityViewSet(ScopedModelViewSet):
    model = Facility
    index_view_class = FacilityIndexView
    icon = "home"
    menu_section = Section.ORGANIZATIONS
    menu_label = _("Care points")
    menu_order = 400
    list_related = ["region__parent__parent", "operator"]
    list_display = [
        "name",
        "type",
        Column(
            "region",
            label=pgettext_lazy("care point", "Region"),
            accessor="region.full_name",
            sort_key="region",
        ),
        Column("hours", label=_("Hours"), accessor=lambda row: wording.describe(row.opening_hours) or "—"),
        LinkColumn("phone", label=_("Phone"), accessor=_phone, get_url=lambda row: first_call(row.phone)),
        MomentColumn("verified_on", label=_("Last checked"), sort_key="verified_on"),
        BadgeColumn("state", label=_("State"), accessor="state_badge", sort_key="closed_on"),
    ]
    list_export = [
        "name",
        "get_type_display",
        "region",
        "address",
        "lat",
        "lon",
        "capacity",
        "area_m2",
        "phone",
        "opening_hours",
        "operator",
        "verified_on",
        "closed_on",
        "state_words",
    ]
    filterset_class = FacilityFilterSet
    search_fields = ["name", "address"]
    inspect_view_fields = ["name"]
    create_template_name = CREATE_TEMPLATE
    edit_template_name = EDIT_TEMPLATE
    inspect_template_name = "facilities/workbench/inspect.html"
    add_roles = WORKER_ROLES
    change_roles = WORKER_ROLES

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        return rows.filter(Q(name__icontains=query) | Q(address__icontains=query))

    def get_form_class(self, for_update: bool = False) -> Any:
        return FacilityForm

    def form_kwargs(self, request: LoggedInRequest) -> dict[str, Any]:
        return {"user": request.user}

    def save(self, request: LoggedInRequest, form: Any, *, created: bool) -> Facility:
        return store_facility(facility=form.save(commit=False), actor=request.user)

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).prefetch_related("suspensions")

    def inspect_context(self, request: LoggedInRequest, instance: Facility) -> dict[str, Any]:
        shown = suspensions_of(instance)
        verified_days = value(policy.VERIFIED_DAYS, region=instance.region_id)
        return {
            "facility": instance,
            "may_edit": can_edit(request.user, instance),
            "operator_url": _operator_url(instance),
            "hours": wording.describe(instance.opening_hours),
            "now": None if instance.suspension or instance.is_closed else status(instance.opening_hours),
            "phones": phone_links(instance.phone),
            "verified": instance.verified_within(verified_days),
            "corrections": instance.corrections.visible_to(request.user).waiting(),
            "suspensions": shown,
        }
