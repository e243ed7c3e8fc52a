"""What lists of the workbench are narrowed by, alike in every room."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from common.web import key_in
from regions.codes import in_subtree
from workbench.regions import areas


class ScopedFilterSet(WagtailFilterSet):
    """Narrows by the part of the user's area, too; set `region_path` where a row's region lies elsewhere.

    Filters of `by_address` are there only when the address names them: the figure of a file leads here, and the one
    choice can be taken away. Their `queryset` is a function of the request, within what the user may see.
    """

    region_path = "region_id"
    by_address: tuple[str, ...] = ()
    area = django_filters.ChoiceFilter(label=pgettext_lazy("list", "Where"), method="by_area", choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if found := areas(self.request.user):
            self.filters["area"].extra["choices"] = found
        else:
            del self.filters["area"]
        for name in self.by_address:
            if key := key_in(self.data.get(name, "")):
                within = self.filters[name].queryset(self.request)
                self.filters[name].queryset = within.filter(pk=key)
            else:
                del self.filters[name]

    def by_area(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(in_subtree(self.region_path, value))
