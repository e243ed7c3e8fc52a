"""What tasks know of a service that the time bank recorded: who had a part in it, and its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from people.actors import AnyUser
from timebank.care_registers import CareRegister
from volunteers.tasks.duties import hands
from volunteers.tasks.models.assignment import Assignment
from workbench.scopes import in_scope

_PREFIX = "assignment:"


class TaskRegister(CareRegister):
    """`hands`: two queries for any number of services."""

    def hands(self, source_keys: Sequence[str]) -> Mapping[str, set[int]]:
        uuids = [uuid for key in source_keys if (uuid := _uuid(key)) is not None]
        found: defaultdict[str, set[int]] = defaultdict(set)
        steps = hands().filter(assignment__uuid__in=uuids)
        for uuid, login in steps.values_list("assignment__uuid", "actor"):
            found[f"{_PREFIX}{uuid}"].add(login)
        put_up = Assignment.objects.filter(uuid__in=uuids, task__published_by__isnull=False)
        for uuid, login in put_up.values_list("uuid", "task__published_by"):
            found[f"{_PREFIX}{uuid}"].add(login)
        return found

    def page_of(self, source_key: str, viewer: AnyUser) -> str:
        if (uuid := _uuid(source_key)) is None:
            return ""
        rows = Assignment.objects.filter(in_scope(viewer, "task__region_id"), uuid=uuid)
        pk = rows.values_list("pk", flat=True).first()
        return reverse("volunteers_workbench:service", args=[pk]) if pk else ""


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key.removeprefix(_PREFIX)) if key.startswith(_PREFIX) else None
    except ValueError:
        return None
