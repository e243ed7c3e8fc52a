"""Columns of lists in the workbench."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.ui.tables import BaseColumn, Column


def spoken_truth(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")


class SpokenColumn(Column):
    """A plain value as people say it: yes, no, or a dash where there is none."""

    def get_value(self, instance: Any) -> Any:
        value = super().get_value(instance)
        if value is None:
            return "—"
        return spoken_truth(value) if isinstance(value, bool) else value


class LinkColumn(Column):
    """A value that leads to another file than the row's own. `get_url` gives the address, or None."""

    cell_template_name = "workbench/cell_link.html"

    def __init__(self, name: str, *, get_url: Callable[[Any], str | None], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": self.get_url(instance)}


class MomentColumn(Column):
    """A date or a moment as it stands in a calendar; a dash where there is none."""

    def get_value(self, instance: Any) -> Any:
        value = super().get_value(instance)
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        return f"{value:%Y-%m-%d}" if value else "—"


class BadgeColumn(Column):
    """A word in the colour of its meaning. `accessor` gives (word, colour)."""

    cell_template_name = "workbench/cell_badge.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        word, colour = self.get_value(instance)
        return {**super().get_cell_context_data(instance, parent_context), "word": word, "colour": colour}


class TickColumn(BaseColumn):
    """A box to choose a row by, for what is done with several at once (`workbench.bulk`)."""

    header_template_name = "workbench/header_tick.html"
    cell_template_name = "workbench/cell_tick.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "key": instance.pk, "name": str(instance)}
