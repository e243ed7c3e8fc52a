"""On which half-day to serve whom: services without a time are spread over the half-days that suit.

Each day is then the best one of `routing.rounds`, companions' agreed services included; what is decided here
is the half-day. Cost: minutes on the way, `outing_minutes` for each half-day on which one leaves home, more for a
second half-day on one day and for two services close in time for the same person. Every service in turn, the one with
the fewest choices first, goes where the cost grows the least, on the earliest such half-day; then single services are
moved and pairs exchanged while the sum falls. The result is a local optimum: no single move and no exchange makes it
better. No bound is claimed for the month as a whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from routing.rounds import Infeasibility, Mover, Round, Stop, plan_round, plan_together

Key = int | str
# A half-day: the day's ordinal (date.toordinal) and the part of the day.
Half = tuple[int, int]

# Twice to one person on a day is worse than any way; a day apart weighs as much as this many minutes on the way.
_SAME_DAY = 10_000
_NEXT_DAY = 120
# Nobody is sent out morning and afternoon where another day suits: it weighs as much as this many minutes on the way.
_LONG_DAY = 120
_PASSES = 4


@dataclass(frozen=True)
class Wish:
    """A service without a time. `halves` are the half-days that suit all, in order; the stop's windows are not read.

    `served` is the same for services to the same person. `companions` are keys of movers who have to come along.
    """

    stop: Stop
    halves: tuple[Half, ...]
    served: Hashable = None
    companions: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Month:
    """What is known. Agreed stops by day, and by (companion, day); `parts` are the minutes of each part of a day.

    `ready` is the minute from which one can leave on a day that has begun; `visited` the days on which a person is
    served already. At most `most` services are put on one half-day, agreed ones counted.
    """

    mover: Mover
    parts: tuple[tuple[int, int], ...]
    wishes: tuple[Wish, ...]
    most: int
    outing_minutes: int
    agreed: Mapping[int, tuple[Stop, ...]] = field(default_factory=dict)
    companions: Mapping[Key, Mover] = field(default_factory=dict)
    companions_agreed: Mapping[tuple[Key, int], tuple[Stop, ...]] = field(default_factory=dict)
    ready: Mapping[int, int] = field(default_factory=dict)
    visited: Mapping[Hashable, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Spread:
    """For each service the day and the minute at which it begins, or why there is none."""

    times: Mapping[Key, tuple[int, int]]
    infeasible: Mapping[Key, Infeasibility]


def spread(month: Month) -> Spread:
    """A day and a time for as many services as possible."""
    return _Spreading(month).run()


Chosen = frozenset[tuple[Key, int]]  # (service, part of the day)


@dataclass(frozen=True)
class _Day:
    cost: int
    planned: Round
    lost: frozenset[Key]


class _Spreading:
    def __init__(self, month: Month) -> None:
        self.month = month
        self.wishes = {wish.stop.key: wish for wish in month.wishes}
        self.place: dict[Key, Half] = {}
        self.days: dict[tuple[int, Chosen], _Day] = {}

    def run(self) -> Spread:
        order = sorted(
            self.wishes.values(),
            key=lambda w: (len(w.halves), w.halves[-1:] or ((0, 0),), str(w.stop.key)),
        )
        infeasible: dict[Key, Infeasibility] = {}
        for wish in order:
            self._put(wish, infeasible)
        for _pass in range(_PASSES):
            moved = [self._move(wish, infeasible) for wish in order]
            moved += [self._exchange(one, other) for one, other in combinations(order, 2)]
            if not any(moved):
                break
        times = {}
        for day in {day for day, _part in self.place.values()}:
            for leg in self._day(day, self._chosen(day)).planned.legs:
                if leg.key in self.place:
                    times[leg.key] = (day, leg.begins)
        return Spread(times, {key: why for key, why in infeasible.items() if key not in times})

    def _put(self, wish: Wish, infeasible: dict[Key, Infeasibility]) -> None:
        """Put one service where it costs the least; without any such place say why."""
        reasons = []
        best: tuple[int, Half] | None = None
        for half in wish.halves:
            growth = self._growth(wish, half)
            if isinstance(growth, Infeasibility):
                reasons.append(growth)
            elif best is None or (growth, half) < best:
                best = growth, half
        if best is not None:
            self.place[wish.stop.key] = best[1]
        else:
            infeasible[wish.stop.key] = next(
                (
                    why
                    for why in (Infeasibility.COMPANION, Infeasibility.CROWDED, Infeasibility.TOO_FAR)
                    if why in reasons
                ),
                reasons[0] if reasons else Infeasibility.NO_WINDOW,
            )

    def _move(self, wish: Wish, infeasible: dict[Key, Infeasibility]) -> bool:
        """Take one service out and put it back; whether it went elsewhere."""
        before = self.place.pop(wish.stop.key, None)
        self._put(wish, infeasible)
        return self.place.get(wish.stop.key) != before

    def _exchange(self, one: Wish, other: Wish) -> bool:
        """Let two services change places if that is cheaper; whether they did."""
        here, there = self.place.get(one.stop.key), self.place.get(other.stop.key)
        if here is None or there is None or here == there:
            return False
        if here not in other.halves or there not in one.halves:
            return False
        before = self._together(one, here, other, there)
        after = self._together(one, there, other, here)
        if isinstance(before, int) and isinstance(after, int) and after < before:
            self.place[one.stop.key], self.place[other.stop.key] = there, here
            return True
        return False

    def _together(self, one: Wish, here: Half, other: Wish, there: Half) -> int | Infeasibility:
        """How much the cost grows with both in those places; puts them back where they were."""
        kept = self.place.pop(one.stop.key), self.place.pop(other.stop.key)
        first = self._growth(one, here)
        self.place[one.stop.key] = here
        second = self._growth(other, there)
        self.place[one.stop.key], self.place[other.stop.key] = kept
        return (
            first
            if isinstance(first, Infeasibility)
            else second
            if isinstance(second, Infeasibility)
            else first + second
        )

    def _growth(self, wish: Wish, half: Half) -> int | Infeasibility:
        """How much the cost grows with `wish` on `half`, or why it cannot be there without another being lost."""
        day, part = half
        chosen = self._chosen(day)
        opens, closes = self.month.parts[part]
        agreed = sum(opens <= stop.windows[0][0] < closes for stop in self.month.agreed.get(day, ()))
        if agreed + sum(number == part for _key, number in chosen) >= self.month.most:
            return Infeasibility.CROWDED
        before, after = self._day(day, chosen), self._day(day, chosen | {(wish.stop.key, part)})
        if after.lost - before.lost:
            reasons = dict(after.planned.left_out)
            return reasons.get(wish.stop.key, Infeasibility.CROWDED)
        return after.cost - before.cost + self._nearness(wish, day)

    def _nearness(self, wish: Wish, day: int) -> int:
        if wish.served is None:
            return 0
        days = [*self.month.visited.get(wish.served, ())]
        days += [
            placed
            for key, (placed, _part) in self.place.items()
            if self.wishes[key].served == wish.served and key != wish.stop.key
        ]
        return sum(_SAME_DAY if other == day else _NEXT_DAY // abs(other - day) for other in days)

    def _chosen(self, day: int) -> Chosen:
        return frozenset((key, part) for key, (placed, part) in self.place.items() if placed == day)

    def _day(self, day: int, chosen: Chosen) -> _Day:
        if (day, chosen) not in self.days:
            self.days[day, chosen] = self._planned(day, chosen)
        return self.days[day, chosen]

    def _planned(self, day: int, chosen: Chosen) -> _Day:
        month = self.month
        stops = {
            key: replace(self.wishes[key].stop, windows=(month.parts[part],), agreed=False)
            for key, part in sorted(chosen, key=lambda entry: str(entry[0]))
        }
        agreed = month.agreed.get(day, ())
        mover = replace(month.mover, stops=(*agreed, *stops.values()), ready=month.ready.get(day, 0))
        together: dict[Key, list[Stop]] = {}
        for key, stop in stops.items():
            for companion in self.wishes[key].companions:
                together.setdefault(companion, []).append(stop)
        if together:
            others = [
                replace(
                    month.companions[key],
                    stops=(*month.companions_agreed.get((key, day), ()), *shared),
                    ready=month.ready.get(day, 0),
                )
                for key, shared in sorted(together.items(), key=lambda entry: str(entry[0]))
            ]
            planned, *rest = plan_together([mover, *others]).rounds
            way = planned.travel_minutes + sum(other.travel_minutes for other in rest)
        else:
            planned = plan_round(mover)
            way = planned.travel_minutes
        halves = {
            part
            for leg in planned.legs
            for part, (opens, closes) in enumerate(month.parts)
            if opens <= leg.begins < closes
        }
        lost = frozenset(key for key, _why in planned.left_out)
        cost = way + month.outing_minutes * len(halves) + _LONG_DAY * max(0, len(halves) - 1)
        return _Day(cost, planned, lost)
