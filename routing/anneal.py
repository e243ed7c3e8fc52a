"""Compiled search behind `care.py`: ruin a few services of a day, put them back where they cost least, anneal.

`day_times` tells what a changed order costs.
"""

from __future__ import annotations

import math

import numpy as np

from routing.compiled import compiled
from routing.day import TRIED
from routing.day_times import (
    NEVER,
    arrival,
    copy_day,
    day_cost,
    insert,
    paired_starts,
    recount,
    remove,
    settle,
    settle_one,
    undo,
)

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
def _take_out(case, day, tool, count):
    """Takes the ruined services out and lets the others start as early as they then can."""
    n, waiting = case.early.shape[0], 0
    for k in range(count):
        v = tool.ruined[k]
        day.sums[1] -= max(0.0, day.start[v] - case.late[v])
        remove(case, day, v)
    for k in range(count):
        v = tool.ruined[k]
        q = day.after[v]
        while q < n and day.carer[q] < 0:
            q = day.after[q]
        for u in (q, case.mate[v]):
            if 0 <= u < n and day.carer[u] >= 0 and not tool.queued[u]:
                tool.queue[waiting], tool.queued[u] = u, 1
                waiting += 1
    fine = settle(case, day, tool, waiting, NEVER) >= 0
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
        partner = arrival(case, day, m, day.before[m])
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
            mine = arrival(case, day, v, p)
            cost = base + case.travel[p, v] + case.travel[v, q] - case.travel[p, q]
            high = most
            if mated:
                mine, other = paired_starts(case, v, mine, partner)
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
        insert(case, day, v, tool.spot[0, k])
        answer = settle_one(case, day, tool, v, best - extra)
        if answer >= 0:
            best, at = day_cost(day) + extra, tool.spot[0, k]
        undo(day, tool, answer)
        remove(case, day, v)
        day.sums[0], day.sums[1], day.sums[2] = distance, total, most
    if at < 0:
        return False
    insert(case, day, v, at)
    return settle_one(case, day, tool, v, NEVER) >= 0


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
            mine, other = paired_starts(case, f, arrival(case, day, f, p), arrival(case, day, s, q))
            mine, other = max(0.0, mine - case.late[f]), max(0.0, other - case.late[s])
            insert(case, day, f, p)
            insert(case, day, s, q)
            if day.sums[0] + total + mine + other + max(most, mine, other) < best:
                answer = settle_one(case, day, tool, f, best)
                if answer >= 0:
                    best, at_f, at_s = day_cost(day), p, q
                undo(day, tool, answer)
            remove(case, day, s)
            remove(case, day, f)
            day.sums[0], day.sums[1], day.sums[2] = distance, total, most
    if at_f < 0:
        return False
    insert(case, day, f, at_f)
    insert(case, day, s, at_s)
    return settle_one(case, day, tool, f, NEVER) >= 0


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
        limit = day_cost(day) + _noise(tool.random, heat) + 1e-9
        count = _ruin(case, day, tool)
        copy_day(day, kept)
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
            recount(case, day)
            fine = day_cost(day) < limit
        if not fine:
            copy_day(kept, day)
        elif day_cost(day) < day_cost(best) - 1e-7:
            copy_day(day, best)
