"""The best volunteers for one task: who is near, who of them may, what the planner would say it costs, and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from matching import Reason
from policies.selectors import book
from regions.geo import Point
from volunteers.now import facts
from volunteers.now.explanation import Explanation, obstacles
from volunteers.now.facts import PERSON_COLUMNS, PersonRow
from volunteers.now.nearby import find_nearby, metres_to, willing_to_travel_to
from volunteers.now.price import load_dm, lowest_beyond_dm, travel_dm
from volunteers.now.ranking import ranking_rules
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import parts_gone
from volunteers.task_types import Familiarity, type_of
from volunteers.tasks.eligibility.lookups import skills_of, task_facts, with_guardian
from volunteers.tasks.eligibility.rules import (
    ADVISES,
    RULE,
    Pairing,
    PersonFacts,
    Refusal,
    TaskFacts,
    is_adult,
    of_age_since,
    reason_for,
    refusals_of,
)
from volunteers.tasks.enums import ACTIVE_STATES, NOT_ASKED_AGAIN
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.policy import LEAD_MINUTES

# How far the search goes, whatever volunteers said about their reach; where it begins; how many it looks at.
SEARCH_M = 15_000.0
_START_M = 1_000.0
_LOOKED_AT = 100
_MOST = 300
# What a list shows of them; the rest comes when somebody asks for it.
_SHOWN = (
    "lat", "lon", "location_quality", "state", "max_distance_m", "monthly_cap_minutes", "availability", "person__name",
    "person__sex", "person__birth_date", "person__phone", "person__user_id", "region__name",
)  # fmt: skip
# So many found are enough to stop looking farther.
_FEW = 6
# How many months are looked up at once.
_MONTHS = 64


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A volunteer for a task. `cost_dm` is the planner's; `refusals` what speaks against; `last_state`: of an earlier
    assignment to this very task, '' for none."""

    volunteer: Volunteer
    cost_dm: int
    why: Explanation
    refusals: tuple[Refusal, ...] = ()
    last_state: str = ""

    @property
    def is_forbidden(self) -> bool:
        """Whether a rule forbids it, so that not even a worker may ask them."""
        return not ADVISES.issuperset(self.refusals)

    @cached_property
    def obstacles(self) -> list[str]:
        """What speaks against them, a sentence each; without any the planner could have chosen them too."""
        return obstacles(
            self.refusals, self.why, reach_m=self.volunteer.max_distance_m, last_state=self.last_state
        )


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """`found`: whom nothing speaks against, the least cost first. `refused`: who is near but may not or would not, the
    same way. `counts`: how many of those looked at each reason stops. `proven`: nobody better lives within 15 km.
    `reason`: when nobody is found, why, in the planner's code (matching.Reason)."""

    found: list[Suggestion] = field(default_factory=list)
    refused: list[Suggestion] = field(default_factory=list)
    counts: dict[Refusal, int] = field(default_factory=dict)
    looked_at: int = 0
    proven: bool = False
    reason: str = ""


@dataclass(slots=True)
class _Judged:
    """`left` is None while the month has not been looked up: then `price` is the least that it can be."""

    row: PersonRow
    pair: Pairing
    price: int
    refusals: list[Refusal]
    left: int | None = None

    @property
    def is_possible(self) -> bool:
        return self.left is not None and not self.refusals


def best_volunteers(task: Task, *, limit: int = 12, without: Collection[int] = ()) -> Suggestions:
    """Up to `limit` volunteers for a task, filled up with near ones who may not or would not, each with why.

    `without`: keys of volunteers to pass over. About a dozen queries, at most thirty, however large the city.
    """
    search = Search(task, without)
    search.look_near(limit)
    if not search.is_proven(min(limit, _FEW)):
        search.look_farther(limit)
    return search.result(limit)


