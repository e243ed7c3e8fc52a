"""From a sub-problem to a decision: who is asked for which visit, whose offer moves, and why somebody stays without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import numpy as np

from matching.reasons import Reason
from policies.selectors import PolicyBook
from visit_planning.neighbourhood import policy as neighbourhood_policy
from visit_planning.neighbourhood.neighbours import OF_TIME, movable_offers
from visit_planning.plan.services import solving
from visit_planning.plan.services import standing as standings
from visit_planning.plan.services.barriers import Closed, KeptApart
from visit_planning.plan.services.loading import Loaded, load
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.situation import Ints, Situation, ints, pairs_of
from visit_planning.plan.services.standing import Standing
from visit_planning.reasons import ALL_AWAY, CUT_OFF
from visit_planning.windows import weeks_of
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState
from volunteers.tasks.services.assignments import OfferRow


@dataclass
class Decision:
    """What is to be written. Offers are (task, volunteer) by key; `moved` are assignments to take back for others,
    `late` those past their time that make way, `impossible` those the rules no longer allow. `seen` is which active
    assignments stood on each task when it was decided."""

    situation: Situation
    offers: list[OfferRow] = field(default_factory=list)
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    late: list[int] = field(default_factory=list)
    impossible: list[int] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    seen: dict[int, set[tuple[int, str]]] = field(default_factory=dict)
    quality: dict[str, Any] = field(default_factory=dict)

    @property
    def tasks(self) -> list[int]:
        """Every visit of the sub-problem, by its task."""
        return self.situation.visits.task_id.tolist()

    def elder_of(self, task: int) -> int:
        """The elder (key) whom the visit of a task of the sub-problem is made to."""
        visits = self.situation.visits
        return int(visits.elder_id[self.tasks.index(task)])

    def disturbed(self, own: Collection[int]) -> set[int]:
        """Elders (keys) beside `own` from whom an offer was moved away."""
        return {self.elder_of(task) for task, _volunteer in self.moved.values()} - {*own}


@dataclass(frozen=True)
class Matcher:
    """The rules and the clock of one run. `also` are closed regions not stored yet, `without` assignments (by key)
    taken as given up: a preview. `spared` has just dropped out, and is asked for nothing instead."""

    month: date
    today: date
    now: datetime
    book: PolicyBook
    also: Sequence[Closed] = ()
    without: Collection[int] = ()
    spared: int | None = None

    def decide(self, tasks: Collection[int], region: str) -> Decision:
        """Match the visits with these tasks; where nobody has time, with a few neighbours' offers free to move."""
        decision = self._match(tasks, (), region)
        short = [
            task for task, reason in decision.reasons.items() if reason in OF_TIME and task in set(tasks)
        ]
        if not short:
            return decision
        most = self.book.value(neighbourhood_policy.MOST_DISTURBED, region)
        movable = movable_offers(
            decision.situation, short, month=self.month, now=self.now, most=most, spared=self.spared
        )
        if not movable:
            return decision
        wider = self._match(
            {*tasks, *(task for _key, task in movable)}, [key for key, _task in movable], region
        )
        return wider if _covers_more(wider, decision, tasks) else decision

    def _match(self, tasks: Collection[int], movable: Sequence[int], region: str) -> Decision:
        scope = Scope(region=region, month=self.month, today=self.today, tasks=tasks, without=self.without)
        loaded = load(scope, now=self.now, book=self.book, also=self.also)
        situation = loaded.situation
        if not len(situation.visits):
            return Decision(situation)
        # An offer that may not move is settled before anybody is kept apart: what is settled is not forbidden.
        standing = _free_only(standings.classify(loaded.held, situation), movable)
        apart = np.concatenate((loaded.apart.rows, _everything_of(situation, self.spared)))
        standing = standings.keep_apart(standing, situation, apart)
        problem = solving.problem_of(
            situation,
            standing,
            half_day=solving.half_day_of(self.book, region),
            weeks=len(weeks_of(self.month)),
        )
        weights = solving.weights_of(self.book, region)
        solution = solving.match(problem, weights, situation, standing, progress=lambda _share, _what: None)
        return _decision(loaded, standing, solution)


def _free_only(standing: Standing, movable: Sequence[int]) -> Standing:
    """Of the offers nobody has answered only those that are `movable` (by key) may move; the others are locked."""
    free = np.isin(standing.offered_pk, ints(movable))
    return replace(
        standing,
        locked=np.concatenate((standing.locked, standing.offered[~free])),
        offered=standing.offered[free],
        offered_pk=standing.offered_pk[free],
    )


def _everything_of(situation: Situation, volunteer: int | None) -> Ints:
    """All pairs with one volunteer, by key; none for None or somebody who is not there."""
    if volunteer is None or (row := int(situation.volunteers.rows_of(ints([volunteer]))[0])) < 0:
        return pairs_of(())
    return pairs_of((visit, row) for visit in range(len(situation.visits)))


def _decision(loaded: Loaded, standing: Standing, solution: solving.Solution) -> Decision:
    situation, held = loaded.situation, loaded.held
    tasks, people = situation.visits.task_id.tolist(), situation.volunteers.pk.tolist()
    rows = zip(
        solution.visit.tolist(), solution.volunteer.tolist(), solution.distance_m.tolist(), solution.again.tolist(),
        strict=True,
    )  # fmt: skip
    moved = zip(
        standing.offered_pk[solution.moved].tolist(), standing.offered[solution.moved].tolist(), strict=True
    )
    decision = Decision(
        situation,
        offers=[
            OfferRow(tasks[visit], people[volunteer], metres, {"again": again})
            for visit, volunteer, metres, again in rows
        ],
        moved={key: (tasks[visit], people[volunteer]) for key, (visit, volunteer) in moved},
        impossible=standing.impossible_pk.tolist(),
        quality=solution.quality,
    )
    late = solving.superseded(situation, standing, solution)
    decision.late = [key for keys in late.values() for key in keys]
    # An offer past its time stays where nobody else was found: the volunteer may still say yes.
    waiting = Counter(standing.expired[:, 0].tolist())
    decision.reasons = {
        tasks[row]: _why(reason, row, loaded.apart)
        for row, reason in solution.reasons.items()
        if waiting[row] <= len(late.get(row, ()))
    }
    states = list(AssignmentState)
    for key, task, state in zip(held.pk.tolist(), held.task_id.tolist(), held.state.tolist(), strict=True):
        if states[state] in ACTIVE_STATES:
            decision.seen.setdefault(task, set()).add((key, states[state].value))
    return decision


def _why(reason: str, row: int, apart: KeptApart) -> str:
    """The engine's reason, said more exactly where it is the barriers that left nobody."""
    if reason == Reason.ALL_DECLINED:
        if row in apart.cut_off:
            return CUT_OFF
        if row in apart.away:
            return ALL_AWAY
    return reason


def _covers_more(wider: Decision, narrow: Decision, tasks: Collection[int]) -> bool:
    """Whether moving others' offers brings more of the affected visits a visitor."""
    wanted = set(tasks)
    return sum(task in wanted for task in wider.reasons) < sum(task in wanted for task in narrow.reasons)
