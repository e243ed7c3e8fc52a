"""Writing a solution: offers to volunteers, offers taken back, and why a visit has nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy

from common.bulk import parts, write_parts
from common.languages import in_house
from people.actors import Actor
from regions.codes import in_subtree
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services.situation import Situation
from visit_planning.plan.services.solving import Solution, superseded
from visit_planning.plan.services.standing import Standing
from visit_planning.plan.services.wanted import require_wanted
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.bulk_offers import (
    OfferRow,
    notify_of_moved_offers,
    offer_many,
    revoke_offers,
)
from volunteers.tasks.services.steps import lock_tasks

# Offers of a transaction: what a killed run loses at most.
CHUNK = 10_000
_KEYS = 5_000


@dataclass
class Written:
    """What came of a solution: primary keys of offers taken back, and offers made."""

    revoked: list[int] = field(default_factory=list)
    offers: list[OfferRow] = field(default_factory=list)


@dataclass
class _Leaving:
    """Offers that make way, by the task they are on: past their time, or moved (with the volunteers who lose them)."""

    late: dict[int, list[int]]
    moved: dict[int, list[tuple[int, int]]]
    # Volunteers who hear of new offers anyway.
    asked: set[int]


@transaction.atomic
def revoke_impossible_offers(*, plan: VisitPlan, standing: Standing, actor: Actor) -> list[int]:
    """Take back offers that the rules no longer allow; returns which. Raises NoLongerWanted."""
    require_wanted(plan)
    why = in_house(gettext_lazy("The circumstances have changed."))
    return revoke_offers(assignment_ids=standing.impossible_pk.tolist(), actor=actor, note=why)


def store(
    *, plan: VisitPlan, situation: Situation, standing: Standing, solution: Solution, actor: Actor,
    progress: Callable[[int], None],
) -> Written:  # fmt: skip
    """Write the solution in batches, each a transaction of its own; returns what was written.

    A volunteer's offers stand in one batch, so that one message tells of all of them. An offer makes way in the batch
    that asks somebody else for its visit, so that no visit is without anybody in between. What has changed since the
    situation was read is respected: a visit that was cancelled, or has somebody by now, is passed over. Raises
    NoLongerWanted before the batch at which it finds that the plan was stopped.
    """
    rows = _rows(situation, solution, plan)
    leaving = _Leaving(
        late={
            int(situation.visits.task_id[visit]): keys
            for visit, keys in superseded(situation, standing, solution).items()
        },
        moved=_moved(situation, standing, solution),
        asked={row.volunteer_id for row in rows},
    )
    taken_back = {task: len(keys) for task, keys in leaving.late.items()}
    written = Written()
    write_parts(
        lambda batch: _write(batch, leaving, plan, actor, written),
        _by_volunteer(rows),
        done=lambda batch: progress(len(batch)),
    )
    # Nobody else goes to these: the volunteers are needed more elsewhere.
    for tasks in parts(sorted(leaving.moved), _KEYS):
        _make_way(tasks, leaving, plan, actor, written)
    _write_reasons(plan, situation, standing, solution, taken_back)
    return written


def _rows(situation: Situation, solution: Solution, plan: VisitPlan) -> list[OfferRow]:
    # Why a volunteer is asked, and by which plan; shared, so that it is written once.
    why = ({"again": False, "plan": plan.pk}, {"again": True, "plan": plan.pk})
    metres = [None if way != way else way for way in solution.distance_m.tolist()]
    return list(
        map(
            OfferRow,
            situation.visits.task_id[solution.visit].tolist(),
            situation.volunteers.pk[solution.volunteer].tolist(),
            metres,
            [why[again] for again in solution.again.tolist()],
        )
    )


def _moved(situation: Situation, standing: Standing, solution: Solution) -> dict[int, list[tuple[int, int]]]:
    """For each task with an offer that the plan moves (primary key of the offer, of the volunteer who had it)."""
    result: dict[int, list[tuple[int, int]]] = defaultdict(list)
    pairs = standing.offered[solution.moved]
    for task, pk, volunteer in zip(
        situation.visits.task_id[pairs[:, 0]].tolist(),
        standing.offered_pk[solution.moved].tolist(),
        situation.volunteers.pk[pairs[:, 1]].tolist(),
        strict=True,
    ):
        result[task].append((pk, volunteer))
    return result


def _by_volunteer(rows: Sequence[OfferRow]) -> Iterator[Sequence[OfferRow]]:
    """Batches of about `CHUNK` rows, in the order of volunteers, in which nobody's rows are torn apart."""
    start = 0
    while start < len(rows):
        end = min(start + CHUNK, len(rows))
        while end < len(rows) and rows[end].volunteer_id == rows[end - 1].volunteer_id:
            end += 1
        yield rows[start:end]
        start = end


