"""The access log in the workbench."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from people.access_log.models import AccessCheck, AccessLog
from people.access_log.selectors import last_check
from workbench.menu import Section
from workbench.roles import OVERSIGHT_ROLES
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet


def _exact_time(row: AccessLog | AccessCheck) -> str:
    """To the second: 'two minutes ago' is no evidence."""
    return f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"


class AccessLogIndexView(ScopedIndexView):
    def get_page_subtitle(self) -> str:
        """Whether what is shown can be believed: what the last verification found."""
        check = last_check()
        if check is None:
            return ""
        when = _exact_time(check)
        if check.broken:
            return _(
                "NOT IN ORDER in %(count)s places, verified %(when)s: please tell whoever runs the system"
            ) % {
                "count": check.broken,
                "when": when,
            }
        return _("verified %(when)s, complete and unchanged") % {"when": when}


class AccessLogViewSet(ScopedModelViewSet):
    model = AccessLog
    index_view_class = AccessLogIndexView
    icon = "view"
    menu_section = Section.SETTINGS
    menu_order = 20
    menu_label = gettext_lazy("Access log")
    log_exports = True
    list_display = [
        Column("at", label=gettext_lazy("When"), accessor=_exact_time, sort_key="at"),
        "actor_name",
        "action",
        "subject",
        "count",
        "detail_in_words",
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
        "detail_in_words",
        "region",
        "address",
        "get_outcome_display",
    ]
    view_roles = OVERSIGHT_ROLES
    change_roles = ()
    export_roles = OVERSIGHT_ROLES
    inspect_view_enabled = False
    history_view_enabled = False
