"""Columns of lists in the workbench."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn


def spoken_truth(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")


class SpokenColumn(Column):
    """A plain value as people say it: yes, no, or a dash where there is none."""

    def get_value(self, instance: Any) -> Any:
        value = super().get_value(instance)
        if value is None:
            return "—"
        return spoken_truth(value) if isinstance(value, bool) else value


class LinkColumn(TitleColumn):
    """What a row leads to, beside its own file; a dash where it leads nowhere."""

    def get_value(self, instance: Any) -> Any:
        value = super().get_value(instance)
        return "—" if value is None else value


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
