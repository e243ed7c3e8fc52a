"""Compiled search behind `care.py`: ruin a few services of a day, put them back where they cost least, anneal.

Start times are kept true at all times by label correction: a change of one service's predecessor
is passed on to its successor and its partner until nothing changes. Putting a service in only moves starts later,
so cost only grows while a change is passed on, and a trial is given up as soon as it costs more than the best so
far. That is also what ends a trial of orders that wait for each other for ever; orders of two carers that cross at
*sequential* pairs are possible within the lag, and are found.
"""

from __future__ import annotations

import math

import numpy as np

from routing.compiled import compiled
from routing.day import TRIED

_NEVER = 1e300
# Ruin: at most so many services (partners come on top), as strings of so many at most from neighbouring routes with
# the first probability, as neighbours of a service with the next, else one to three anywhere.
_RUIN, _STRING = 20, 5
_STRINGS, _NEIGHBOURS = 0.6, 0.9
# Probability that the partners of all ruined services are ruined too, and that a neighbour is passed over.
_PARTNERS, _PASSED = 0.5, 0.3
# Noise of bounds and trials when a service is put back, as a share of the temperature.
_NOISE = 0.5


@compiled
def _chance(random):
    """Uniform in [0, 1): xorshift."""
    x = random[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    random[0] = x
    return (x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def _noise(random, heat):
    """Exponential with mean `heat`; 0 without heat."""
    return -heat * math.log(_chance(random) + 1e-300) if heat > 0 else 0.0


@compiled
def _arrival(case, day, v, p):
    """When v could start if it came after p."""
    return max(case.early[v], day.start[p] + case.minutes[p] + case.travel[p, v])


@compiled
def _paired(case, v, mine, other):
    """Starts of v and its partner from when each could start: the second waits for the first, the first lets the
    second not come too late."""
    if case.first[v]:
        other = max(other, mine + case.lag_min[v])
        mine = max(mine, other - case.lag_max[v])
    else:
        mine = max(mine, other + case.lag_min[v])
        other = max(other, mine - case.lag_max[v])
    return mine, other


@compiled
def copy(source, target):
    for k in range(source.after.shape[0]):
        target.after[k] = source.after[k]
        target.before[k] = source.before[k]
        target.carer[k] = source.carer[k]
        target.start[k] = source.start[k]
    for k in range(3):
        target.sums[k] = source.sums[k]


@compiled
def _cost(day):
    return day.sums[0] + day.sums[1] + day.sums[2]


@compiled
def _count(case, day):
    """Sums anew, so that rounding errors do not add up."""
    n = case.early.shape[0]
    distance, total, most = 0.0, 0.0, 0.0
    for v in range(day.after.shape[0]):
        if day.carer[v] >= 0:
            distance += case.travel[v, day.after[v]]
            if v < n:
                late = max(0.0, day.start[v] - case.late[v])
                total += late
                most = max(most, late)
    day.sums[0], day.sums[1], day.sums[2] = distance, total, most


@compiled
def _link(case, day, v, p):
    """Puts v behind p, with a start that every way to see it will find changed."""
    q = day.after[p]
    day.after[p] = day.before[q] = v
    day.before[v], day.after[v] = p, q
    day.carer[v] = day.carer[p]
    day.start[v] = -_NEVER
    day.sums[0] += case.travel[p, v] + case.travel[v, q] - case.travel[p, q]


@compiled
def _unlink(case, day, v):
    p, q = day.before[v], day.after[v]
    day.after[p], day.before[q] = q, p
    day.carer[v] = -1
    day.sums[0] += case.travel[p, q] - case.travel[p, v] - case.travel[v, q]


@compiled
def _settle(case, day, tool, waiting, limit):
    """Passes on what changed before the `waiting` services in the queue. Answers how many starts it logged, or
    -1 - that number when the cost reached `limit` or the orders wait for each other."""
    n, nodes = case.early.shape[0], day.after.shape[0]
    distance, total, most = day.sums[0], day.sums[1], day.sums[2]
    head, logged, seen, fine = 0, 0, 0, True
    while waiting > 0 and fine:
        v = tool.queue[head]
        head = head + 1 if head + 1 < nodes else 0
        waiting -= 1
        tool.queued[v] = 0
        seen += 1
        if seen > 6 * nodes + 60:
            fine = False
            break
        now = _arrival(case, day, v, day.before[v])
        m, other = case.mate[v], 0.0
        pair = m >= 0 and day.carer[m] >= 0
        if pair:
            now, other = _paired(case, v, now, _arrival(case, day, m, day.before[m]))
        for turn in range(2 if pair else 1):
            if turn == 1:
                v, now = m, other
            old = day.start[v]
            if now == old:
                continue
            tool.changed[logged], tool.was[logged] = v, old
            logged += 1
            day.start[v] = now
            late = max(0.0, now - case.late[v])
            most = max(most, late)
            total += late - max(0.0, old - case.late[v])
            q = day.after[v]
            if q < n and not tool.queued[q]:
                tail = head + waiting
                tool.queue[tail if tail < nodes else tail - nodes] = q
                tool.queued[q] = 1
                waiting += 1
        if distance + total + most >= limit:
            fine = False
    while waiting > 0:
        tool.queued[tool.queue[head]] = 0
        head = head + 1 if head + 1 < nodes else 0
        waiting -= 1
    if not fine:
        return -1 - logged
    day.sums[1], day.sums[2] = total, most
    return logged


@compiled
def _settle_one(case, day, tool, v, limit):
    tool.queue[0] = v
    tool.queued[v] = 1
    return _settle(case, day, tool, 1, limit)


@compiled
def _undo(day, tool, answer):
    """Starts as they were before `_settle` gave this answer."""
    for k in range((answer if answer >= 0 else -1 - answer) - 1, -1, -1):
        day.start[tool.changed[k]] = tool.was[k]


@compiled
def append_all(case, day):
    """A first day: in the order of their windows, services go to the end of the rounds where they are least late and
    near. Everything is behind what is already there, so nobody ever waits for each other."""
    n, carers = case.early.shape[0], case.able.shape[1]
    for f in np.argsort(case.early, kind="mergesort"):
        if day.carer[f] >= 0:
            continue
        s = case.mate[f]
        if s >= 0 and not case.first[f]:
            f, s = s, f
        best, at_f, at_s, start_f, start_s = _NEVER, -1, -1, 0.0, 0.0
        for a in range(carers):
            if not case.able[f, a]:
                continue
            p = day.before[n + a]
            for b in range(carers if s >= 0 else 1):
                mine, other = _arrival(case, day, f, p), 0.0
                cost = case.travel[p, f]
                q = -1
                if s >= 0:
                    if a == b or not case.able[s, b]:
                        continue
                    q = day.before[n + b]
                    mine, other = _paired(case, f, mine, _arrival(case, day, s, q))
                    cost += case.travel[q, s] + max(0.0, other - case.late[s])
                cost += max(0.0, mine - case.late[f])
                if cost < best:
                    best, at_f, at_s, start_f, start_s = cost, p, q, mine, other
        _link(case, day, f, at_f)
        day.start[f] = start_f
        if s >= 0:
            _link(case, day, s, at_s)
            day.start[s] = start_s
    _count(case, day)


@compiled
def earliest(case, day, tool):
    """Starts from below, which are the least there are for these orders."""
    n = case.early.shape[0]
    for v in range(n):
        tool.changed[v], tool.was[v] = v, day.start[v]
        tool.queue[v], tool.queued[v] = v, 1
    was = day.start.copy()
    for v in range(n):
        day.start[v] = case.early[v]
    if _settle(case, day, tool, n, _NEVER) < 0:
        day.start[:] = was
    _count(case, day)


@compiled
def _take_out(case, day, tool, count):
    """Takes the ruined services out and lets the others start as early as they then can."""
    n, waiting = case.early.shape[0], 0
    for k in range(count):
        v = tool.ruined[k]
        day.sums[1] -= max(0.0, day.start[v] - case.late[v])
        _unlink(case, day, v)
    for k in range(count):
        v = tool.ruined[k]
        q = day.after[v]
        while q < n and day.carer[q] < 0:
            q = day.after[q]
        for u in (q, case.mate[v]):
            if 0 <= u < n and day.carer[u] >= 0 and not tool.queued[u]:
                tool.queue[waiting], tool.queued[u] = u, 1
                waiting += 1
    fine = _settle(case, day, tool, waiting, _NEVER) >= 0
    most = 0.0
    for v in range(n):
        if day.carer[v] >= 0:
            most = max(most, day.start[v] - case.late[v])
    day.sums[2] = most
    return fine


@compiled
def _positions(case, day, tool, v, row, heat, limit):
    """The positions of v with the least bounds, best first, into row `row`; how many. The bound has the detour, v's
    and its partner's tardiness and that of the next service: what follows them can only add to it."""
    n = case.early.shape[0]
    m = case.mate[v]
    mated = m >= 0 and day.carer[m] >= 0
    partner, partner_late, mate_carer = 0.0, 0.0, -1
    if mated:
        mate_carer = day.carer[m]
        partner = _arrival(case, day, m, day.before[m])
        partner_late = max(0.0, day.start[m] - case.late[m])
    most = day.sums[2]
    base = day.sums[0] + day.sums[1]
    spot, bound = tool.spot[row], tool.bound[row]
    found, worst = 0, limit
    for r in range(case.able.shape[1]):
        if not case.able[v, r] or r == mate_carer:
            continue
        p = n + r
        while True:
            q = day.after[p]
            mine = _arrival(case, day, v, p)
            cost = base + case.travel[p, v] + case.travel[v, q] - case.travel[p, q]
            high = most
            if mated:
                mine, other = _paired(case, v, mine, partner)
                cost += max(0.0, other - case.late[m]) - partner_late
                high = max(high, other - case.late[m])
            late = mine - case.late[v]
            if late > 0:
                cost += late
                high = max(high, late)
                if late + base + high >= worst and not mated:
                    break  # and later positions are later still
            if q < n:
                late = mine + case.minutes[v] + case.travel[v, q] - case.late[q]
                if late > 0:
                    cost += max(0.0, late - max(0.0, day.start[q] - case.late[q]))
                    high = max(high, late)
            cost += high
            if cost < worst:
                cost += _noise(tool.random, heat)
                if cost < worst:
                    k = min(found, TRIED - 1)
                    while k > 0 and bound[k - 1] > cost:
                        bound[k], spot[k] = bound[k - 1], spot[k - 1]
                        k -= 1
                    bound[k], spot[k] = cost, p
                    found = min(found + 1, TRIED)
                    if found == TRIED:
                        worst = bound[TRIED - 1]
            if q >= n:
                break
            p = q
    return found


@compiled
def _put_one(case, day, tool, v, heat, limit):
    """Puts v where the day then costs least, below `limit`; whether there is such a place."""
    distance, total, most = day.sums[0], day.sums[1], day.sums[2]
    best, at = limit, -1
    for k in range(_positions(case, day, tool, v, 0, heat, limit)):
        if tool.bound[0, k] >= best:
            break
        extra = _noise(tool.random, heat)
        _link(case, day, v, tool.spot[0, k])
        answer = _settle_one(case, day, tool, v, best - extra)
        if answer >= 0:
            best, at = _cost(day) + extra, tool.spot[0, k]
        _undo(day, tool, answer)
        _unlink(case, day, v)
        day.sums[0], day.sums[1], day.sums[2] = distance, total, most
    if at < 0:
        return False
    _link(case, day, v, at)
    return _settle_one(case, day, tool, v, _NEVER) >= 0


@compiled
def _put_two(case, day, tool, f, s, heat, limit):
    """Puts both services of a patient where the day then costs least, below `limit`."""
    if not case.first[f]:
        f, s = s, f
    many = _positions(case, day, tool, f, 0, heat, limit)
    others = _positions(case, day, tool, s, 1, heat, limit)
    distance, total, most = day.sums[0], day.sums[1], day.sums[2]
    base = distance + total + most
    best, at_f, at_s = limit, -1, -1
    for i in range(many):
        for j in range(others):
            if tool.bound[0, i] + tool.bound[1, j] - base >= best:
                break
            p, q = tool.spot[0, i], tool.spot[1, j]
            if day.carer[p] == day.carer[q]:
                continue
            mine, other = _paired(case, f, _arrival(case, day, f, p), _arrival(case, day, s, q))
            mine, other = max(0.0, mine - case.late[f]), max(0.0, other - case.late[s])
            _link(case, day, f, p)
            _link(case, day, s, q)
            if day.sums[0] + total + mine + other + max(most, mine, other) < best:
                answer = _settle_one(case, day, tool, f, best)
                if answer >= 0:
                    best, at_f, at_s = _cost(day), p, q
                _undo(day, tool, answer)
            _unlink(case, day, s)
            _unlink(case, day, f)
            day.sums[0], day.sums[1], day.sums[2] = distance, total, most
    if at_f < 0:
        return False
    _link(case, day, f, at_f)
    _link(case, day, s, at_s)
    return _settle_one(case, day, tool, f, _NEVER) >= 0


@compiled
def _ruin(case, day, tool):
    """Chooses which services to take out, into `ruined`; how many."""
    n = case.early.shape[0]
    kind = _chance(tool.random)
    seed = int(_chance(tool.random) * n)
    goal = 1 + int(_chance(tool.random) * min(_RUIN, n))
    count = 0
    if kind >= _NEIGHBOURS:
        for _ in range(min(goal, 3)):
            tool.ruined[count] = int(_chance(tool.random) * n)
            count += 1
    else:
        tool.marked[:] = 0
        for k in range(-1, case.near.shape[1]):
            if count >= goal:
                break
            v = seed if k < 0 else case.near[seed, k]
            if kind >= _STRINGS:
                if k < 0 or _chance(tool.random) >= _PASSED:
                    tool.ruined[count] = v
                    count += 1
            elif not tool.marked[day.carer[v]]:
                tool.marked[day.carer[v]] = 1
                length = min(1 + int(_chance(tool.random) * _STRING), goal - count)
                for _ in range(int(_chance(tool.random) * length)):
                    if day.before[v] < n:
                        v = day.before[v]
                while length > 0 and v < n:
                    tool.ruined[count] = v
                    count += 1
                    length -= 1
                    v = day.after[v]
    partners = _chance(tool.random) < _PARTNERS
    once = 0
    for k in range(count):
        v = tool.ruined[k]
        if not tool.queued[v]:
            tool.queued[v] = 1
            tool.ruined[once] = v
            once += 1
    for k in range(once if partners else 0):
        m = case.mate[tool.ruined[k]]
        if m >= 0 and not tool.queued[m]:
            tool.queued[m] = 1
            tool.ruined[once] = m
            once += 1
    for k in range(once):
        tool.queued[tool.ruined[k]] = 0
    return once


@compiled
def _rank(case, kind, v):
    """Kinds of order in which ruined services are put back: by window, the farthest first, pairs first."""
    if kind == 1:
        return case.late[v]
    if kind == 2:
        return -case.travel[v, case.early.shape[0]]
    return -1.0 if case.mate[v] >= 0 else 0.0


@compiled
def _order(case, tool, count):
    """Puts the ruined services into a random order, and three times of four sorts that by a rank."""
    for k in range(count - 1, 0, -1):
        j = int(_chance(tool.random) * (k + 1))
        tool.ruined[k], tool.ruined[j] = tool.ruined[j], tool.ruined[k]
    kind = int(_chance(tool.random) * 4)
    for k in range(1, count if kind else 0):
        v = tool.ruined[k]
        rank = _rank(case, kind, v)
        while k > 0 and _rank(case, kind, tool.ruined[k - 1]) > rank:
            tool.ruined[k] = tool.ruined[k - 1]
            k -= 1
        tool.ruined[k] = v


@compiled
def search(case, day, kept, best, tool, iterations, heat):
    """So many ruins at temperature `heat`, in the unit of distance; the best day seen goes into `best`."""
    noise = heat * _NOISE
    for _ in range(iterations):
        limit = _cost(day) + _noise(tool.random, heat) + 1e-9
        count = _ruin(case, day, tool)
        copy(day, kept)
        fine = _take_out(case, day, tool, count)
        _order(case, tool, count)
        k = 0
        while fine and k < count:
            v = tool.ruined[k]
            k += 1
            if day.carer[v] < 0:
                m = case.mate[v]
                if m >= 0 and day.carer[m] < 0:
                    fine = _put_two(case, day, tool, v, m, noise, limit)
                else:
                    fine = _put_one(case, day, tool, v, noise, limit)
        if fine:
            _count(case, day)
            fine = _cost(day) < limit
        if not fine:
            copy(kept, day)
        elif _cost(day) < _cost(best) - 1e-7:
            copy(day, best)
