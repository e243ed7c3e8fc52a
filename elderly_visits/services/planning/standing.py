"""Who holds which visit at this moment, and what a new plan may do about it.

Kept: what somebody has said yes to, and offers still within their time. An offer that has become impossible (the
volunteer left, moved, gave fewer hours; the elder now asks for a woman) is taken back at once; one past its time is
taken back when somebody else is found. Whoever declined, withdrew, did not come or was replaced is not asked again for
the same visit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from elderly_visits.services.planning.situation import Situation
from policies.selectors import PolicyBook
from regions.codes import in_subtree
from regions.models import Region
from volunteers.enums import ACTIVE_STATES, AssignmentState, Origin
from volunteers.matching.places import distance_m, earth_centred
from volunteers.matching.problem import ANY_GENDER
from volunteers.models import Assignment
from volunteers.policy import ANSWER_WITHIN_HOURS

CHUNK = 5000
_NOT_AGAIN = (
    AssignmentState.DECLINED,
    AssignmentState.WITHDRAWN,
    AssignmentState.NO_SHOW,
    AssignmentState.REPLACED,
    AssignmentState.REJECTED,
)


class Held(NamedTuple):
    """An assignment on one of the month's visits."""

    pk: int
    task_id: int
    volunteer_id: int
    state: str
    origin: str
    offered_at: datetime
    minutes: int | None
    region_id: str
    expires_at: datetime | None = None


@dataclass
class Standing:
    """The month's assignments, sorted by what a plan may do with them.

    `locked`, `forbidden`, `expired` are (row of the visit, row of the volunteer); `impossible` and `expired_pk` are
    primary keys of assignments, the latter in the order of `expired`.
    """

    locked: list[tuple[int, int]] = field(default_factory=list)
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    expired: list[tuple[int, int]] = field(default_factory=list)
    expired_pk: list[int] = field(default_factory=list)
    impossible: list[int] = field(default_factory=list)
    # Minutes by row of volunteer that the solver does not see as locked: offers past their time, longer services.
    spent_minutes: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def read(*, region: Region, month: date) -> list[Held]:
    """The assignments on the month's planned visits in a region."""
    rows = (
        Assignment.objects.filter(in_subtree("task__visit__elder__region", region.pk))
        .filter(task__visit__month=month, task__visit__ordinal__gt=0)
        .exclude(state=AssignmentState.CANCELLED)
        .order_by("pk")
        .values_list(
            "pk",
            "task_id",
            "volunteer_id",
            "state",
            "origin",
            "offered_at",
            "minutes",
            "task__region_id",
            "expires_at",
        )
    )
    return [Held(*row) for row in rows.iterator(chunk_size=CHUNK)]


def sort_out(rows: list[Held], situation: Situation, *, now: datetime, book: PolicyBook) -> Standing:
    """Sort the assignments. Those on visits that can no longer be made do not concern the plan."""
    standing = Standing()
    deadline = _Deadline(now, book)
    visits, volunteers = situation.visits, situation.volunteers
    active: list[tuple[Held, int, int]] = []
    for row in rows:
        visit, volunteer = visits.of_task.get(row.task_id), volunteers.of_pk.get(row.volunteer_id)
        if visit is None or volunteer is None:
            continue
        if row.state in _NOT_AGAIN:
            standing.forbidden.add((visit, volunteer))
        elif row.state in ACTIVE_STATES:
            active.append((row, visit, volunteer))
    possible = _possible(situation, active)
    places: dict[int, int] = defaultdict(int)
    # What was said yes to takes its place first, then a worker's choice, then what was offered first.
    order = sorted(range(len(active)), key=lambda at: (_rank(active[at][0]), active[at][0].pk))
    for at in order:
        row, visit, volunteer = active[at]
        pending = row.state == AssignmentState.OFFERED
        planned = int(visits.minutes[visit])
        if pending and row.origin == Origin.STAND_IN and places[visit] >= visits.persons[visit]:
            # Several are asked to stand in for one place; the search itself takes back what is left over.
            standing.spent_minutes[volunteer] += planned
        elif pending and (not possible[at] or places[visit] >= visits.persons[visit]):
            standing.impossible.append(row.pk)
        elif pending and row.origin == Origin.MATCHED and deadline.passed(row):
            standing.expired.append((visit, volunteer))
            standing.expired_pk.append(row.pk)
            standing.spent_minutes[volunteer] += planned
            places[visit] += 1
        elif places[visit] < visits.persons[visit]:
            standing.locked.append((visit, volunteer))
            standing.spent_minutes[volunteer] += (row.minutes or planned) - planned
            places[visit] += 1
        else:
            # One more than the visit needs, who has said yes all the same.
            standing.spent_minutes[volunteer] += row.minutes or planned
    # Asked again by a worker after a refusal, and there now: the refusal is forgotten.
    standing.forbidden -= set(standing.locked) | set(standing.expired)
    standing.forbidden |= _same_person(situation) - set(standing.locked)
    return standing


