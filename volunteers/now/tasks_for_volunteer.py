"""The best tasks for one volunteer: what is open near, what of it they may do, what the planner would win, and why.

What is said of a task is what anybody it is offered to may know: community, days, length, a rough distance, what is
needed. Whose home it is stays with the floors above until somebody has said yes (volunteers.tasks.disclosure).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from django.db.models import BooleanField, Case, Count, F, Q, When
from django.utils import timezone

from common.months import month_span
from policies.selectors import PolicyBook, book
from regions.geo import Point
from volunteers.now import facts
from volunteers.now.explanation import Explanation
from volunteers.now.nearby import Nearby, find_nearby, metres_to
from volunteers.now.price import load_dm, saved_dm, travel_dm
from volunteers.now.ranking import ranking_rules
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import parts_gone
from volunteers.task_types import Beneficiary, TaskKind, claimable_kinds, type_of
from volunteers.tasks.eligibility.lookups import skills_of, task_facts, with_guardian
from volunteers.tasks.eligibility.rules import (
    RULE,
    Pairing,
    PersonFacts,
    Refusal,
    TaskFacts,
    is_adult,
    refusals_of,
)
from volunteers.tasks.enums import ACTIVE_STATES, NOT_ASKED_AGAIN, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.policy import LEAD_MINUTES

_LOOKED_AT = 100
_MOST = 300
# So many found are enough to stop looking for more.
_FEW = 6


class TaskRow(NamedTuple):
    """A task as read: the columns by their names, position first."""

    lat: float | None
    lon: float | None
    pk: int
    kind: str
    starts_on: date
    ends_on: date
    starts_at: Any
    ends_at: Any
    minutes: int
    slots: int
    prefers_sex: str
    adult_only: bool
    needs_insurance: bool
    persons_needed: int
    region_id: str


COLUMNS = TaskRow._fields


@dataclass(frozen=True, kw_only=True)
class TaskSuggestion:
    """A task for a volunteer. `cost_dm`: what the planner's objective would change by, the lower the better."""

    task: Task
    cost_dm: int
    why: Explanation


@dataclass(frozen=True, kw_only=True)
class TaskSuggestions:
    """`found`: what nothing speaks against, the most needed first. `counts`: how many near each reason keeps from them.
    `looked_at` of the nearest; `refusal`: why there is nothing at all for this volunteer."""

    found: list[TaskSuggestion] = field(default_factory=list)
    counts: dict[Refusal, int] = field(default_factory=dict)
    looked_at: int = 0
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Judged:
    """`beneficiary` is None, and `price` 0, for what a rule stops: whom it serves is not looked up then."""

    row: TaskRow
    pair: Pairing
    left: int
    refusals: list[Refusal]
    shared: tuple[str, ...]
    beneficiary: Beneficiary | None = None
    price: int = 0


def best_tasks(volunteer: Volunteer, *, limit: int = 12) -> TaskSuggestions:
    """Up to `limit` open tasks within the volunteer's reach that they may take.

    Ranked among the nearest few hundred: elders whom nobody visits this month first, then by tier, then by way and
    familiarity, as the planner's objective has it. About a dozen queries, at most thirty, however large the city.
    """
    if volunteer.state != "approved":
        return TaskSuggestions(refusal=Refusal.NOT_APPROVED)
    search = Search(volunteer)
    if not search.kinds:
        return TaskSuggestions()
    search.look(limit)
    return search.result(limit)


def judge_task(volunteer: Volunteer, task: Task) -> list[Refusal]:
    """What speaks against one task that somebody is about to take. Full or closed ones too."""
    if volunteer.state != "approved":
        return [Refusal.NOT_APPROVED]
    search = Search(volunteer)
    tasks = Task.objects.not_drafted().looked_at().filter(pk=task.pk)
    rows = [TaskRow(*row) for row in tasks.values_list(*COLUMNS)]
    search.judge(rows)
    found = [reason for one in search.judged.values() for reason in one.refusals]
    if task.kind not in search.kinds or task.state != TaskState.OPEN:
        found.insert(0, Refusal.TASK_CLOSED)
    if task.pk not in search.judged:
        mine = search.states.get(task.pk)
        found.append(Refusal.ALREADY if mine in ACTIVE_STATES else Refusal.FULL)
    return found


