"""From a sub-problem to a decision: who is asked for which visit, whose offer moves, and why somebody stays without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from elderly_visits import policy_repair
from elderly_visits.reasons import ALL_AWAY, CUT_OFF
from elderly_visits.services.planning import solving
from elderly_visits.services.planning.standing import Standing
from elderly_visits.services.repair.barriers import Closed, KeptApart, in_force, kept_apart
from elderly_visits.services.repair.columns import pairs
from elderly_visits.services.repair.gathering import Gathered, gather
from elderly_visits.services.repair.neighbours import OF_TIME, movable_offers
from elderly_visits.windows import last_day
from policies.selectors import PolicyBook
from volunteers.enums import ACTIVE_STATES
from volunteers.matching.reasons import Reason
from volunteers.services.assignments import OfferRow


@dataclass
class Decision:
    """What is to be written. Offers are (task, volunteer) by key; `moved` are assignments to take back for others,
    `late` those past their time that make way, `impossible` those the rules no longer allow. `seen` is which active
    assignments stood on each task when it was decided."""

    gathered: Gathered
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
        return list(self.gathered.situation.visits.of_task)

    def elder_of(self, task: int) -> int:
        situation = self.gathered.situation
        return int(situation.visits.elder_id[situation.visits.of_task[task]])


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
        decision = self._match(tasks, {}, region)
        short = [
            task for task, reason in decision.reasons.items() if reason in OF_TIME and task in set(tasks)
        ]
        if not short:
            return decision
        most = self.book.value(policy_repair.MOST_DISTURBED, region)
        movable = movable_offers(decision.gathered, short, month=self.month, now=self.now, most=most)
        if not movable:
            return decision
        wider = self._match({*tasks, *(task for _key, task in movable)}, dict(movable), region)
        return wider if _covers_more(wider, decision, tasks) else decision

    def _match(self, tasks: Collection[int], movable: dict[int, int], region: str) -> Decision:
        gathered = gather(
            tasks=tasks, month=self.month, today=self.today, book=self.book, without=self.without
        )
        if not len(gathered.situation.visits):
            return Decision(gathered)
        standing = gathered.standing(now=self.now, book=self.book)
        barriers = in_force(max(self.month, self.today), last_day(self.month), also=self.also)
        apart = kept_apart(
            barriers,
            gathered.situation,
            days=gathered.days,
            visit_region=gathered.visit_region,
            volunteer_region=gathered.volunteer_region,
            today=self.today,
        )
        free = _set_free(gathered, standing, movable)
        held = {*standing.locked, *free.values()}
        standing.forbidden |= apart.pairs - held
        if self.spared in gathered.situation.volunteers.of_pk:
            row = gathered.situation.volunteers.of_pk[self.spared]
            standing.forbidden |= {(visit, row) for visit in range(len(gathered.situation.visits))} - held
        problem = replace(solving.problem_of(gathered.situation, standing), offered=pairs(free.values()))
        solution = solving.match(
            problem,
            solving.weights_of(self.book, region),
            gathered.situation,
            progress=lambda _share, _what: None,
        )
        return _decision(gathered, standing, free, solution, apart)


def _set_free(gathered: Gathered, standing: Standing, movable: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Take the movable offers out of what is locked; returns them as assignment → (row of visit, row of volunteer)."""
    situation, locked = gathered.situation, set(standing.locked)
    free = {}
    for row in gathered.held:
        if row.pk in movable:
            pair = (situation.visits.of_task[row.task_id], situation.volunteers.of_pk[row.volunteer_id])
            if pair in locked:
                free[row.pk] = pair
    standing.locked = [pair for pair in standing.locked if pair not in set(free.values())]
    return free


def _decision(
    gathered: Gathered, standing: Standing, free: dict[int, tuple[int, int]], solution: solving.Solution,
    apart: KeptApart,
) -> Decision:  # fmt: skip
    tasks = gathered.situation.visits.task_id.tolist()
    people = gathered.situation.volunteers.pk.tolist()
    standing_offers = {(tasks[visit], people[volunteer]): key for key, (visit, volunteer) in free.items()}
    chosen = {(row.task_id, row.volunteer_id) for row in solution.offers}
    decision = Decision(
        gathered,
        offers=[row for row in solution.offers if (row.task_id, row.volunteer_id) not in standing_offers],
        moved={key: pair for pair, key in standing_offers.items() if pair not in chosen},
        impossible=list(standing.impossible),
        quality=solution.quality,
    )
    decision.late, waiting = _late(gathered, standing, decision.offers)
    for task, reason in solution.reasons.items():
        row = gathered.situation.visits.of_task[task]
        # An offer past its time stays where nobody else was found: the volunteer may still say yes.
        if task not in waiting:
            decision.reasons[task] = _why(reason, row, apart)
    for held in gathered.held:
        if held.state in ACTIVE_STATES:
            decision.seen.setdefault(held.task_id, set()).add((held.pk, held.state))
    return decision


def _late(gathered: Gathered, standing: Standing, offers: Sequence[OfferRow]) -> tuple[list[int], set[int]]:
    """Offers past their time that make way for those just found, and the tasks on which one stays."""
    visits = gathered.situation.visits
    tasks = visits.task_id.tolist()
    found = Counter(row.task_id for row in offers)
    taken = Counter(visit for visit, _volunteer in standing.locked)
    room = {
        visit: int(visits.persons[visit]) - taken[visit] - found[tasks[visit]]
        for visit, _volunteer in standing.expired
    }
    late, waiting = [], set()
    for (visit, _volunteer), key in zip(standing.expired, standing.expired_pk, strict=True):
        room[visit] -= 1
        if room[visit] < 0:
            late.append(key)
        else:
            waiting.add(tasks[visit])
    return late, waiting


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
