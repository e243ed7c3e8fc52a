"""Writing a solution: offers to volunteers, offers taken back, and why a visit has nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from elderly_visits.services.planning.situation import Situation
from elderly_visits.services.planning.solving import Solution
from elderly_visits.services.planning.standing import Standing
from volunteers.enums import ACTIVE_STATES
from volunteers.models import Assignment, Task
from volunteers.services.assignments import OfferRow, offer_many
from volunteers.services.taking_back import take_back_many

CHUNK = 5000


def take_back_impossible(*, standing: Standing, actor: Any) -> int:
    """Take back offers that the rules no longer allow."""
    with translation.override(settings.LANGUAGE_CODE):
        why = _("The circumstances have changed.")
    return take_back_many(assignment_ids=standing.impossible, actor=actor, note=why)


def store(
    *, situation: Situation, standing: Standing, solution: Solution, label: str, actor: Any,
    progress: Callable[[int], None],
) -> int:  # fmt: skip
    """Write the solution in batches, each a transaction of its own; returns how many offers were made.

    A volunteer's offers stand in one batch, so that one message tells of all of them. What has changed since the
    situation was read is respected: a visit that was cancelled, or has somebody by now, is passed over.
    """
    superseded = _superseded(situation, standing, solution)
    offered = 0
    for batch in _by_volunteer(solution.offers):
        offered += _write(batch, superseded, label=label, actor=actor)
        progress(len(batch))
    _write_reasons(situation, standing, solution, superseded)
    return offered


def _superseded(situation: Situation, standing: Standing, solution: Solution) -> dict[int, list[int]]:
    """For each task with an offer past its time the offers that make way, as far as somebody else was found."""
    found = Counter(row.task_id for row in solution.offers)
    taken = Counter(visit for visit, _volunteer in standing.locked)
    late: dict[int, list[int]] = defaultdict(list)
    for (visit, _volunteer), pk in zip(standing.expired, standing.expired_pk, strict=True):
        late[visit].append(pk)
    result = {}
    for visit, keys in late.items():
        task = int(situation.visits.task_id[visit])
        room = int(situation.visits.persons[visit]) - taken[visit] - found[task]
        if len(keys) > room:
            result[task] = keys[max(0, room) :]
    return result


def _by_volunteer(rows: Sequence[OfferRow]) -> Iterator[list[OfferRow]]:
    """Batches of about `CHUNK` rows in which nobody's rows are torn apart."""
    batch: list[OfferRow] = []
    for row in sorted(rows, key=lambda row: (row.volunteer_id, row.task_id)):
        if len(batch) >= CHUNK and batch[-1].volunteer_id != row.volunteer_id:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


@transaction.atomic
def _write(rows: list[OfferRow], superseded: dict[int, list[int]], *, label: str, actor: Any) -> int:
    tasks = sorted({row.task_id for row in rows})
    needed = dict(
        Task.objects.select_for_update()
        .open()
        .filter(pk__in=tasks)
        .order_by("pk")
        .values_list("pk", "persons_needed")
    )
    late = [key for task in tasks for key in superseded.get(task, ())]
    if late:
        with translation.override(settings.LANGUAGE_CODE):
            why = _("There was no answer in time.")
        take_back_many(assignment_ids=late, actor=actor, note=why)
    taken = dict(
        Assignment.objects.filter(task_id__in=tasks, state__in=ACTIVE_STATES)
        .order_by()
        .values_list("task_id")
        .annotate(Count("pk"))
    )
    room = {task: persons - taken.get(task, 0) for task, persons in needed.items()}
    free = []
    for row in rows:
        if room.get(row.task_id, 0) > 0:
            room[row.task_id] -= 1
            free.append(row)
    return offer_many(rows=free, actor=actor, label=label)


def _write_reasons(
    situation: Situation, standing: Standing, solution: Solution, superseded: dict[int, list[int]]
) -> None:
    """Store why visits have nobody, where that has changed; a visit that somebody holds carries no reason."""
    right = dict(solution.reasons)
    waiting = Counter(visit for visit, _volunteer in standing.expired)
    for visit, offers in waiting.items():
        task = int(situation.visits.task_id[visit])
        # An offer past its time stays where nobody else was found: the volunteer may still say yes.
        if offers - len(superseded.get(task, ())) >= situation.visits.persons[visit]:
            right.pop(task, None)
    changed: dict[str, list[int]] = defaultdict(list)
    tasks = situation.visits.task_id.tolist()
    for start in range(0, len(tasks), CHUNK):
        rows = Task.objects.filter(pk__in=tasks[start : start + CHUNK]).values_list("pk", "unmatched_reason")
        for task, was in rows:
            if right.get(task, "") != was:
                changed[right.get(task, "")].append(task)
    for reason, tasks in changed.items():
        for start in range(0, len(tasks), CHUNK):
            Task.objects.open().filter(pk__in=tasks[start : start + CHUNK]).update(unmatched_reason=reason)
