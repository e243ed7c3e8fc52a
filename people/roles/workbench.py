"""Roles in the workbench: the register, ending one, a lost second factor."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.web import LoggedInRequest
from people.logins.services import staff_login
from people.persons.workbench import people_trail
from people.roles.forms import RoleGrantForm
from people.roles.models import RoleGrant
from people.roles.permissions import can_end_role
from people.roles.services import end_role, grant_role, reset_second_factor
from workbench.guards import forbidden
from workbench.menu import Section
from workbench.pages import confirm
from workbench.roles import MANAGER_ROLES, OVERSIGHT_ROLES, Role
from workbench.viewsets import ScopedModelViewSet


def end_role_grant(request: LoggedInRequest, pk: int) -> HttpResponse:
    """End a role at once."""
    grant = get_object_or_404(
        RoleGrant.objects.visible_to(request.user).select_related("user", "region"), pk=pk
    )
    if not can_end_role(request.user, grant):
        return forbidden(request)
    back = reverse("people_rolegrant:index")
    return confirm(
        request,
        _("End the role of %(name)s?") % {"name": grant.user.display_name},
        text=_("%(role)s, %(region)s. It ends at once.")
        % {"role": grant.get_role_display(), "region": grant.region.full_name},
        button=_("Yes, end it"),
        back=back,
        trail=people_trail(),
        step=lambda: end_role(actor=request.user, grant=grant),
        done=_("The role has ended."),
    )


def reset_login_second_factor(request: LoggedInRequest, pk: int) -> HttpResponse:
    """A colleague lost phone and recovery codes: after checking that it is really them, let them set up a new one."""
    grant = get_object_or_404(
        RoleGrant.objects.visible_to(request.user).select_related("user", "region"), pk=pk
    )
    if not can_end_role(request.user, grant):
        return forbidden(request)
    back = reverse("people_rolegrant:inspect", args=[pk])
    return confirm(
        request,
        _("Reset the second factor of %(name)s?") % {"name": grant.user.display_name},
        text=_(
            "Do this only after you have confirmed the person's identity face to face or by phone. "
            "All their devices will be logged out, and a new second factor is set up at the next "
            "log-in with their phone number."
        ),
        button=_("Yes, reset it"),
        back=back,
        trail=people_trail(),
        step=lambda: reset_second_factor(actor=request.user, user=grant.user),
        done=_("At the next log-in a new second factor is set up."),
    )


class RoleGrantViewSet(ScopedModelViewSet):
    model = RoleGrant
    log_exports = True
    icon = "key"
    menu_section = Section.SETTINGS
    menu_order = 10
    menu_label = gettext_lazy("Roles")
    list_display = ["holder_name", "role", "region", "valid_from", "valid_until", "state_label"]
    list_filter = ["role"]
    list_related = ("user", "region", "granted_by")
    search_fields = ["user__last_name", "region__name"]
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

    def get_form_class(self, for_update: bool = False) -> Any:
        return None if for_update else RoleGrantForm

    def form_kwargs(self, request: LoggedInRequest) -> dict[str, Any]:
        return {"user": request.user}

    @transaction.atomic
    def save(self, request: LoggedInRequest, form: RoleGrantForm, *, created: bool) -> RoleGrant:
        data = form.cleaned_data
        user = staff_login(phone=data["phone"], name=data["name"])
        return grant_role(
            actor=request.user,
            user=user,
            role=Role(data["role"]),
            region=data["region"],
            valid_until=data["valid_until"],
        )

    def inspect_context(self, request: LoggedInRequest, instance: RoleGrant) -> dict[str, Any]:
        return {"may_end": instance.ended_at is None and can_end_role(request.user, instance)}
