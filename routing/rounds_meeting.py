"""People who meet: the search over branches that `routing.rounds` describes."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from routing.rounds_day import DAY, Infeasibility, Limits, Mover, Prepared, Together

MOST_NODES = 400

Orders = tuple[tuple[int, ...], ...]


class Meeting:
    """The search over branches described at the top of the module."""

    def __init__(self, movers: Sequence[Mover]) -> None:
        self.people = [Prepared(mover) for mover in movers]
        seen: dict[int | str, int] = {}
        for person in self.people:
            for key in person.place:
                seen[key] = seen.get(key, 0) + 1
        self.shared = [key for key, times in seen.items() if times > 1]

    def solve(self) -> Together:
        serial = count()
        limits = Limits()
        orders = self._orders(limits, None, None)
        assert orders is not None  # nothing is forced yet
        heap = [(self._value(orders), next(serial), limits, orders)]
        for _node in range(MOST_NODES):
            _bound, _serial, limits, orders = heapq.heappop(heap)
            dispute = self._dispute(limits, orders)
            if dispute is None:
                proven = all(person.is_exact for person in self.people)
                return self._answer(limits, orders, proven=proven)
            key, _low, high = dispute
            if high is None:
                children = [
                    replace(limits, excluded=limits.excluded | {key}),
                    replace(limits, forced=limits.forced | {key}),
                ]
            else:
                children = [limits.narrowed(key, 0, high - 1), limits.narrowed(key, high, DAY)]
            for child in children:
                found = self._orders(child, key, orders)
                if found is not None:
                    heapq.heappush(heap, (self._value(found), next(serial), child, found))
            if not heap:
                break
        return self._settle(limits, orders)

    def _settle(self, limits: Limits, orders: Orders) -> Together:
        """Leave out what is in dispute until nothing is; at most once for each shared stop."""
        while (dispute := self._dispute(limits, orders)) is not None:
            key = dispute[0]
            limits = replace(limits, excluded=limits.excluded | {key}, forced=limits.forced - {key})
            found = self._orders(limits, None, None)
            if found is None:
                limits = replace(limits, forced=frozenset())
                found = self._orders(limits, None, None)
            assert found is not None  # nothing is forced any more
            orders = found
        return self._answer(limits, orders, proven=False)

    def _orders(self, limits: Limits, key: int | str | None, known: Orders | None) -> Orders | None:
        """Everybody's best order; only whom `key` concerns is solved again. None when a forced stop is not served."""
        result = []
        for number, person in enumerate(self.people):
            if known is not None and key not in person.place:
                result.append(known[number])
                continue
            order = person.solve(limits)
            served = {person.stops[index].key for index in order}
            if any(one in person.place and one not in served for one in limits.forced):
                return None
            result.append(order)
        return tuple(result)

    def _value(self, orders: Orders) -> tuple[int, int]:
        values = [person.value(order) for person, order in zip(self.people, orders, strict=True)]
        return sum(weight for weight, _ in values), sum(travel for _, travel in values)

    def _dispute(self, limits: Limits, orders: Orders) -> tuple[int | str, int, int | None] | None:
        """The shared stop on which rounds differ most: key, earlier and later begin; None where one leaves it out."""
        times: dict[int | str, list[int]] = {key: [] for key in self.shared}
        holders = dict.fromkeys(self.shared, 0)
        for person, order in zip(self.people, orders, strict=True):
            for key in self.shared:
                holders[key] += key in person.place
            for index, begin in zip(order, person.begins(order, limits), strict=True):
                if (key := person.stops[index].key) in times:
                    times[key].append(begin)
        widest: tuple[int | str, int, int | None] | None = None
        for key, begins in times.items():
            if 0 < len(begins) < holders[key]:
                return key, 0, None
            if begins and max(begins) > min(begins):
                low, high = min(begins), max(begins)
                if widest is None or high - low > (widest[2] or 0) - widest[1]:
                    widest = key, low, high
        return widest

    def _answer(self, limits: Limits, orders: Orders, *, proven: bool) -> Together:
        rounds = []
        for person, order in zip(self.people, orders, strict=True):
            round_ = person.round(order, limits)
            if any(key in self.shared for key, _why in round_.left_out):
                round_ = replace(round_, left_out=self._because_of_others(person, round_.left_out))
            rounds.append(round_)
        return Together(tuple(rounds), proven)

    def _because_of_others(
        self, person: Prepared, left_out: tuple[tuple[int | str, Infeasibility], ...]
    ) -> tuple[tuple[int | str, Infeasibility], ...]:
        """What this person would do if nobody else were in it is left out because of the companion."""
        alone = {person.stops[index].key for index in person.solve()}
        return tuple(
            (key, Infeasibility.COMPANION if key in self.shared and key in alone else why)
            for key, why in left_out
        )
