"""Taking back many offers at once, as a new plan does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from volunteers.enums import ACTIVE_STATES, GIVEN_BACK, AssignmentState
from volunteers.models import Assignment, AssignmentEvent, Task

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
        _say_free_again(keys)
        taken += len(keys)
    return taken


def _say_free_again(keys: Sequence[int]) -> None:
    """Open tasks of these assignments on which a place is free now say so; what a planner found stays."""
    holding = (
        Assignment.objects.filter(task=OuterRef("pk"), state__in=ACTIVE_STATES).order_by().values("task")
    )
    Task.objects.open().filter(assignments__in=keys, unmatched_reason="").annotate(
        held=Coalesce(Subquery(holding.annotate(count=Count("pk")).values("count")), 0)
    ).filter(held__lt=F("persons_needed")).update(unmatched_reason=GIVEN_BACK)
