"""Who cannot get where on which days: volunteers who are ill or away, and regions that cannot be reached.

A pair of visit and volunteer is kept apart when none of the visit's days is left on which both could; where one is,
they may still be put together, and agree on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from matching.places import earth_centred
from regions.codes import prefix_of
from visit_planning.plan.models.plan import Closure
from visit_planning.plan.services.situation import Days, Ints, Situation, pairs_of
from volunteers.days.models.absence import Absence
from volunteers.slots import days_left, slots_on

_SLACK_M = 5.0


class Closed(NamedTuple):
    """A region nobody gets into or out of on these days."""

    region: str
    first_day: date
    last_day: date

    def holds(self, code: str) -> bool:
        return code.startswith(prefix_of(self.region))


@dataclass(frozen=True)
class Barriers:
    """What is in force in a span of days: closed regions, and by volunteer (key) the days away."""

    closed: tuple[Closed, ...] = ()
    away: Mapping[int, tuple[Days, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.closed or self.away)

    def days_of(self, volunteer: int, home: str, place: str) -> tuple[Days, ...]:
        """The days on which a volunteer who lives in `home` cannot serve in `place`."""
        shut = [(one.first_day, one.last_day) for one in self.closed if one.holds(home) != one.holds(place)]
        return (*self.away.get(volunteer, ()), *shut)


@dataclass
class KeptApart:
    """Pairs (row of the visit, row of the volunteer) that cannot meet, and the visits for which a closed region, or an
    absence, is why."""

    pairs: set[tuple[int, int]] = field(default_factory=set)
    cut_off: set[int] = field(default_factory=set)
    away: set[int] = field(default_factory=set)

    @property
    def rows(self) -> Ints:
        """The pairs, sorted, shape (k, 2)."""
        return pairs_of(self.pairs)


def in_force(first: date, last: date, *, also: Iterable[Closed] = ()) -> Barriers:
    """What keeps people apart on the days `first` to `last`, `also` as if it were stored: two queries."""
    closed = Closure.objects.touching(first, last).order_by("pk")
    away: dict[int, list[Days]] = defaultdict(list)
    absences = Absence.objects.touching(first, last).order_by("pk")
    for volunteer, begins, ends in absences.values_list("volunteer_id", "first_day", "last_day"):
        away[volunteer].append((begins, ends))
    return Barriers(
        (*(Closed(*row) for row in closed.values_list("region_id", "first_day", "last_day")), *also),
        {volunteer: tuple(spans) for volunteer, spans in away.items()},
    )


def kept_apart(barriers: Barriers, situation: Situation, *, today: date) -> KeptApart:
    """The pairs within reach that the barriers keep apart."""
    found = KeptApart()
    if not barriers or not len(situation.visits) or not len(situation.volunteers):
        return found
    keys, days = situation.volunteers.pk.tolist(), situation.visits.days
    receives = situation.visits.columns["visit_slots"].tolist()
    free = situation.volunteers.columns["slots"].tolist()
    known: dict[tuple[Days, tuple[Days, ...]], int] = {}
    for visit, volunteer in _touched(barriers, situation):
        home, place = situation.volunteers.region[volunteer], situation.visits.region[visit]
        spans = barriers.days_of(keys[volunteer], home, place)
        if (days[visit], spans) not in known:
            first, last = days[visit]
            known[days[visit], spans] = slots_on(days_left(max(first, today), last, spans))
        if not known[days[visit], spans] & receives[visit] & free[volunteer]:
            found.pairs.add((visit, volunteer))
            shut = any(one.holds(home) != one.holds(place) for one in barriers.closed)
            (found.cut_off if shut else found.away).add(visit)
    return found


def _touched(barriers: Barriers, situation: Situation) -> set[tuple[int, int]]:
    """Pairs within reach that an absence or a closed region lies between."""
    visits, volunteers = situation.visits, situation.volunteers
    places = earth_centred(visits.columns["visit_lat"], visits.columns["visit_lon"])
    homes = earth_centred(volunteers.columns["lat"], volunteers.columns["lon"])
    reach = volunteers.columns["reach_m"]
    pairs: set[tuple[int, int]] = set()

    def add(some: list[int], others: list[int]) -> None:
        """Pairs within reach of visits and volunteers, both given as rows."""
        some = [row for row in some if not np.isnan(places[row]).any()]
        others = [row for row in others if not np.isnan(homes[row]).any()]
        if some and others:
            near = cKDTree(places[some]).query_ball_point(homes[others], reach[others] + _SLACK_M)
            for volunteer, rows in zip(others, near, strict=True):
                pairs.update((some[row], volunteer) for row in rows)

    everywhere, everybody = list(range(len(visits))), list(range(len(volunteers)))
    add(everywhere, [row for row in everybody if int(volunteers.pk[row]) in barriers.away])
    for one in barriers.closed:
        inside_v = [row for row in everywhere if one.holds(visits.region[row])]
        inside_w = [row for row in everybody if one.holds(volunteers.region[row])]
        of_v, of_w = set(inside_v), set(inside_w)
        add(inside_v, [row for row in everybody if row not in of_w])
        add([row for row in everywhere if row not in of_v], inside_w)
    return pairs
