"""The best volunteers for one task: who is near, who of them may, what the planner would say it costs, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db.models import F, Q
from django.utils import timezone

from policies.selectors import book
from volunteers.eligibility import Refusal
from volunteers.enums import ACTIVE_STATES, TaskKind
from volunteers.matching import Reason
from volunteers.models import Assignment, Task, Volunteer
from volunteers.selectors.now import facts
from volunteers.selectors.now.around import around, metres_from
from volunteers.selectors.now.facts import PERSON_COLUMNS, PersonRow
from volunteers.selectors.now.price import lowest_beyond_dm, prices_dm
from volunteers.selectors.now.rules import (
    ADVISES,
    ASKED,
    PersonFacts,
    TaskFacts,
    against,
    grown_up,
    is_adult,
    reason_for,
    task_facts,
)
from volunteers.selectors.now.why import Why
from volunteers.served import Faces, knowledge_of, rules

# How far the search goes, whatever volunteers said about their reach; where it begins; how many it looks at.
SEARCH_M = 15_000.0
_START_M = 400.0
_LOOKED_AT = 100
_MOST = 300


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A volunteer for a task. `cost_dm` is the planner's; `refusals` what speaks against; `last_state`: of an earlier
    assignment to this very task, '' for none."""

    volunteer: Volunteer
    cost_dm: int
    why: Why
    refusals: tuple[Refusal, ...] = ()
    last_state: str = ""

    @property
    def is_forbidden(self) -> bool:
        """Whether a rule forbids it, so that not even a worker may ask them."""
        return not ADVISES.issuperset(self.refusals)


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """`found`: whom nothing speaks against, the least cost first. `refused`: who is near but may not or would not, the
    same way. `counts`: how many of those looked at each reason stops. `proven`: nobody better lives within 15 km.
    `reason`: when nobody is found, why, in the planner's code (volunteers.matching.Reason)."""

    found: list[Suggestion] = field(default_factory=list)
    refused: list[Suggestion] = field(default_factory=list)
    counts: dict[Refusal, int] = field(default_factory=dict)
    looked_at: int = 0
    proven: bool = False
    reason: str = ""


@dataclass(slots=True)
class _Judged:
    person: PersonRow
    metres: float
    price: int
    left: int
    known: bool
    refusals: list[Refusal]
    speaks: frozenset[int]


def best_volunteers(task: Task, *, limit: int = 12, without: Collection[int] = ()) -> Suggestions:
    """Up to `limit` volunteers for a task, filled up with near ones who may not or would not, each with why.

    `without`: keys of volunteers to pass over. About a dozen queries, at most thirty, however large the city.
    """
    search = Search(task, without)
    search.look_near()
    if not search.is_proven(limit):
        search.look_farther()
    return search.result(limit)