def _rank(row: Held) -> int:
    if row.state != AssignmentState.OFFERED:
        return 0
    return 1 if row.origin == Origin.ASSIGNED else 2


class _Deadline:
    """Until when offers wait for an answer, by region."""

    def __init__(self, now: datetime, book: PolicyBook) -> None:
        self._now, self._book = now, book
        self._hours: dict[str, float] = {}

    def passed(self, row: Held) -> bool:
        if row.expires_at is not None:
            return row.expires_at < self._now
        if row.region_id not in self._hours:
            self._hours[row.region_id] = self._book.value(ANSWER_WITHIN_HOURS, row.region_id)
        return row.offered_at + timedelta(hours=self._hours[row.region_id]) < self._now


def _possible(situation: Situation, active: list[tuple[Held, int, int]]) -> NDArray[np.bool_]:
    """Which of the assignments the rules would still allow. What a worker decided is measured by far fewer rules."""
    if not active:
        return np.zeros(0, dtype=np.bool_)
    visit = np.array([row[1] for row in active], dtype=np.int64)
    volunteer = np.array([row[2] for row in active], dtype=np.int64)
    chosen = np.array([row[0].origin != Origin.MATCHED for row in active], dtype=np.bool_)
    v = {name: column[visit] for name, column in situation.visits.columns.items()}
    w = {name: column[volunteer] for name, column in situation.volunteers.columns.items()}
    metres = distances(situation, visit, volunteer)
    fine = (metres <= w["reach_m"]) & ((v["visit_slots"] & w["slots"]) != 0)
    fine &= (v["visit_dialects"] == 0) | ((v["visit_dialects"] & w["dialects"]) != 0)
    fine |= chosen
    fine &= situation.volunteers.usable[volunteer]
    fine &= (v["visit_gender"] == ANY_GENDER) | (v["visit_gender"] == w["gender"])
    fine &= (v["visit_skills"] & w["skills"]) == v["visit_skills"]
    fine &= w["adult"] | ~v["visit_adult_only"]
    return fine & _within_cap(situation, active, visit, volunteer, fine, chosen)


def _within_cap(
    situation: Situation, active: list[tuple[Held, int, int]], visit: NDArray[np.int64],
    volunteer: NDArray[np.int64], fine: NDArray[np.bool_], chosen: NDArray[np.bool_],
) -> NDArray[np.bool_]:  # fmt: skip
    """Whether an offer still fits into the month of a volunteer who now gives less time: the last offers go first."""
    fits = np.ones(len(active), dtype=np.bool_)
    pending = np.array([row[0].state == AssignmentState.OFFERED for row in active], dtype=np.bool_)
    stays = fine | ~pending
    room = situation.cap_minutes.copy()
    np.subtract.at(room, volunteer[stays], situation.visits.minutes[visit[stays]])
    candidates = np.flatnonzero(pending & fine & ~chosen & (room[volunteer] < 0))
    for at in sorted(candidates.tolist(), key=lambda at: -active[at][0].pk):
        if room[volunteer[at]] < 0:
            fits[at] = False
            room[volunteer[at]] += situation.visits.minutes[visit[at]]
    return fits


def distances(
    situation: Situation, visit: NDArray[np.int64], volunteer: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Metres between rows of visits and rows of volunteers; NaN where a position is not known."""
    v, w = situation.visits.columns, situation.volunteers.columns
    here = earth_centred(v["visit_lat"][visit], v["visit_lon"][visit])
    return distance_m(here, earth_centred(w["lat"][volunteer], w["lon"][volunteer]))


def _same_person(situation: Situation) -> set[tuple[int, int]]:
    """Nobody visits themselves: a volunteer may be on the register of elders."""
    volunteer_of = {person: row for row, person in enumerate(situation.volunteers.person_id.tolist())}
    return {
        (row, volunteer_of[person])
        for row, person in enumerate(situation.visits.person_id.tolist())
        if person in volunteer_of
    }
