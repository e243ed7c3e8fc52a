"""The register of care points in the workbench."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from common.phone_lists import phone_links
from common.web import LoggedInRequest
from facilities import policy
from facilities.forms import FacilityForm
from facilities.hours import wording
from facilities.models import Facility
from facilities.permissions import can_edit
from facilities.services import store_facility
from policies.selectors import value
from workbench.menu import Section
from workbench.roles import WORKER_ROLES
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet


class FacilityFilterSet(WagtailFilterSet):
    """By type and by what has to be done."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="with_state",
        choices=[
            ("unverified", _("Due for checking")),
            ("approximate", _("Position approximate")),
            ("closed", _("Closed")),
        ],
    )

    class Meta:
        model = Facility
        fields = ["type", "renovated"]

    def with_state(self, rows: models.QuerySet[Any], _name: str, state: str) -> models.QuerySet[Any]:
        today = timezone.localdate()
        if state == "closed":
            return rows.filter(closed_on__lte=today)
        if state == "approximate":
            return rows.exclude(location_quality="exact").filter(closed_on=None)
        oldest = today - timedelta(days=value(policy.VERIFIED_DAYS))
        return rows.filter(Q(verified_on=None) | Q(verified_on__lt=oldest), closed_on=None)


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
        "verified_on",
        "closed_on",
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
    ]
    filterset_class = FacilityFilterSet
    search_fields = ["name", "address"]
    inspect_view_fields = [
        "name",
        "type",
        "address",
        "capacity",
        "area_m2",
        "operator",
        "opened_on",
        "renovated",
    ]
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

    def inspect_context(self, request: LoggedInRequest, instance: Facility) -> dict[str, Any]:
        return {
            "facility": instance,
            "may_edit": can_edit(request.user, instance),
            "hours": wording.describe(instance.opening_hours),
            "phones": phone_links(instance.phone),
            "verified": instance.verified_within(value(policy.VERIFIED_DAYS, region=instance.region_id)),
            "corrections": instance.corrections.visible_to(request.user).waiting(),
        }
