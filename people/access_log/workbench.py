"""The access log in the workbench."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from people.access_log.models import AccessLog
from workbench.roles import OVERSIGHT_ROLES
from workbench.viewsets import ScopedModelViewSet


def _exact_time(row: AccessLog) -> str:
    """To the second: 'two minutes ago' is no evidence."""
    return f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"


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
    list_related = ("actor", "subject", "region")
    search_fields = ["actor__last_name", "subject__name"]
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
