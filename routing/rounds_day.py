"""One person's day as arrays, and what its answer looks like. The rules stand in `routing.rounds`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.places import distance_m, earth_centred

Ints = NDArray[np.int64]

EXACT = 14
DAY = 24 * 60
# Rounds of taking out and putting back for a list longer than EXACT.
_TRIES = 200
_AGREED = 10_000
_FORCED = 10**9


class Infeasibility(StrEnum):
    """Why a stop is not part of the round."""

    NO_WINDOW = "no_window"  # no time of that day suits
    TOO_LONG = "too_long"  # longer than every window
    PASSED = "passed"  # its windows have gone by
    TOO_FAR = "too_far"  # cannot be reached in its windows, even going there first
    CROWDED = "crowded"  # fits alone, not beside the others
    COMPANION = "companion"  # fits this person, not somebody who comes along


@dataclass(frozen=True)
class Pace:
    """How fast somebody gets from door to door: on foot, or riding once that is quicker. Speeds in km/h.

    The way is the straight line times `detour`; riding first costs `ready_minutes` (to fetch the bicycle, for the bus).
    """

    walking_kmh: float = 4.0
    riding_kmh: float = 15.0
    ready_minutes: float = 8.0
    detour: float = 1.3

    def minutes(self, metres: NDArray[np.float64]) -> Ints:
        """Whole minutes, rounded up; nothing for no distance, a day where none can be told or no speed is left."""
        kilometres = (
            np.nan_to_num(np.asarray(metres, float), nan=0.0, posinf=2e4) * max(0.0, self.detour) / 1000
        )
        walk = kilometres / max(self.walking_kmh, 1e-3) * 60
        ride = self.ready_minutes + kilometres / max(self.riding_kmh, 1e-3) * 60
        return np.asarray(np.minimum(np.ceil(np.minimum(walk, ride) - 1e-9), DAY), np.int64)


@dataclass(frozen=True)
class Stop:
    """One service: `windows` are (from, until), each to hold it from begin to end. `agreed` stops are kept first."""

    key: int | str
    minutes: int
    windows: tuple[tuple[int, int], ...]
    lat: float | None = None
    lon: float | None = None
    agreed: bool = False


@dataclass(frozen=True)
class Mover:
    """One person's day. `ready` is the minute from which they can leave; without a start the first way is free."""

    key: int | str
    stops: tuple[Stop, ...]
    lat: float | None = None
    lon: float | None = None
    ready: int = 0
    rest: int = 0
    step: int = 1
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True)
class Leg:
    """One stop of a round: the way to it (metres; None where a place is unknown), arrival, begin and end."""

    key: int | str
    metres: int | None
    travel_minutes: int
    arrives: int
    begins: int
    ends: int


@dataclass(frozen=True)
class Round:
    """A day in order. `left_out` names what does not fit and why; `exact` is False for a list beyond `EXACT`."""

    mover: int | str
    legs: tuple[Leg, ...]
    left_out: tuple[tuple[int | str, Infeasibility], ...]
    travel_minutes: int
    exact: bool = True

    @property
    def ends(self) -> int | None:
        return self.legs[-1].ends if self.legs else None


@dataclass(frozen=True)
class Together:
    """Rounds that agree on every shared stop. `proven`: no better ones exist (see the module)."""

    rounds: tuple[Round, ...]
    proven: bool


@dataclass(frozen=True)
class Limits:
    """What a branch demands of shared stops: begin within `between`, served by all (`forced`), by none (`excluded`)."""

    between: tuple[tuple[int | str, int, int], ...] = ()
    forced: frozenset[int | str] = frozenset()
    excluded: frozenset[int | str] = frozenset()

    def applied_to(self, prepared: Prepared) -> tuple[Ints, Ints, Ints]:
        first, last, weight = prepared.first.copy(), prepared.last.copy(), prepared.weight.copy()
        for key, low, high in self.between:
            if (index := prepared.place.get(key)) is not None:
                first[index], last[index] = np.maximum(first[index], low), np.minimum(last[index], high)
        for key in self.forced:
            if (index := prepared.place.get(key)) is not None:
                weight[index] += _FORCED
        for key in self.excluded:
            if (index := prepared.place.get(key)) is not None:
                first[index], last[index] = 1, 0
        return first, last, weight

    def narrowed(self, key: int | str, low: int, high: int) -> Limits:
        others = tuple(entry for entry in self.between if entry[0] != key)
        for _key, low_, high_ in (entry for entry in self.between if entry[0] == key):
            low, high = max(low, low_), min(high, high_)
        return replace(self, between=(*others, (key, low, high)))


