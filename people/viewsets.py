"""People in the workbench."""

from __future__ import annotations

from people.models import Person
from people.workbench import ScopedModelViewSet


class PersonViewSet(ScopedModelViewSet):
    model = Person
    icon = "user"
    menu_order = 800
    list_display = ["name", "sex", "birth_date", "region"]
    form_fields = ["name", "region"]
    list_export = ["name", "get_sex_display", "birth_date", "region", "updated_at"]
    region_field = "region_id"
    log_reads = True
    search_fields = ["name"]
