"""Who holds which visit at this moment, and what a new plan may do about it.

Kept whatever happens: what somebody has said yes to, and whom a worker has asked. Offers of a plan within their time
are moved only when that pays. An offer that has become impossible (the volunteer left or moved; the elder now asks for
a woman) is taken back at once; one past its time when somebody else is found. Whoever declined, withdrew, did not come
or was replaced is not asked again for the same visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from common.bulk import columns
from matching.places import distance_m, earth_centred
from matching.reasons import pair_rules
from policies.selectors import PolicyBook
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.situation import Bools, Floats, Ints, Situation, Volunteers, ints
from volunteers.tasks.eligibility.rules import ADVISES, RULES
from volunteers.tasks.enums import ACTIVE_STATES, NOT_ASKED_AGAIN, AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.policy import ANSWER_WITHIN_HOURS
from volunteers.tasks.services.assignments import OfferRow

# What a worker's choice need not keep to.
_ADVISED = frozenset(rule.reason for rule in RULES if rule.code in ADVISES)
_STATES = {state.value: number for number, state in enumerate(AssignmentState)}
_ORIGINS = {origin.value: number for number, origin in enumerate(Origin)}


@dataclass(frozen=True)
class Held:
    """The assignments on the month's visits, one row each. `state` and `origin` are numbers of their enumerations.

    `late` = an offer past its time; `minutes` served, 0 where nobody has served yet.
    """

    pk: Ints
    task_id: Ints
    volunteer_id: Ints
    state: Ints
    origin: Ints
    late: Bools
    minutes: Ints

    def after(self, revoked: Sequence[int], offers: Sequence[OfferRow]) -> Held:
        """As the assignments stand once offers were taken back (primary keys) and new ones made."""
        state = np.where(np.isin(self.pk, ints(revoked)), _STATES[AssignmentState.REPLACED], self.state)
        new = len(offers)
        last = int(self.pk.max(initial=0))
        return replace(
            self,
            pk=np.concatenate((self.pk, np.arange(last + 1, last + 1 + new))),
            task_id=np.concatenate((self.task_id, ints([row.task_id for row in offers]))),
            volunteer_id=np.concatenate((self.volunteer_id, ints([row.volunteer_id for row in offers]))),
            state=np.concatenate((state, np.full(new, _STATES[AssignmentState.OFFERED]))),
            origin=np.concatenate((self.origin, np.full(new, _ORIGINS[Origin.MATCHED]))),
            late=np.concatenate((self.late, np.zeros(new, dtype=np.bool_))),
            minutes=np.concatenate((self.minutes, np.zeros(new, dtype=np.int64))),
        )


@dataclass(frozen=True)
class Standing:
    """The month's assignments, sorted by what a plan may do with them.

    `locked`, `offered`, `expired`, `impossible` and `forbidden` are (row of the visit, row of the volunteer), shape
    (k, 2); `offered_pk`, `expired_pk` and `impossible_pk` the primary keys of those assignments in the same order.
    `spent_minutes` (by row of volunteer) is what the solver does not see: offers past their time, longer services.
    """

    locked: Ints
    offered: Ints
    offered_pk: Ints
    expired: Ints
    expired_pk: Ints
    impossible: Ints
    impossible_pk: Ints
    forbidden: Ints
    spent_minutes: Ints


def read(scope: Scope, *, now: datetime, book: PolicyBook) -> Held:
    """The assignments on the visits of a scope, in the order of their keys."""
    rows = (
        Assignment.objects.filter(scope.of_visits("task__visit__"))
        .exclude(state=AssignmentState.CANCELLED)
        .exclude(pk__in=scope.without)
        .order_by("pk")
    )
    pk, task_id, volunteer_id, states, origins, offered_at, minutes, regions, expires_at = columns(
        rows, "pk", "task_id", "volunteer_id", "state", "origin", "offered_at", "minutes", "task__region_id",
        "expires_at",
    )  # fmt: skip
    return Held(
        pk=ints(pk),
        task_id=ints(task_id),
        volunteer_id=ints(volunteer_id),
        state=ints([_STATES[state] for state in states]),
        origin=ints([_ORIGINS[origin] for origin in origins]),
        late=_late(offered_at, expires_at, regions, now, book),
        minutes=ints([count or 0 for count in minutes]),
    )


def _late(
    offered_at: Sequence[datetime], expires_at: Sequence[datetime | None], regions: Sequence[str], now: datetime,
    book: PolicyBook,
) -> Bools:  # fmt: skip
    """Which offers have waited past a time of their own, or longer than the region of their task lets them."""
    since = {
        region: now - timedelta(hours=book.value(ANSWER_WITHIN_HOURS, region)) for region in set(regions)
    }
    return np.array(
        [
            moment < since[region] if until is None else until < now
            for moment, until, region in zip(offered_at, expires_at, regions, strict=True)
        ],
        dtype=np.bool_,
    )


def classify(held: Held, situation: Situation) -> Standing:
    """Sort the assignments. Those on visits that can no longer be made do not concern the plan."""
    visits, volunteers = situation.visits, situation.volunteers
    visit, volunteer = visits.rows_of(held.task_id), volunteers.rows_of(held.volunteer_id)
    known = (visit >= 0) & (volunteer >= 0)
    refused = known & np.isin(held.state, [_STATES[state] for state in NOT_ASKED_AGAIN])
    at = np.flatnonzero(known & np.isin(held.state, [_STATES[state] for state in ACTIVE_STATES]))
    pairs = np.stack((visit[at], volunteer[at]), axis=1)
    pending = held.state[at] == _STATES[AssignmentState.OFFERED]
    matched = held.origin[at] == _ORIGINS[Origin.MATCHED]
    late = pending & matched & held.late[at]
    possible = ~pending | possible_pairs(situation, pairs, chosen=~matched)
    possible &= ~_beyond_cap(situation, pairs, counts=possible, may_go=late & possible)
    # What was said yes to takes its place first, then a worker's choice, then what was offered first.
    rank = np.where(pending, np.where(held.origin[at] == _ORIGINS[Origin.ASSIGNED], 1, 2), 0)
    placed = possible & _within(visits.persons, pairs[:, 0], possible, np.lexsort((held.pk[at], rank)))
    # Several may be asked to stand in for one place; the search itself takes back what is left over.
    standing_in = pending & possible & (held.origin[at] == _ORIGINS[Origin.STAND_IN])
    surplus = ~placed & (~pending | standing_in)
    locked, offered = placed & ~(pending & matched), placed & pending & matched & ~late
    expired, impossible = placed & late, pending & ~placed & ~standing_in
    served = np.where(held.minutes[at] > 0, held.minutes[at], visits.minutes[pairs[:, 0]])
    spent = np.zeros(len(volunteers), dtype=np.int64)
    # One more than the visit needs, who has said yes all the same, counts as well.
    whole = expired | surplus
    np.add.at(spent, pairs[whole, 1], served[whole])
    np.add.at(spent, pairs[locked, 1], (served - visits.minutes[pairs[:, 0]])[locked])
    return Standing(
        locked=pairs[locked],
        offered=pairs[offered],
        offered_pk=held.pk[at][offered],
        expired=pairs[expired],
        expired_pk=held.pk[at][expired],
        impossible=pairs[impossible],
        impossible_pk=held.pk[at][impossible],
        forbidden=_forbidden(situation, np.stack((visit[refused], volunteer[refused]), axis=1), pairs[placed],
                             pairs[locked]),
        spent_minutes=spent,
    )  # fmt: skip


def keep_apart(standing: Standing, situation: Situation, pairs: Ints) -> Standing:
    """The same, with these pairs (row of the visit, row of the volunteer) forbidden too unless they are locked."""
    keys = np.union1d(
        _keys(standing.forbidden, situation.volunteers),
        np.setdiff1d(_keys(pairs, situation.volunteers), _keys(standing.locked, situation.volunteers)),
    )
    stride = max(1, len(situation.volunteers))
    return replace(standing, forbidden=np.stack((keys // stride, keys % stride), axis=1))


def _within(persons: Ints, visit: Ints, counts: Bools, order: Ints) -> Bools:
    """Which rows find room on their visit (at most `persons`), taken in `order`; only those that `counts` take it."""
    order = order[counts[order]]
    order = order[np.argsort(visit[order], kind="stable")]
    mine = visit[order]
    first = np.searchsorted(mine, mine)
    room = np.zeros(len(visit), dtype=np.bool_)
    room[order] = np.arange(len(mine)) - first < persons[mine]
    return room


def possible_pairs(situation: Situation, pairs: Ints, *, chosen: Bools) -> Bools:
    """Which pairs the rules would still allow. What a worker has `chosen` is measured by far fewer rules."""
    visit, volunteer = pairs[:, 0], pairs[:, 1]
    v = {name: column[visit] for name, column in situation.visits.columns.items()}
    w = {name: column[volunteer] for name, column in situation.volunteers.columns.items()}
    metres = distances(situation, visit, volunteer)
    fine = (metres <= w["reach_m"]) | chosen
    for reason, kept in pair_rules(v, w).items():
        fine &= kept | chosen if reason in _ADVISED else kept
    return np.asarray(fine & situation.volunteers.usable[volunteer])


def _beyond_cap(situation: Situation, pairs: Ints, *, counts: Bools, may_go: Bools) -> Bools:
    """Offers past their time that no longer fit into the month of a volunteer who now gives less: the last go first.

    Those within their time need no such rule: the plan moves what does not fit.
    """
    beyond = np.zeros(len(pairs), dtype=np.bool_)
    minutes = situation.visits.minutes[pairs[:, 0]]
    room = situation.cap_minutes.copy()
    np.subtract.at(room, pairs[counts, 1], minutes[counts])
    for at in np.flatnonzero(may_go & (room[pairs[:, 1]] < 0))[::-1].tolist():
        if room[pairs[at, 1]] < 0:
            beyond[at] = True
            room[pairs[at, 1]] += minutes[at]
    return beyond


def distances(situation: Situation, visit: Ints, volunteer: Ints) -> Floats:
    """Metres between rows of visits and rows of volunteers; NaN where a position is not known."""
    v, w = situation.visits.columns, situation.volunteers.columns
    here = earth_centred(v["visit_lat"][visit], v["visit_lon"][visit])
    return distance_m(here, earth_centred(w["lat"][volunteer], w["lon"][volunteer]))


def _forbidden(situation: Situation, refused: Ints, placed: Ints, locked: Ints) -> Ints:
    """Who is not asked (again): refused before and not there now; and nobody visits themselves."""
    visits, volunteers = situation.visits, situation.volunteers
    keys = np.setdiff1d(_keys(refused, volunteers), _keys(placed, volunteers))
    # A volunteer may be on the register of elders.
    row_of = {person: row for row, person in enumerate(volunteers.person_id.tolist())}
    mine = np.flatnonzero(np.isin(visits.person_id, volunteers.person_id))
    themselves = np.stack(
        (mine, ints([row_of[person] for person in visits.person_id[mine].tolist()])), axis=1
    )
    keys = np.union1d(keys, np.setdiff1d(_keys(themselves, volunteers), _keys(locked, volunteers)))
    stride = max(1, len(volunteers))
    return np.stack((keys // stride, keys % stride), axis=1)


def _keys(pairs: Ints, volunteers: Volunteers) -> Ints:
    return np.asarray(pairs[:, 0] * max(1, len(volunteers)) + pairs[:, 1])
