"""The menu as a page: every entry at a glance, also without JavaScript."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from workbench.guards import WorkbenchView
from workbench.menu import sections_of


class MenuPage(WorkbenchView):
    """All that the user's roles may use, by section."""

    page_title = _("All functions")
    header_icon = "list-ul"
    template_name = "workbench/menu.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sections": sections_of(self.request)}