class Search:
    """One search: what is known of the task, and whom it has judged so far."""

    def __init__(self, task: Task, without: Collection[int]) -> None:
        self.row, self.today = task, timezone.localdate()
        self.day = max(self.today, task.starts_on)
        skills, dialects = facts.task_requirements(task.pk)
        rules = ranking_rules()
        policies = book(keys=[*rules.policies, LEAD_MINUTES])
        gone = parts_gone(timezone.now(), policies.value(LEAD_MINUTES, task.region_id))
        self.task: TaskFacts = task_facts(task, self.today, skills=skills, dialects=dialects, gone=gone)
        self.weights = rules.weights(policies, task.region_id)
        names = rules.assumed_dialects(policies, task.region_id) if self.task.dialects else ()
        self.assumed = facts.assumed_dialects(names)
        self.familiar: Familiarity = type_of(task.kind).familiarity(task)
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

    def look_near(self, limit: int) -> None:
        """The nearest, whatever the rules say of them; everybody who knows the one served; who gave no position."""
        others = Q(pk__in={*self.familiar.times, *self.familiar.known, *self.states})
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
            found = find_nearby(
                self.pool, *self.row.point, PERSON_COLUMNS, enough=_LOOKED_AT, most=_MOST, start_m=_START_M,
                farthest_m=SEARCH_M,
            )  # fmt: skip
            rows += [PersonRow(*row) for row in found.rows]
            self.radius_m = found.radius_m
        self.judge(rows, limit)

    def look_farther(self, limit: int) -> None:
        """Beyond, only those whom the database can tell to be possible."""
        if self.row.point is None:
            return
        found = find_nearby(
            self._possible(self.pool, self.row.point), *self.row.point, PERSON_COLUMNS, enough=_LOOKED_AT, most=_MOST,
            start_m=max(2 * self.radius_m, _START_M), farthest_m=SEARCH_M, known_m=self.radius_m,
        )  # fmt: skip
        self.judge([PersonRow(*row) for row in found.rows], limit)
        self.radius_m = max(self.radius_m, found.radius_m)

    def _possible(self, pool: Any, point: Point) -> Any:
        task = self.task
        pool = pool.annotate(common=F("availability").bitand(task.slots)).filter(common__gt=0)
        pool = pool.filter(monthly_cap_minutes__gte=task.minutes)
        pool = willing_to_travel_to(pool, *point)
        if task.serves_elders:
            pool = pool.filter(visits_elders=True)
        if task.prefers_sex:
            pool = pool.filter(person__sex=task.prefers_sex)
        if task.adult_only:
            pool = pool.filter(person__birth_date__lte=of_age_since(self.day))
        if task.needs_insurance:
            pool = pool.filter(insured_until__gte=self.day)
        for skill in task.skills:
            pool = pool.filter(skill_holdings__skill=skill)
        return pool

    # --- Judging -----------------------------------------------------------------------------------------------------

    def judge(self, rows: Sequence[PersonRow], limit: int = 0) -> None:
        """Put rows before the rules; look up the months of those left, as far as the `limit` best need it (0: all)."""
        new = [row for row in {row.pk: row for row in rows}.values() if self._is_new(row.pk)]
        if not new:
            return
        metres = metres_to(self.row.point, new)
        known = [row.pk in self.familiar.known for row in new]
        prices = travel_dm(
            self.weights, metres, known, [self.familiar.key] * len(new), [row.pk for row in new]
        )
        waiting = []
        for row, pair, price in zip(new, self._pairs(new, metres.tolist()), prices.tolist(), strict=True):
            judged = self.judged[row.pk] = _Judged(row, pair, price, refusals_of(pair))
            if not judged.refusals:
                waiting.append(judged)
        waiting.sort(key=lambda one: (one.price, one.row.pk))
        self._look_at_months(waiting, limit)

    def _is_new(self, pk: int) -> bool:
        return pk not in self.judged and pk not in self.skipped

    def _look_at_months(self, waiting: list[_Judged], limit: int) -> None:
        """The month of each, the nearest first, until nobody who is left could be among the `limit` best."""
        for start in range(0, len(waiting), _MONTHS):
            part = waiting[start : start + _MONTHS]
            if limit and start and self._best_price(limit) <= part[0].price:
                return
            self._weigh(part)

    def _best_price(self, limit: int) -> float:
        """The price of the `limit`-th best so far; infinite while there are fewer."""
        prices = sorted(one.price for one in self.judged.values() if one.is_possible)
        return prices[limit - 1] if len(prices) >= limit else math.inf

    def _weigh(self, part: Sequence[_Judged]) -> None:
        """What their month says: the minutes left, and what more would cost."""
        loads = facts.loads([one.row.pk for one in part], self.row.starts_on, self.today)
        load = [loads.get(one.row.pk, facts.Load()) for one in part]
        caps = [one.row.cap for one in part]
        more = load_dm(
            self.weights, [self.task.minutes] * len(part), [one.planned for one in load],
            [cap - one.committed + one.planned for cap, one in zip(caps, load, strict=True)],
        )  # fmt: skip
        for one, cap, taken, extra in zip(part, caps, load, more.tolist(), strict=True):
            one.left = cap - taken.committed
            one.price += extra
            one.refusals += refusals_of(replace(one.pair, left=one.left), (RULE[Refusal.CAP],))

    def _pairs(self, rows: Sequence[PersonRow], metres: Sequence[float]) -> list[Pairing]:
        task, keys = self.task, [row.pk for row in rows]
        said = facts.dialects_of([row.person_id for row in rows]) if task.dialects else {}
        skills = skills_of(keys, self.day, task.skills) if task.skills else {}
        begins, ends = self.row.starts_at, self.row.ends_at
        busy = facts.busy(keys, begins, ends) if begins is not None and ends is not None else ()
        guarded = self._guarded(rows)
        return [
            Pairing(
                task=task,
                person=PersonFacts(
                    reach_m=row.reach_m, availability=row.availability, insured_until=row.insured_until, sex=row.sex,
                    birth_date=row.birth_date, visits_elders=row.visits_elders, guardian=row.person_id in guarded,
                    skills=skills.get(row.pk, frozenset()), speaks=said.get(row.person_id, self.assumed),
                ),
                day=self.day,
                metres=far,
                is_barred=row.person_id in self.familiar.barred,
                was_asked=self.states.get(row.pk) in NOT_ASKED_AGAIN,
                clash=Refusal.OVERLAP if row.pk in busy else "",
            )
            for row, far in zip(rows, metres, strict=True)
        ]  # fmt: skip

    def _guarded(self, rows: Collection[PersonRow]) -> set[int]:
        """Minors whose guardian has agreed, where minors are welcome at all."""
        if self.task.adult_only:
            return set()
        return with_guardian([row.person_id for row in rows if not is_adult(row.birth_date, self.day)])

    # --- Answering ---------------------------------------------------------------------------------------------------

    def is_proven(self, limit: int) -> bool:
        """Whether nobody who was not looked at could be among the `limit` best."""
        if self.row.point is None or self.radius_m >= SEARCH_M:
            return True
        return self._best_price(limit) <= lowest_beyond_dm(self.weights, self.radius_m)

    def result(self, limit: int) -> Suggestions:
        ranked = sorted(self.judged.items(), key=lambda item: (item[1].price, item[0]))
        found = [item for item in ranked if item[1].is_possible][:limit]
        refused = [item for item in ranked if item[1].refusals][: limit - len(found)]
        if unknown := [one for _pk, one in refused if one.left is None]:
            self._weigh(unknown)
        counts = Counter(reason for one in self.judged.values() for reason in one.refusals)
        rows = (
            Volunteer.objects.filter(pk__in=[pk for pk, _one in (*found, *refused)])
            .select_related("person", "region")
            .only(*_SHOWN)
            .order_by()
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
            why=Explanation(
                metres=None if np.isnan(one.pair.metres) else one.pair.metres,
                approximate=volunteer.point is None or volunteer.is_approximate,
                times=self.familiar.times.get(volunteer.pk, 0),
                dialects=tuple(name for pk, name in task.dialects.items() if pk in one.pair.person.speaks),
                slots=task.slots & volunteer.availability,
                minutes_left=max(0, one.left or 0),
                more=max(0, one.left or 0) // task.minutes,
                today=self.today,
            ),
            refusals=tuple(one.refusals),
            last_state=self.states.get(volunteer.pk, ""),
        )