class Prepared:
    """A mover as arrays. Keys that stand twice on one list are served once."""

    def __init__(self, mover: Mover) -> None:
        self.mover = mover
        self.stops = list({stop.key: stop for stop in mover.stops}.values())
        self.place = {stop.key: index for index, stop in enumerate(self.stops)}
        self.metres, self.way = self._ways()
        self.length = np.array([_bounded(stop.minutes, 1) for stop in self.stops], np.int64)
        width = max((len(stop.windows) for stop in self.stops), default=0) or 1
        self.first = np.ones((len(self.stops), width), np.int64)
        self.last = np.zeros((len(self.stops), width), np.int64)
        for index, stop in enumerate(self.stops):
            for number, (opens, closes) in enumerate(stop.windows):
                self.first[index, number] = _bounded(opens)
                self.last[index, number] = _bounded(closes) - self.length[index]
        self.weight = np.array([_AGREED if stop.agreed else 1 for stop in self.stops], np.int64)
        self.ready, self.rest = _bounded(mover.ready), _bounded(mover.rest)
        self.step = max(1, int(mover.step))

    @property
    def is_exact(self) -> bool:
        return len(self.stops) <= EXACT

    def _ways(self) -> tuple[NDArray[np.float64], Ints]:
        places = [(stop.lat, stop.lon) for stop in self.stops] + [(self.mover.lat, self.mover.lon)]
        lat, lon = (
            np.array([np.nan if v is None else v for v in axis], float) for axis in zip(*places, strict=True)
        )
        known = np.isfinite(lat) & np.isfinite(lon)
        points = earth_centred(np.where(known, lat, np.nan), np.where(known, lon, np.nan))
        n = len(places)
        metres = distance_m(np.repeat(points, n, axis=0), np.tile(points, (n, 1))).reshape(n, n)
        return metres, self.mover.pace.minutes(metres)

    def solve(self, limits: Limits | None = None) -> tuple[int, ...]:
        """The best order under `limits`, as indices of stops."""
        # Compiled code is loaded where a round is first planned, not by every process that knows the word.
        from routing import rounds_search

        if not self.stops:
            return ()
        first, last, weight = self.first, self.last, self.weight
        if limits is not None:
            first, last, weight = limits.applied_to(self)
        everything = np.arange(len(self.stops))
        arguments = (self.way, self.length, first, last, weight, self.ready, self.rest, self.step)
        if self.is_exact:
            return self._exact(everything, *arguments[1:5])
        order = tuple(map(int, rounds_search.near(*arguments, _TRIES)))
        # What was left out gets another chance, a handful at a time, beside what is served.
        waiting = [stop for stop in map(int, everything) if stop not in order]
        while waiting and len(order) < EXACT:
            taken = EXACT - len(order)
            some, waiting = waiting[:taken], waiting[taken:]
            order = self._exact(np.array([*order, *some]), *arguments[1:5])
        return order

    def _exact(self, among: Ints, length: Ints, first: Ints, last: Ints, weight: Ints) -> tuple[int, ...]:
        from routing import rounds_search

        places = np.append(among, len(self.stops))
        found = rounds_search.exact(
            np.ascontiguousarray(self.way[np.ix_(places, places)]),
            length[among], first[among], last[among], weight[among], self.ready, self.rest, self.step,
        )  # fmt: skip
        return tuple(int(among[index]) for index in found)

    def begins(self, order: Sequence[int], limits: Limits | None = None) -> list[int]:
        """The earliest begin of each stop in this order, which must be one that can be kept."""
        from routing import rounds_search

        first, last, _weight = limits.applied_to(self) if limits else (self.first, self.last, self.weight)
        result: list[int] = []
        time, here = self.ready, len(self.stops)
        for stop in order:
            arrival = time + max(self.rest if result else 0, int(self.way[here, stop]))
            result.append(int(rounds_search.begins(arrival, first[stop], last[stop], self.step)))
            time, here = result[-1] + int(self.length[stop]), stop
        return result

    def round(self, order: Sequence[int], limits: Limits | None = None) -> Round:
        legs, here, total, free = [], len(self.stops), 0, None
        for stop, begin in zip(order, self.begins(order, limits), strict=True):
            minutes, metres = int(self.way[here, stop]), self.metres[here, stop]
            # From home one leaves in time, not early; from a service one comes when the way is done.
            arrives = begin if free is None else min(begin, free + minutes)
            legs.append(
                Leg(
                    key=self.stops[stop].key, metres=round(metres) if np.isfinite(metres) else None,
                    travel_minutes=minutes, arrives=arrives, begins=begin, ends=begin + int(self.length[stop]),
                )
            )  # fmt: skip
            total, here, free = total + minutes, stop, legs[-1].ends
        total += int(self.way[here, -1])
        left_out = tuple(
            (stop.key, self._why_not(index)) for index, stop in enumerate(self.stops) if index not in order
        )
        return Round(self.mover.key, tuple(legs), left_out, total, self.is_exact)

    def _why_not(self, stop: int) -> Infeasibility:
        if not self.stops[stop].windows:
            return Infeasibility.NO_WINDOW
        open_ = self.last[stop] >= self.first[stop]
        if not open_.any():
            return Infeasibility.TOO_LONG
        if self.last[stop][open_].max() < self.ready:
            return Infeasibility.PASSED
        if not self._alone(stop):
            return Infeasibility.TOO_FAR
        return Infeasibility.CROWDED

    def _alone(self, stop: int) -> bool:
        from routing import rounds_search

        arrival = self.ready + int(self.way[-1, stop])
        begin = rounds_search.begins(arrival, self.first[stop], self.last[stop], self.step)
        return bool(begin < rounds_search.NEVER)

    def value(self, order: Sequence[int]) -> tuple[int, int]:
        """What is to be small: minus the weight served, and the minutes on the way."""
        places = [len(self.stops), *order, len(self.stops)]
        travel = sum(int(self.way[a, b]) for a, b in pairwise(places))
        return -int(self.weight[list(order)].sum()), travel


def _bounded(minutes: float, least: int = 0) -> int:
    """A minute of the day or a length within it, whatever was given."""
    if minutes != minutes:
        return least
    return int(min(max(minutes, least), 2 * DAY))