class Search:
    """One search: what is known of the volunteer, and the tasks judged so far."""

    def __init__(self, volunteer: Volunteer) -> None:
        self.volunteer, self.today = volunteer, timezone.localdate()
        self.rules = ranking_rules()
        self.policies: PolicyBook = book(keys=[*self.rules.policies, LEAD_MINUTES])
        self.gone = parts_gone(timezone.now(), self.policies.value(LEAD_MINUTES, volunteer.region_id))
        self.kinds = claimable_kinds(self.policies, volunteer.region_id)
        self.weights = self.rules.weights(self.policies, volunteer.region_id)
        self.judged: dict[int, _Judged] = {}
        self._persons: dict[Any, PersonFacts] = {}
        self._loads: dict[date, facts.Load] = {}
        first, _following = month_span(self.today)
        held = Assignment.objects.filter(volunteer=volunteer, task__ends_on__gte=first).order_by("pk")
        self.mine = list(
            held.annotate(
                levelled=Case(
                    When(self.rules.planned(self.today), then=True), default=False, output_field=BooleanField()
                )
            ).values_list(
                "task_id", "state", "minutes", "task__minutes", "task__starts_on", "task__starts_at", "task__ends_at",
                "levelled",
            )
        )  # fmt: skip
        # The last word counts, should somebody have been asked twice.
        self.states: dict[int, str] = {row[0]: row[1] for row in self.mine}

    @cached_property
    def point(self) -> Point | None:
        """Where they start from: who gave no position starts from the community's point, as in the plan."""
        return self.volunteer.point or self.volunteer.region.point

    # --- Looking -----------------------------------------------------------------------------------------------------

    def open_now(self) -> Any:
        """What anybody here may take, as far as the tasks' own rows say."""
        return Task.objects.looking().not_drafted().filter(ends_on__gte=self.today, kind__in=self.kinds)

    def look(self, limit: int) -> None:
        pool = self.open_now()
        if self.point is None:
            here = pool.filter(region=self.volunteer.region_id).order_by("ends_on", "pk")
            self.judge([TaskRow(*row) for row in here.values_list(*COLUMNS)[:_MOST]])
            return
        near = self._around(pool)
        self.judge([TaskRow(*row) for row in near.rows])
        found = sum(not one.refusals for one in self.judged.values())
        if found < min(limit, _FEW) and near.radius_m < self.volunteer.max_distance_m:
            more = self._around(self._possible(pool))
            self.judge([TaskRow(*row) for row in more.rows])

    def _around(self, pool: Any) -> Nearby:
        assert self.point is not None
        return find_nearby(
            pool, *self.point, COLUMNS, enough=_LOOKED_AT, most=_MOST,
            start_m=float(self.volunteer.max_distance_m), farthest_m=float(self.volunteer.max_distance_m),
        )  # fmt: skip

    def _possible(self, pool: Any) -> Any:
        """Only tasks that the database can tell to be possible."""
        volunteer = self.volunteer
        pool = pool.annotate(common=F("slots").bitand(volunteer.availability)).filter(common__gt=0)
        # Minutes of this month are gone once they are given; next month's are not.
        first, following = month_span(self.today)
        left = volunteer.monthly_cap_minutes - self._load(first).committed
        pool = pool.filter(Q(minutes__lte=left) | Q(starts_on__gte=following))
        pool = pool.filter(prefers_sex__in=("", volunteer.person.sex))
        if not is_adult(volunteer.person.birth_date, self.today):
            pool = pool.filter(adult_only=False)
        if volunteer.insured_until is None or volunteer.insured_until < self.today:
            pool = pool.filter(needs_insurance=False)
        if not volunteer.visits_elders:
            pool = pool.filter(kind=TaskKind.SHIFT)
        return pool

    # --- Judging -----------------------------------------------------------------------------------------------------

    def judge(self, rows: Sequence[TaskRow]) -> None:
        """Put rows before the rules; of those nothing stops, look up whether they are free and whom they serve."""
        new = [
            row for row in rows if row.pk not in self.judged and self.states.get(row.pk) not in ACTIVE_STATES
        ]
        if not new:
            return
        waiting = [one for one in self._put_before_rules(new, {}, {}) if not one.refusals]
        if not waiting:
            return
        # Skills and dialects only of what is left: for who has no time left this month, that is nothing.
        keys = [one.row.pk for one in waiting]
        asked = facts.asked_skills(keys), facts.asked_dialects(keys)
        waiting = [
            one for one in self._put_before_rules([one.row for one in waiting], *asked) if not one.refusals
        ]
        if waiting:
            self._weigh(waiting)

    def _put_before_rules(
        self,
        rows: Sequence[TaskRow],
        skills: Mapping[int, frozenset[int]],
        dialects: Mapping[int, dict[int, str]],
    ) -> list[_Judged]:
        judged = []
        for row, far in zip(rows, metres_to(self.point, rows).tolist(), strict=True):
            task = task_facts(
                row, self.today, skills=skills.get(row.pk, frozenset()), dialects=dialects.get(row.pk),
                gone=self.gone,
            )  # fmt: skip
            left = self.volunteer.monthly_cap_minutes - self._load(row.starts_on).committed
            day = max(self.today, row.starts_on)
            pair = Pairing(
                task=task, person=self._person(task, day), day=day, metres=far, left=left,
                was_asked=self.states.get(row.pk) in NOT_ASKED_AGAIN,
                clash=Refusal.OVERLAP if self._is_busy(row) else "",
            )  # fmt: skip
            shared = tuple(name for pk, name in task.dialects.items() if pk in pair.person.speaks)
            judged.append(_Judged(row, pair, left, refusals_of(pair), shared))
        self.judged |= {one.row.pk: one for one in judged}
        return judged

    def _weigh(self, waiting: list[_Judged]) -> None:
        """Price those on which a place is free; forget the others."""
        free = self._free([one.row for one in waiting])
        for one in waiting:
            if one.row.pk not in free:
                del self.judged[one.row.pk]
        part = [one for one in waiting if one.row.pk in free]
        served = self._beneficiaries([one.row for one in part])
        who = [served[one.row.pk] for one in part]
        load = [self._load(one.row.starts_on) for one in part]
        cap = self.volunteer.monthly_cap_minutes
        metres = np.array([one.pair.metres for one in part])
        way = travel_dm(
            self.weights,
            metres,
            [one.known for one in who],
            [one.key for one in who],
            [self.volunteer.pk] * len(part),
        )
        more = load_dm(
            self.weights, [one.row.minutes for one in part], [one.planned for one in load],
            [cap - one.committed + one.planned for one in load],
        )  # fmt: skip
        saved = saved_dm(self.weights, [one.tier for one in who], [one.waiting for one in who])
        for one, about, price in zip(part, who, (way + more - saved).tolist(), strict=True):
            one.beneficiary, one.price = about, price
            one.refusals += refusals_of(replace(one.pair, is_barred=about.barred), (RULE[Refusal.BARRED],))

    def _free(self, rows: Sequence[TaskRow]) -> set[int]:
        """Those on which a place is free."""
        taken = dict(
            Assignment.objects.active()
            .filter(task_id__in=[row.pk for row in rows])
            .order_by()
            .values_list("task_id")
            .annotate(Count("pk"))
        )
        return {row.pk for row in rows if taken.get(row.pk, 0) < row.persons_needed}

    def _beneficiaries(self, rows: Sequence[TaskRow]) -> dict[int, Beneficiary]:
        found: dict[int, Beneficiary] = {}
        for kind in sorted({row.kind for row in rows}):
            keys = [row.pk for row in rows if row.kind == kind]
            known = type_of(kind).beneficiaries(self.volunteer, keys)
            found |= {pk: known.get(pk) or Beneficiary(key=pk, barred=True) for pk in keys}
        return found

    def _load(self, day: date) -> facts.Load:
        first, following = month_span(day)
        if first in self._loads:
            return self._loads[first]
        taken = planned = 0
        for _task, state, minutes, expected, starts_on, *_hours, levelled in self.mine:
            if state in ACTIVE_STATES and first <= starts_on < following:
                taken += minutes or expected
                planned += (minutes or expected) if levelled else 0
        self._loads[first] = facts.Load(taken, planned)
        return self._loads[first]

    @cached_property
    def _speaks(self) -> frozenset[int]:
        said = facts.dialects_of([self.volunteer.person_id])
        names = self.rules.assumed_dialects(self.policies, self.volunteer.region_id) if not said else ()
        return said.get(self.volunteer.person_id) or facts.assumed_dialects(names)

    @cached_property
    def _skills(self) -> frozenset[int]:
        return skills_of([self.volunteer.pk], self.today).get(self.volunteer.pk, frozenset())

    @cached_property
    def _guardian(self) -> bool:
        return bool(with_guardian([self.volunteer.person_id]))

    def _person(self, task: TaskFacts, day: date) -> PersonFacts:
        volunteer = self.volunteer
        born = volunteer.person.birth_date
        key = (not task.adult_only and not is_adult(born, day), bool(task.skills), bool(task.dialects))
        if key not in self._persons:
            self._persons[key] = PersonFacts(
                reach_m=volunteer.max_distance_m, availability=volunteer.availability,
                insured_until=volunteer.insured_until, sex=volunteer.person.sex, birth_date=born,
                visits_elders=volunteer.visits_elders, guardian=key[0] and self._guardian,
                skills=self._skills if task.skills else frozenset(),
                speaks=self._speaks if task.dialects else frozenset(),
            )  # fmt: skip
        return self._persons[key]

    @cached_property
    def _busy(self) -> tuple[Any, ...]:
        return tuple(
            (starts_at, ends_at)
            for _task, state, _minutes, _expected, _day, starts_at, ends_at, _levelled in self.mine
            if state in facts.SAID_YES and starts_at is not None and ends_at is not None
        )

    def _is_busy(self, row: TaskRow) -> bool:
        if row.starts_at is None or row.ends_at is None:
            return False
        return any(begins < row.ends_at and ends > row.starts_at for begins, ends in self._busy)

    # --- Answering ---------------------------------------------------------------------------------------------------

    def result(self, limit: int) -> TaskSuggestions:
        ranked = sorted(self.judged.values(), key=lambda one: (one.price, one.row.pk))
        best = [one for one in ranked if not one.refusals][:limit]
        counts = Counter(reason for one in ranked for reason in one.refusals)
        rows = Task.objects.select_related("region__parent__parent", "project").in_bulk(
            [one.row.pk for one in best]
        )
        return TaskSuggestions(
            found=[self._suggestion(rows[one.row.pk], one) for one in best if one.row.pk in rows],
            counts={reason: counts[reason] for reason in Refusal if counts[reason]},
            looked_at=len(ranked),
        )

    def _suggestion(self, task: Task, one: _Judged) -> TaskSuggestion:
        return TaskSuggestion(
            task=task,
            cost_dm=one.price,
            why=Explanation(
                metres=None if np.isnan(one.pair.metres) else one.pair.metres,
                times=one.beneficiary.times if one.beneficiary else 0,
                dialects=one.shared,
                slots=one.pair.task.slots & self.volunteer.availability,
                minutes_left=max(0, one.left),
                more=max(0, one.left) // one.row.minutes,
                urgent=one.beneficiary is not None and one.beneficiary.waiting,
                today=self.today,
            ),
        )
