"""People, roles, consents, mandates and the access log in the workbench."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import Button

from people.enums import MANAGER_ROLES, WORKER_ROLES, Role
from people.forms import PersonForm, RoleGrantForm
from people.models import AccessLog, Consent, Mandate, Person, RoleGrant
from people.permissions import can_change_person, can_end_role, can_revoke_mandate, can_withdraw_consent
from people.services import create_person, grant_role, staff_login, update_person
from people.workbench import ScopedIndexView, ScopedModelViewSet


def _exact_time(row: AccessLog) -> str:
    """To the second: 'two minutes ago' is no evidence."""
    return f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"


OVERSIGHT_ROLES = (*MANAGER_ROLES, Role.AUDITOR)


class PersonIndexView(ScopedIndexView):
    def get_header_more_buttons(self) -> list[Any]:
        find = Button(
            _("Find by phone or ID number"),
            url=reverse("people_workbench:find"),
            icon_name="search",
            priority=5,
        )
        return [find, *super().get_header_more_buttons()]


class PersonViewSet(ScopedModelViewSet):
    model = Person
    icon = "user"
    add_to_admin_menu = False
    list_display = ["name", "sex", "birth_date", "region"]
    list_filter = ["sex", "is_demo"]
    list_export = ["name", "get_sex_display", "birth_date", "region", "updated_at"]
    inspect_view_fields = ["name", "sex", "birth_date", "phone", "region", "died_on"]
    inspect_template_name = "people/workbench/person.html"
    index_view_class = PersonIndexView
    search_fields = ["name"]
    add_roles = WORKER_ROLES
    region_field = "region_id"
    log_reads = True

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("region")

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm

    def form_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user}

    def save(self, request: HttpRequest, form: PersonForm, *, created: bool) -> Person:
        if created:
            data = {**form.cleaned_data}
            died_on = data.pop("died_on")
            person = create_person(**data)
            return update_person(person=person, actor=request.user, died_on=died_on) if died_on else person
        return update_person(person=form.instance, actor=request.user, **form.cleaned_data)

    def inspect_context(self, request: HttpRequest, instance: Person) -> dict[str, Any]:
        mandates = Mandate.objects.select_related("principal", "agent")
        return {
            "may_change": can_change_person(request.user, instance),
            "consents": Consent.objects.filter(person=instance).order_by("withdrawn_on", "-given_on"),
            "held": mandates.filter(agent=instance),
            "given": mandates.filter(principal=instance),
            "readers": AccessLog.objects.visible_to(request.user)
            .filter(subject=instance)
            .select_related("actor")[:10],
        }


class RoleGrantViewSet(ScopedModelViewSet):
    model = RoleGrant
    icon = "key"
    menu_label = _("Roles")
    add_to_admin_menu = False
    list_display = ["holder_name", "role", "region", "valid_from", "valid_until", "state_label"]
    list_filter = ["role"]
    list_export = [
        "holder_name",
        "get_role_display",
        "region",
        "valid_from",
        "valid_until",
        "state_label",
        "granted_by",
    ]
    inspect_view_fields = [
        "role",
        "region",
        "valid_from",
        "valid_until",
        "granted_by",
        "granted_at",
        "ended_at",
        "ended_by",
    ]
    inspect_template_name = "people/workbench/role.html"
    view_roles = OVERSIGHT_ROLES
    add_roles = MANAGER_ROLES
    change_roles = ()
    export_roles = OVERSIGHT_ROLES
    history_view_enabled = False
    superuser_may = True

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("user", "region", "granted_by")

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        return rows.filter(
            models.Q(user__last_name__icontains=query) | models.Q(region__name__icontains=query)
        )

    def get_form_class(self, for_update: bool = False) -> Any:
        return None if for_update else RoleGrantForm

    def form_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user}

    @transaction.atomic
    def save(self, request: HttpRequest, form: RoleGrantForm, *, created: bool) -> RoleGrant:
        data = form.cleaned_data
        user = staff_login(phone=data["phone"], name=data["name"])
        return grant_role(
            actor=request.user,
            user=user,
            role=Role(data["role"]),
            region=data["region"],
            valid_until=data["valid_until"],
        )

    def inspect_context(self, request: HttpRequest, instance: RoleGrant) -> dict[str, Any]:
        return {"may_end": instance.ended_at is None and can_end_role(request.user, instance)}


class ConsentViewSet(ScopedModelViewSet):
    model = Consent
    icon = "clipboard-list"
    add_to_admin_menu = False
    list_display = ["person", "purpose", "given_on", "method", "withdrawn_on"]
    list_filter = ["purpose", "method"]
    list_export = [
        "person",
        "get_purpose_display",
        "given_on",
        "get_method_display",
        "given_by",
        "withdrawn_on",
    ]
    inspect_view_fields = [
        "person",
        "purpose",
        "given_on",
        "method",
        "given_by",
        "recorded_by",
        "withdrawn_on",
        "withdrawal_note",
    ]
    inspect_template_name = "people/workbench/consent.html"
    change_roles = ()
    history_view_enabled = False
    log_reads = True

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("person")

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        return rows.filter(person__name__icontains=query)

    def inspect_context(self, request: HttpRequest, instance: Consent) -> dict[str, Any]:
        return {
            "may_withdraw": instance.withdrawn_on is None and can_withdraw_consent(request.user, instance)
        }


class MandateViewSet(ScopedModelViewSet):
    model = Mandate
    icon = "link"
    add_to_admin_menu = False
    list_display = [
        "principal",
        "agent",
        "relation",
        "may_ask",
        "may_give",
        "valid_from",
        "valid_until",
        "revoked_at",
    ]
    list_export = [
        "principal",
        "agent",
        "relation",
        "may_ask",
        "may_give",
        "valid_from",
        "valid_until",
        "revoked_at",
    ]
    inspect_view_fields = [
        "principal",
        "agent",
        "relation",
        "may_ask",
        "may_give",
        "valid_from",
        "valid_until",
        "recorded_by",
        "revoked_at",
        "revoked_by",
    ]
    inspect_template_name = "people/workbench/mandate.html"
    change_roles = ()
    history_view_enabled = False
    log_reads = True

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("principal", "agent")

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        return rows.filter(
            models.Q(principal__name__icontains=query) | models.Q(agent__name__icontains=query)
        )

    def person_of(self, instance: Mandate) -> Person:
        return instance.principal

    def inspect_context(self, request: HttpRequest, instance: Mandate) -> dict[str, Any]:
        return {"may_end": instance.revoked_at is None and can_revoke_mandate(request.user, instance)}


class AccessLogViewSet(ScopedModelViewSet):
    model = AccessLog
    icon = "view"
    menu_label = _("Access log")
    add_to_admin_menu = False
    list_display = [
        Column("at", label=_("When"), accessor=_exact_time, sort_key="at"),
        "actor_name",
        "action",
        "subject",
        "count",
        "detail",
        "address",
        "outcome",
    ]
    list_filter = ["action", "outcome", "at"]
    list_export = [
        "at",
        "actor_name",
        "get_action_display",
        "subject",
        "count",
        "detail",
        "region",
        "address",
        "get_outcome_display",
    ]
    view_roles = OVERSIGHT_ROLES
    change_roles = ()
    export_roles = OVERSIGHT_ROLES
    inspect_view_enabled = False
    history_view_enabled = False

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("actor", "subject", "region")

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        return rows.filter(
            models.Q(actor__last_name__icontains=query) | models.Q(subject__name__icontains=query)
        )


class PeopleGroup(ViewSetGroup):
    """One entry of the menu for the five."""

    items = (PersonViewSet, RoleGrantViewSet, ConsentViewSet, MandateViewSet, AccessLogViewSet)
    menu_label = _("People and access")
    menu_icon = "user"
    menu_order = 800
    add_to_admin_menu = True
