"""Long forms of the workbench in sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise

CREATE_TEMPLATE = "workbench/create_in_sections.html"
EDIT_TEMPLATE = "workbench/edit_in_sections.html"


class InSections(forms.BaseForm):
    """Name the fields in `in_sections`, by the title above them; `CREATE_TEMPLATE` and `EDIT_TEMPLATE` show them so."""

    in_sections: Sequence[tuple[str | Promise, Sequence[str]]] = ()

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.in_sections
        ]
