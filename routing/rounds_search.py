"""The search for the best order of one person's stops: exact over subsets, and a local search beyond.

All times are whole minutes of one day, all arrays int64. Of a round with n stops: `way` (n + 1, n + 1) is the time from
place to place, place n is where the person starts and comes home to; `length` (n,) is what a service takes; `first` and
`last` (n, w) are the windows in which it may begin, `last < first` for none; `weight` (n,) is what serving it is worth.
Better is: more weight served, then less time on the way (home included), then an earlier end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.compiled import compiled

Ints = NDArray[np.int64]
NEVER = 2**40


@compiled
def begins(arrival: int, first: Ints, last: Ints, step: int) -> int:
    """The earliest begin from `arrival` on: a multiple of `step`, unless the window is one minute. NEVER if none."""
    best = NEVER
    for window in range(first.size):
        if last[window] < first[window]:
            continue
        if first[window] == last[window]:
            begin = first[window] if arrival <= first[window] else NEVER
        else:
            begin = -(-max(arrival, first[window]) // step) * step
            if begin > last[window]:
                begin = NEVER
        best = min(best, begin)
    return best


@compiled
def simulate(
    order: Ints, way: Ints, length: Ints, first: Ints, last: Ints, ready: int, rest: int, step: int
) -> tuple[int, int]:
    """Time on the way and end of a round in this order; (NEVER, NEVER) when it cannot be kept."""
    home = length.size
    travel, time, here = 0, ready, home
    for stop in order:
        between = way[here, stop] if here == home else max(rest, way[here, stop])
        begin = begins(time + between, first[stop], last[stop], step)
        if begin == NEVER:
            return NEVER, NEVER
        travel += way[here, stop]
        time, here = begin + length[stop], stop
    return travel + way[here, home], time


@compiled
def exact(
    way: Ints, length: Ints, first: Ints, last: Ints, weight: Ints, ready: int, rest: int, step: int
) -> Ints:
    """The best order, by dynamic programming over (set of stops served, last of them).

    Each state keeps the ways of reaching it that no other beats in both time on the way and hour (labels): a window
    can make the shorter way the later one. Memory and time grow as 2^n · n; made for up to about twelve stops.
    """
    n = length.size
    home = n
    sets = 1 << n
    # A chain of labels for each state; a label names the one it came from.
    head = np.full(sets * n, -1, np.int64)
    room = 1024
    travel, time = np.empty(room, np.int64), np.empty(room, np.int64)
    came, stop_of, chain = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    used = 0
    best, best_weight, best_travel, best_time = -1, 0, way[home, home], ready
    for served in range(sets):
        worth = 0
        for stop in range(n):
            if served >> stop & 1:
                worth += weight[stop]
        for here in range(-1, n):
            if here < 0:
                if served != 0:
                    continue
                label = -2
            else:
                label = head[served * n + here]
            while label != -1:
                done_travel = 0 if label == -2 else travel[label]
                done_time = ready if label == -2 else time[label]
                place = home if label == -2 else here
                if label >= 0:
                    total = done_travel + way[here, home]
                    if worth > best_weight or (
                        worth == best_weight
                        and (total < best_travel or (total == best_travel and done_time < best_time))
                    ):
                        best, best_weight, best_travel, best_time = label, worth, total, done_time
                least = 0 if label == -2 else rest
                for stop in range(n):
                    if served >> stop & 1:
                        continue
                    between = max(least, way[place, stop])
                    begin = begins(done_time + between, first[stop], last[stop], step)
                    if begin == NEVER:
                        continue
                    new_travel, new_time = done_travel + way[place, stop], begin + length[stop]
                    state = (served | 1 << stop) * n + stop
                    # Drop what the new label beats; forget the new one when an old one is as good.
                    beaten, before, other = False, -1, head[state]
                    while other != -1:
                        after = chain[other]
                        if travel[other] <= new_travel and time[other] <= new_time:
                            beaten = True
                            break
                        if travel[other] >= new_travel and time[other] >= new_time:
                            if before == -1:
                                head[state] = after
                            else:
                                chain[before] = after
                        else:
                            before = other
                        other = after
                    if beaten:
                        continue
                    if used == room:
                        room *= 2
                        travel, time = _longer(travel, room), _longer(time, room)
                        came, stop_of, chain = (
                            _longer(came, room),
                            _longer(stop_of, room),
                            _longer(chain, room),
                        )
                    travel[used], time[used], came[used] = new_travel, new_time, max(label, -1)
                    stop_of[used], chain[used] = stop, head[state]
                    head[state] = used
                    used += 1
                label = -1 if label == -2 else chain[label]
    count, label = 0, best
    while label != -1:
        count, label = count + 1, came[label]
    order = np.empty(count, np.int64)
    label = best
    for place in range(count - 1, -1, -1):
        order[place], label = stop_of[label], came[label]
    return order


@compiled
def _longer(values: Ints, room: int) -> Ints:
    grown = np.empty(room, np.int64)
    grown[: values.size] = values
    return grown


@compiled
def _without(order: Ints, place: int) -> Ints:
    return np.concatenate((order[:place], order[place + 1 :]))


@compiled
def _with(order: Ints, place: int, stop: int) -> Ints:
    grown = np.empty(order.size + 1, np.int64)
    grown[:place], grown[place], grown[place + 1 :] = order[:place], stop, order[place:]
    return grown


@compiled
def _fill(
    order: Ints,
    way: Ints,
    length: Ints,
    first: Ints,
    last: Ints,
    weight: Ints,
    ready: int,
    rest: int,
    step: int,
    by_hour: bool,
) -> Ints:
    """Put in what fits, the weightiest first, each where the way, or with `by_hour` the end, grows the least."""
    n = length.size
    inside = np.zeros(n, np.bool_)
    for stop in order:
        inside[stop] = True
    while True:
        best_stop, best_place, best_weight = -1, -1, -1
        best_cost = (NEVER, NEVER)
        for stop in range(n):
            if inside[stop] or weight[stop] < best_weight:
                continue
            for place in range(order.size + 1):
                travel, time = simulate(
                    _with(order, place, stop), way, length, first, last, ready, rest, step
                )
                if travel == NEVER:
                    continue
                cost = (time, travel) if by_hour else (travel, time)
                if weight[stop] > best_weight or cost < best_cost:
                    best_stop, best_place, best_weight, best_cost = stop, place, weight[stop], cost
        if best_stop < 0:
            return order
        order = _with(order, best_place, best_stop)
        inside[best_stop] = True


@compiled
def _improve(
    order: Ints, way: Ints, length: Ints, first: Ints, last: Ints, ready: int, rest: int, step: int
) -> Ints:
    """Move chains of up to three stops, turned or not, and turn stretches round, while that gets better."""
    now = simulate(order, way, length, first, last, ready, rest, step)
    better = True
    while better:
        better = False
        for start in range(order.size):
            for size in range(1, min(3, order.size - start) + 1):
                rest_of = np.concatenate((order[:start], order[start + size :]))
                for place in range(rest_of.size + 1):
                    for turned in range(2):
                        piece = order[start : start + size]
                        if turned:
                            piece = piece[::-1]
                        tried = np.concatenate((rest_of[:place], piece, rest_of[place:]))
                        value = simulate(tried, way, length, first, last, ready, rest, step)
                        if value < now:
                            order, now, better = tried, value, True
                            rest_of = np.concatenate((order[:start], order[start + size :]))
        for start in range(order.size - 1):
            for end in range(start + 2, order.size + 1):
                tried = order.copy()
                tried[start:end] = order[start:end][::-1]
                value = simulate(tried, way, length, first, last, ready, rest, step)
                if value < now:
                    order, now, better = tried, value, True
    return order


@compiled
def near(
    way: Ints,
    length: Ints,
    first: Ints,
    last: Ints,
    weight: Ints,
    ready: int,
    rest: int,
    step: int,
    tries: int,
) -> Ints:
    """A good order by local search: fill, improve, then `tries` times take some out and put them back better.

    Deterministic. No bound is known for it; the tests hold it beside `exact` where both can be had.
    """
    order = np.empty(0, np.int64)
    for _again in range(2):
        order = _fill(order, way, length, first, last, weight, ready, rest, step, False)
        order = _improve(order, way, length, first, last, ready, rest, step)
    now, now_worth = order, _worth(order, weight)
    now_value = simulate(now, way, length, first, last, ready, rest, step)
    best, best_worth, best_value = now, now_worth, now_value
    state = np.uint64(88172645463325252)
    for _round in range(tries):
        tried = now
        state = _next(state)
        for _out in range(2 + int(state % np.uint64(max(1, now.size // 2)))):
            if tried.size == 0:
                break
            state = _next(state)
            tried = _without(tried, int(state % np.uint64(tried.size)))
        for _again in range(2):
            tried = _fill(
                tried, way, length, first, last, weight, ready, rest, step, state % np.uint64(2) == 0
            )
            tried = _improve(tried, way, length, first, last, ready, rest, step)
        worth = _worth(tried, weight)
        value = simulate(tried, way, length, first, last, ready, rest, step)
        if worth > best_worth or (worth == best_worth and value < best_value):
            best, best_worth, best_value = tried, worth, value
        # A little worse is let pass, so that the search leaves a hollow it has fallen into.
        if worth > now_worth or (worth == now_worth and value[0] * 10 <= best_value[0] * 11):
            now, now_worth = tried, worth
    return best


@compiled
def _next(state: np.uint64) -> np.uint64:
    """Marsaglia's xorshift: the same sequence on every machine."""
    state ^= state << np.uint64(13)
    state ^= state >> np.uint64(7)
    state ^= state << np.uint64(17)
    return state


@compiled
def _worth(order: Ints, weight: Ints) -> int:
    total = 0
    for stop in order:
        total += weight[stop]
    return total
