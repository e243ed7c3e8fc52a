"""The register of elders: list, form, file and export."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from common.badges import badge_of
from common.web import LoggedInRequest
from elderly_visits.files.selectors.files import elder_file
from elderly_visits.files.selectors.register import (
    flag_words,
    month_state,
    register,
)
from elderly_visits.files.workbench.bulk import AssignWorker
from elderly_visits.files.workbench.filters import ElderFilterSet
from elderly_visits.register.forms import ElderForm
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.register.selectors.handlers import colleagues
from elderly_visits.register.services.elders import register_elder, update_elder
from people.actors import AnyUser
from people.persons.services import fill_missing
from workbench.columns import BadgeColumn
from workbench.menu import Section
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet


def _tier(elder: Elder) -> tuple[str, str]:
    return elder.get_risk_tier_display(), badge_of("risk_tier", elder.risk_tier)


class ElderIndexView(ScopedIndexView):
    export_headings = {
        "person.name": _("Name"),
        "person.get_sex_display": _("Sex"),
        "person.birth_date": _("Birth date"),
        "person.phone": _("Phone"),
        "region.name": _("Community"),
        "region_id": _("Code of the community"),
        "full_address": _("Address"),
        "flag_words": _("Reason for hardship"),
        "last_contact": _("Last contact"),
        "state_words": _("This month"),
    }

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        columns[0].label = _("Name")
        return columns

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        item.flag_words, item.state_words = flag_words(item), str(month_state(item).label)
        return super().to_row_dict(item)


class ElderViewSet(ScopedModelViewSet):
    model = Elder
    icon = "user"
    menu_section = Section.ELDERS
    menu_label = _("Elders")
    menu_order = 10
    list_display = [
        "person",
        Column("region", label=_("Community"), accessor="region.short_name", sort_key="region"),
        BadgeColumn("tier", label=_("Risk tier"), accessor=_tier),
        Column("flags", label=_("Reason for hardship"), accessor=flag_words),
        DateColumn("last_contact", label=_("Last contact"), sort_key="last_contact"),
        BadgeColumn("state", label=_("This month"), accessor=lambda row: month_state(row)[1:]),
    ]
    list_export = [
        "person.name", "person.get_sex_display", "person.birth_date", "person.phone", "region_id", "region.name",
        "full_address", "flag_words", "get_assistance_display", "get_risk_tier_display", "registered_on", "left_on",
        "last_contact", "state_words",
    ]  # fmt: skip
    index_view_class = ElderIndexView
    filterset_class = ElderFilterSet
    create_template_name = "elderly_visits/workbench/elder_add.html"
    edit_template_name = "elderly_visits/workbench/elder_edit.html"
    inspect_template_name = "elderly_visits/workbench/elder_file.html"
    inspect_view_fields = ["person"]
    add_roles = WORKER_ROLES
    region_field = "region_id"
    log_reads = True
    person_tab = "elder"
    bulk_actions = (AssignWorker,)

    def visible_rows(self, user: AnyUser) -> QuerySet[Elder]:
        """In the workbench the role decides, not that somebody is the elder or a relative."""
        return Elder.objects.filter(in_scope(user))

    def list_rows(self, request: LoggedInRequest) -> QuerySet[Elder]:
        return register(request.user)

    def search(self, rows: QuerySet[Elder], query: str) -> QuerySet[Elder]:
        # Numbers are looked up under people, by POST: they have no place in an address.
        return rows.filter(Q(person__name__icontains=query) | Q(region__name__icontains=query))

    def get_form_class(self, for_update: bool = False) -> type[ElderForm]:
        return ElderForm

    def form_kwargs(self, request: LoggedInRequest) -> dict[str, Any]:
        return {"user": request.user, "colleagues": self._colleagues(request)}

    def _colleagues(self, request: LoggedInRequest) -> list[Any]:
        """Who may be named as responsible: for a new elder the worker herself, later whoever works there."""
        match = request.resolver_match
        pk = match.kwargs.get("pk") if match else None
        elder = Elder.objects.filter(pk=pk).select_related("worker").first() if pk else None
        if elder is None:
            return [request.user]
        there = [user for user, _role in colleagues(elder)]
        return [*there, elder.worker] if elder.worker and elder.worker not in there else there

    def save(self, request: LoggedInRequest, form: ElderForm, *, created: bool) -> Elder:
        if created:
            details = form.details()
            if form.existing is not None:
                known = details.person
                fill_missing(
                    person=form.existing, phone=known.phone, id_number=known.id_number, sex=known.sex,
                    birth_date=known.birth_date,
                )  # fmt: skip
            return register_elder(
                details=details,
                person=form.existing,
                contacts=form.first_contacts(),
                consent=form.consent(),
                actor=request.user,
            )
        return update_elder(elder=form.instance, details=form.details(), actor=request.user)

    def inspect_context(self, request: LoggedInRequest, instance: Elder) -> dict[str, Any]:
        return {**elder_file(instance, request.user), "may_change": can_work_for(request.user, instance)}
