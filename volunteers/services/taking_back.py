"""Taking back many offers at once, as a new plan does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from volunteers.enums import AssignmentState
from volunteers.models import Assignment, AssignmentEvent, Task
from volunteers.services.steps import note_vacancies

_CHUNK = 5000


@transaction.atomic
def take_back_many(*, assignment_ids: Sequence[int], actor: Any = None, note: str = "") -> int:
    """Take back offers that nobody has answered; returns how many. One that was answered meanwhile stays as it is.

    The bulk form of `replace` for the planner. Nobody is told: an offer without an answer promised nothing. The number
    of queries does not grow with each row.
    """
    taken = 0
    now = timezone.now()
    for start in range(0, len(assignment_ids), _CHUNK):
        wanted = Assignment.objects.filter(pk__in=list(assignment_ids[start : start + _CHUNK]))
        # Tasks first, as everywhere: two services never wait for each other's rows.
        list(
            Task.objects.select_for_update()
            .filter(pk__in=wanted.values("task"))
            .order_by("pk")
            .values_list("pk")
        )
        offers = wanted.filter(state=AssignmentState.OFFERED)
        keys = list(offers.select_for_update().order_by("pk").values_list("pk", flat=True))
        Assignment.objects.filter(pk__in=keys).update(state=AssignmentState.REPLACED, note=note[:300])
        AssignmentEvent.objects.bulk_create(
            [
                AssignmentEvent(
                    assignment_id=key,
                    at=now,
                    actor=actor,
                    from_state=AssignmentState.OFFERED,
                    to_state=AssignmentState.REPLACED,
                    note=note[:300],
                )
                for key in keys
            ],
            batch_size=4000,
        )
        note_vacancies(keys)
        taken += len(keys)
    return taken