@transaction.atomic
def _write(
    rows: Sequence[OfferRow], leaving: _Leaving, plan: VisitPlan, actor: Actor, written: Written
) -> None:
    require_wanted(plan)
    _make_way(sorted({row.task_id for row in rows}), leaving, plan, actor, written)
    written.offers += offer_many(rows=rows, actor=actor, label=f"{plan.month:%Y-%m}", batch=plan.batch)


@transaction.atomic
def _make_way(
    tasks: Sequence[int], leaving: _Leaving, plan: VisitPlan, actor: Actor, written: Written
) -> None:
    """Take back what makes way on these tasks, with the reason on record."""
    late = [pk for task in tasks for pk in leaving.late.pop(task, ())]
    moved = dict(pair for task in tasks for pair in leaving.moved.pop(task, ()))
    if not late and not moved:
        return
    require_wanted(plan)
    # Tasks first and in one order, as everywhere: two services never wait for each other's rows.
    lock_tasks(Task.objects.filter(pk__among=tasks))
    no_answer = in_house(gettext_lazy("There was no answer in time."))
    nearer = in_house(
        gettext_lazy(
            "The visits were planned again, and someone who lives nearer or is better suited will go."
        )
    )
    if late:
        written.revoked += revoke_offers(assignment_ids=late, actor=actor, note=no_answer)
    if moved:
        taken = revoke_offers(assignment_ids=sorted(moved), actor=actor, note=nearer)
        written.revoked += taken
        if losing := {moved[pk] for pk in taken} - leaving.asked:
            notify_of_moved_offers(volunteer_ids=losing, occasion=f"{plan.pk}", batch=plan.batch)


def _write_reasons(
    plan: VisitPlan,
    situation: Situation,
    standing: Standing,
    solution: Solution,
    taken_back: Mapping[int, int],
) -> None:
    """Store why visits have nobody, where that has changed; a visit that somebody holds carries no reason."""
    tasks = situation.visits.task_id.tolist()
    right = {tasks[visit]: reason for visit, reason in solution.reasons.items()}
    for visit, offers in Counter(standing.expired[:, 0].tolist()).items():
        # An offer past its time stays where nobody else was found: the volunteer may still say yes.
        if offers - taken_back.get(tasks[visit], 0) >= situation.visits.persons[visit]:
            right.pop(tasks[visit], None)
    rows = (
        Task.objects.open()
        .filter(in_subtree("visit__elder__region", plan.region_id))
        .filter(visit__month=plan.month, visit__ordinal__gt=0)
        .exclude(unmatched_reason="")
    )
    stored = dict(rows.order_by().values_list("pk", "unmatched_reason"))
    changed: dict[str, list[int]] = defaultdict(list)
    for task, reason in right.items():
        if stored.get(task) != reason:
            changed[reason].append(task)
    of_plan = set(tasks)
    changed[""] = [task for task in stored if task not in right and task in of_plan]
    for reason, keys in changed.items():
        for part in parts(keys, _KEYS):
            Task.objects.open().filter(pk__among=part).update(unmatched_reason=reason)