class Search:
    """One search: what is known of the task, and whom it has judged so far."""

    def __init__(self, task: Task, without: Collection[int]) -> None:
        self.row, self.today = task, timezone.localdate()
        self.day = max(self.today, task.starts_on)
        self.task: TaskFacts = task_facts(
            task,
            *facts.asked_by(task.pk),
            self.today,
            serves_elders=task.kind != TaskKind.SHIFT,
        )
        policies = book(keys=rules().policies)
        self.weights = rules().weights(policies, task.region_id)
        names = rules().assumed_dialects(policies, task.region_id) if self.task.dialects else ()
        self.assumed = facts.assumed_dialects(names)
        self.faces: Faces = knowledge_of(task.kind).faces(task)
        held = Assignment.objects.filter(task=task).order_by("pk").values_list("volunteer_id", "state")
        # The last word counts, should somebody have been asked twice.
        self.states: dict[int, str] = dict(held)
        self.skipped = set(without) | {pk for pk, state in self.states.items() if state in ACTIVE_STATES}
        self.judged: dict[int, _Judged] = {}
        self.radius_m = 0.0

    # --- Looking -----------------------------------------------------------------------------------------------------

    @property
    def pool(self) -> Any:
        return Volunteer.objects.approved()

    def look_near(self) -> None:
        """The nearest, whatever the rules say of them; everybody who knows the one served; who gave no position."""
        others = Q(pk__in={*self.faces.times, *self.faces.known, *self.states})
        others |= Q(lat=None, region=self.row.region_id)
        if self.row.point is None:
            others |= Q(region=self.row.region_id)
        more = self.pool.filter(others).order_by().values_list(*PERSON_COLUMNS, "region__lat", "region__lon")
        rows = [
            # Who gave no position starts from the community's point, as in the plan.
            PersonRow(*((region_lat, region_lon) if row[0] is None else row[:2]), *row[2:])
            for *row, region_lat, region_lon in more[:_MOST]
        ]
        if self.row.point is not None:
            found = around(
                self.pool, *self.row.point, PERSON_COLUMNS, enough=_LOOKED_AT, most=_MOST, start_m=_START_M,
                farthest_m=SEARCH_M,
            )  # fmt: skip
            rows += [PersonRow(*row) for row in found.rows]
            self.radius_m = found.radius_m
        self.judge(rows)

    def look_farther(self) -> None:
        """Beyond, only those whom the database can tell to be possible."""
        if self.row.point is None:
            return
        found = around(
            self._possible(self.pool), *self.row.point, PERSON_COLUMNS, enough=_LOOKED_AT, most=_MOST,
            start_m=max(2 * self.radius_m, _START_M), farthest_m=SEARCH_M,
        )  # fmt: skip
        self.judge([PersonRow(*row) for row in found.rows])
        self.radius_m = max(self.radius_m, found.radius_m)

    def _possible(self, pool: Any) -> Any:
        task = self.task
        slots = task.slots
        pool = pool.annotate(common=F("availability").bitand(slots)).filter(common__gt=0)
        pool = pool.filter(monthly_cap_minutes__gte=task.minutes)
        if self.radius_m:
            pool = pool.filter(max_distance_m__gte=self.radius_m)
        if task.serves_elders:
            pool = pool.filter(visits_elders=True)
        if task.prefers_sex:
            pool = pool.filter(person__sex=task.prefers_sex)
        if task.adult_only:
            pool = pool.filter(person__birth_date__lte=grown_up(self.day))
        if task.needs_insurance:
            pool = pool.filter(insured_until__gte=self.day)
        for skill in task.skills:
            pool = pool.filter(skill_holdings__skill=skill)
        return pool

    # --- Judging -----------------------------------------------------------------------------------------------------

    def judge(self, rows: Sequence[PersonRow]) -> None:
        new = {row.pk: row for row in rows if row.pk not in self.judged and row.pk not in self.skipped}
        if not new:
            return
        task, keys = self.task, list(new)
        people = [row.person_id for row in new.values()]
        loads = facts.loads(keys, task.starts_on, self.today)
        said = facts.dialects_of(people) if task.dialects else {}
        skills = facts.skills_of(keys, self.day, task.skills) if task.skills else {}
        fixed = task.starts_at is not None and task.ends_at is not None
        busy = facts.busy(keys, task.starts_at, task.ends_at) if fixed else {}  # type: ignore[arg-type]  # fixed
        known = [pk in self.faces.known for pk in keys]
        metres = self._metres(list(new.values()))
        load = [loads.get(pk, facts.Load()) for pk in keys]
        prices = prices_dm(
            self.weights, metres, known, [self.faces.key] * len(keys), keys, [task.minutes] * len(keys),
            [one.planned for one in load],
            [row.cap - one.taken + one.planned for row, one in zip(new.values(), load, strict=True)],
        )  # fmt: skip
        guarded = self._guarded(new.values())
        persons = {
            pk: PersonFacts(
                pk=pk, person_id=row.person_id, lat=row.lat, lon=row.lon, reach_m=row.reach_m,
                availability=row.availability, insured_until=row.insured_until, sex=row.sex, birth_date=row.birth_date,
                visits_elders=row.visits_elders, guardian=row.person_id in guarded, skills=skills.get(pk, frozenset()),
                speaks=facts.spoken(said, row.person_id, self.assumed), left=row.cap - one.taken, busy=busy.get(pk, ()),
            )
            for (pk, row), one in zip(new.items(), load, strict=True)
        }  # fmt: skip
        for at, (pk, row) in enumerate(new.items()):
            person = persons[pk]
            refusals = against(
                task, person, float(metres[at]), self.today, barred=row.person_id in self.faces.barred,
                asked=self.states.get(pk) in ASKED,
            )  # fmt: skip
            self.judged[pk] = _Judged(
                row, float(metres[at]), int(prices[at]), person.left, known[at], refusals, person.speaks
            )

    def _metres(self, rows: Sequence[PersonRow]) -> Any:
        if self.row.point is None:
            return np.full(len(rows), np.nan)
        return metres_from(*self.row.point, [row.lat for row in rows], [row.lon for row in rows])

    def _guarded(self, rows: Collection[PersonRow]) -> set[int]:
        """Minors whose guardian has agreed, where minors are welcome at all."""
        if self.task.adult_only:
            return set()
        return facts.with_guardian([row.person_id for row in rows if not is_adult(row.birth_date, self.day)])

    # --- Answering ---------------------------------------------------------------------------------------------------

    def is_proven(self, limit: int) -> bool:
        """Whether nobody who was not looked at could be among the `limit` best."""
        if self.row.point is None or self.radius_m >= SEARCH_M:
            return True
        prices = sorted(one.price for one in self.judged.values() if not one.refusals)
        return len(prices) >= limit and prices[limit - 1] <= lowest_beyond_dm(self.weights, self.radius_m)

    def result(self, limit: int) -> Suggestions:
        ranked = sorted(self.judged.items(), key=lambda item: (item[1].price, item[0]))
        found = [item for item in ranked if not item[1].refusals][:limit]
        refused = [item for item in ranked if item[1].refusals][: limit - len(found)]
        counts = Counter(reason for one in self.judged.values() for reason in one.refusals)
        rows = (
            Volunteer.objects.filter(pk__in=[pk for pk, _one in (*found, *refused)])
            .select_related("person", "region")
            .defer("person__id_number")
            .in_bulk()
        )
        return Suggestions(
            found=[self._suggestion(rows[pk], one) for pk, one in found if pk in rows],
            refused=[self._suggestion(rows[pk], one) for pk, one in refused if pk in rows],
            counts={reason: counts[reason] for reason in Refusal if counts[reason]},
            looked_at=len(self.judged),
            proven=self.is_proven(limit),
            reason="" if found else self._reason(),
        )

    def _reason(self) -> str:
        if self.row.point is None:
            return Reason.NO_LOCATION.value
        reason = reason_for([one.refusals for one in self.judged.values()])
        return reason.value if reason else ""

    def _suggestion(self, volunteer: Volunteer, one: _Judged) -> Suggestion:
        task = self.task
        return Suggestion(
            volunteer=volunteer,
            cost_dm=one.price,
            why=Why(
                metres=None if np.isnan(one.metres) else one.metres,
                approximate=volunteer.point is None or volunteer.is_approximate,
                times=self.faces.times.get(volunteer.pk, 0),
                dialects=tuple(name for pk, name in task.dialects.items() if pk in one.speaks),
                slots=task.slots & volunteer.availability,
                minutes_left=max(0, one.left),
                more=max(0, one.left) // task.minutes,
                today=self.today,
            ),
            refusals=tuple(one.refusals),
            last_state=self.states.get(volunteer.pk, ""),
        )
