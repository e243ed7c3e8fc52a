"""The compiled arithmetic of one day: who comes after whom, and when each service then starts.

Start times are kept true at all times by label correction: a change of one service's predecessor
is passed on to its successor and its partner until nothing changes. Putting a service in only moves starts later,
so cost only grows while a change is passed on, and a trial is given up as soon as it costs more than the best so
far. That is also what ends a trial of orders that wait for each other for ever; orders of two carers that cross at
*sequential* pairs are possible within the lag, and are found.
"""

from __future__ import annotations

import numpy as np

from routing.compiled import compiled

NEVER = 1e300


@compiled
def arrival(case, day, v, p):
    """When v could start if it came after p."""
    return max(case.early[v], day.start[p] + case.minutes[p] + case.travel[p, v])


@compiled
def paired_starts(case, v, mine, other):
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
def copy_day(source, target):
    """Makes one day like another of the same case."""
    for k in range(source.after.shape[0]):
        target.after[k] = source.after[k]
        target.before[k] = source.before[k]
        target.carer[k] = source.carer[k]
        target.start[k] = source.start[k]
    for k in range(3):
        target.sums[k] = source.sums[k]


@compiled
def day_cost(day):
    """What is minimised: distance, total and greatest tardiness."""
    return day.sums[0] + day.sums[1] + day.sums[2]


@compiled
def recount(case, day):
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
def insert(case, day, v, p):
    """Puts v behind p, with a start that every way to see it will find changed."""
    q = day.after[p]
    day.after[p] = day.before[q] = v
    day.before[v], day.after[v] = p, q
    day.carer[v] = day.carer[p]
    day.start[v] = -NEVER
    day.sums[0] += case.travel[p, v] + case.travel[v, q] - case.travel[p, q]


@compiled
def remove(case, day, v):
    """Takes v out of its carer's round; starts of others stay as they are until `settle`."""
    p, q = day.before[v], day.after[v]
    day.after[p], day.before[q] = q, p
    day.carer[v] = -1
    day.sums[0] += case.travel[p, q] - case.travel[p, v] - case.travel[v, q]


@compiled
def settle(case, day, tool, waiting, limit):
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
        now = arrival(case, day, v, day.before[v])
        m, other = case.mate[v], 0.0
        pair = m >= 0 and day.carer[m] >= 0
        if pair:
            now, other = paired_starts(case, v, now, arrival(case, day, m, day.before[m]))
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
def settle_one(case, day, tool, v, limit):
    tool.queue[0] = v
    tool.queued[v] = 1
    return settle(case, day, tool, 1, limit)


@compiled
def undo(day, tool, answer):
    """Starts as they were before `settle` gave this answer."""
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
        best, at_f, at_s, start_f, start_s = NEVER, -1, -1, 0.0, 0.0
        for a in range(carers):
            if not case.able[f, a]:
                continue
            p = day.before[n + a]
            for b in range(carers if s >= 0 else 1):
                mine, other = arrival(case, day, f, p), 0.0
                cost = case.travel[p, f]
                q = -1
                if s >= 0:
                    if a == b or not case.able[s, b]:
                        continue
                    q = day.before[n + b]
                    mine, other = paired_starts(case, f, mine, arrival(case, day, s, q))
                    cost += case.travel[q, s] + max(0.0, other - case.late[s])
                cost += max(0.0, mine - case.late[f])
                if cost < best:
                    best, at_f, at_s, start_f, start_s = cost, p, q, mine, other
        insert(case, day, f, at_f)
        day.start[f] = start_f
        if s >= 0:
            insert(case, day, s, at_s)
            day.start[s] = start_s
    recount(case, day)


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
    if settle(case, day, tool, n, NEVER) < 0:
        day.start[:] = was
    recount(case, day)
