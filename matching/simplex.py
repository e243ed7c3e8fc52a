"""A network simplex that can be asked again: arcs are added, the last tree is kept, the difference is worked off.

Textbook method (Ahuja, Magnanti, Orlin, Network Flows, ch. 11): a spanning tree of basic arcs hangs from the end node;
an arc outside it whose reduced cost has the wrong sign enters, the cycle it closes is pushed full, the arc that
blocks leaves. The tree stays *strongly feasible* (from every node something more could flow to the end along the tree),
which rules out cycling. An entering arc is the worst of a block; blocks are taken in turn. Prices are the tree's:
what one more unit at a node would cost until it reaches the end, `price[end] = 0`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.compiled import compiled
from matching.problem import Ints

Ints32 = NDArray[np.int32]
_LOWER, _TREE, _UPPER = 1, 0, -1
# So many arcs may be new before the index is made anew; they are looked at one by one until then.
_MOST_LATE = 2_000


class Simplex:
    """A minimum-cost flow to one end node, kept between calls.

    Every node's `supply` (int64, ≥ 0) goes to the end. Each node is made with a first way on: an arc to a node made
    before it (or to the end) on which all that arrives so far may travel. Costs are int64; capacities must be ≥ 0.
    """

    def __init__(self) -> None:
        self.end = 0
        self._nodes = Columns(parent=np.int32, pred=np.int32, up=np.bool_, depth=np.int32, child=np.int32,
                               next=np.int32, before=np.int32, price=np.int64)  # fmt: skip
        self._arcs = Columns(tail=np.int32, head=np.int32, capacity=np.int32, cost=np.int64, flow=np.int32,
                              state=np.int8)  # fmt: skip
        self._nodes.extend(parent=[-1], pred=[-1], up=[False], depth=[0], child=[-1], next=[-1], before=[-1],
                           price=[0])  # fmt: skip
        self._cursor = 0
        self.pivots = 0
        self.cost = 0
        # Nodes at which something has changed since the last run, and the arcs at each node (as far as indexed).
        self._dirty: list[Ints] = []
        self._index: tuple[Ints, Ints32] | None = None
        self._indexed = 0

    def add_nodes(self, onward: Ints, cost: Ints, capacity: Ints, flow: Ints) -> tuple[Ints, Ints]:
        """(nodes, arcs): new nodes that hang from `onward` by an arc of the given cost and capacity carrying `flow`.

        The flow must be below the capacity, and must be what the node's supply and its other arcs leave over. Nodes
        of one call may not hang from each other.
        """
        first, size = len(self._nodes), len(onward)
        nodes = np.arange(first, first + size)
        arcs = self._append(nodes, onward, capacity, cost, flow, _TREE)
        zero = np.zeros(size)
        self._nodes.extend(
            parent=onward, pred=arcs, up=zero + 1, depth=zero, child=zero - 1, next=zero - 1, before=zero - 1,
            price=zero,
        )  # fmt: skip
        n, a = self._nodes, self._arcs
        _hang(nodes.astype(np.int32), n["parent"], n["depth"], n["child"], n["next"], n["before"], n["price"],
              n["pred"], a["cost"])  # fmt: skip
        return nodes, arcs

    def add_arcs(self, tail: Ints, head: Ints, capacity: Ints, cost: Ints, *, full: bool = False) -> Ints:
        """New arcs outside the tree, empty or `full` (the caller has seen to the balance); returns their numbers."""
        # Whichever index of arcs there will be, these are looked at in the next run.
        self._dirty.append(np.asarray(tail, dtype=np.int64))
        return self._append(tail, head, capacity, cost, capacity if full else np.zeros(len(tail)),
                            _UPPER if full else _LOWER)  # fmt: skip

    def _append(self, tail: Any, head: Any, capacity: Any, cost: Any, flow: Any, state: int) -> Ints:
        first = len(self._arcs)
        self.cost += int(np.asarray(flow, dtype=np.int64) @ np.asarray(cost, dtype=np.int64))
        self._arcs.extend(tail=tail, head=head, capacity=capacity, cost=cost, flow=flow,
                          state=np.full(len(tail), state))  # fmt: skip
        return np.arange(first, first + len(tail))

    def run(self, most_pivots: int = 2**62) -> None:
        """Pivot until the flow is a cheapest one."""
        n, a = self._nodes, self._arcs
        self._cursor, pivots, change = _pivot_until_cheapest(
            n["parent"], n["pred"], n["up"], n["depth"], n["child"], n["next"], n["before"], n["price"],
            a["tail"], a["head"], a["capacity"], a["cost"], a["flow"], a["state"],
            self._cursor, max(64, round(math.sqrt(len(a)))), most_pivots,
        )  # fmt: skip
        self.pivots += pivots
        self.cost += change
        self._dirty = []

    def set_cost(self, arcs: Ints, cost: Ints) -> None:
        """Change what arcs cost. The flow stays as it is until `run`; the prices are those of the new costs."""
        n, a = self._nodes, self._arcs
        self.cost += int(a["flow"][arcs].astype(np.int64) @ (cost - a["cost"][arcs]))
        basic = arcs[a["state"][arcs] == _TREE]
        a["cost"][arcs] = cost
        self._dirty += [a["tail"][arcs].astype(np.int64), a["head"][arcs].astype(np.int64)]
        if len(basic):
            moved = _reprice(basic, a["tail"], a["head"], n["parent"], n["pred"], n["up"], n["child"], n["next"],
                     n["price"], a["cost"])  # fmt: skip
            self._dirty.append(moved)

    def run_near(self) -> None:
        """As `run`, when since the last `run` only costs have changed and some arcs were added.

        A pivot changes the reduced costs of arcs at the nodes it moves and of no others: those nodes wait in a queue
        to be looked at, the rest of the network is not touched.
        """
        n, a = self._nodes, self._arcs
        if self._index is None or len(a) > self._indexed + _MOST_LATE or len(n) + 1 != len(self._index[0]):
            self._index, self._indexed = _incident(a["tail"], a["head"], len(n)), len(a)
        queue, waiting = np.empty(len(n), dtype=np.int32), np.zeros(len(n), dtype=np.bool_)
        dirty = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *self._dirty]))
        queue[: len(dirty)] = dirty
        waiting[dirty] = True
        self._dirty = []
        start, incident = self._index
        pivots, change = _pivot_near(
            queue, waiting, len(dirty), start, incident, self._indexed,
            n["parent"], n["pred"], n["up"], n["depth"], n["child"], n["next"], n["before"], n["price"],
            a["tail"], a["head"], a["capacity"], a["cost"], a["flow"], a["state"],
        )  # fmt: skip
        self.pivots += pivots
        self.cost += change

    @property
    def price(self) -> Ints:
        """Price of every node; a view that the next call changes."""
        return self._nodes["price"]

    @property
    def flow(self) -> Ints:
        """Units on every arc; a view that the next call changes."""
        return self._arcs["flow"]

    @property
    def arcs(self) -> int:
        """How many arcs there are."""
        return len(self._arcs)


@compiled
def _hang(nodes, parent, depth, child, after, before, price, pred, cost):
    for node in nodes:
        above = parent[node]
        depth[node] = depth[above] + 1
        price[node] = price[above] + cost[pred[node]]
        _insert(node, above, child, after, before)


@compiled
def _reprice(basic, tail, head, parent, pred, up, child, after, price, cost):
    moved = np.empty(len(parent), dtype=np.bool_)
    moved[:] = False
    for arc in basic:
        top = tail[arc] if pred[tail[arc]] == arc else head[arc]
        charge = cost[arc] if up[top] else -cost[arc]
        shift = price[parent[top]] + charge - price[top]
        if shift:
            _shift(top, shift, parent, child, after, price, moved)
    return np.flatnonzero(moved)


@compiled
def _shift(top, shift, parent, child, after, price, moved):
    node = top
    while True:
        price[node] += shift
        moved[node] = True
        if child[node] >= 0:
            node = child[node]
            continue
        while node != top and after[node] < 0:
            node = parent[node]
        if node == top:
            break
        node = after[node]


@compiled(inline="always")
def _insert(node, above, child, after, before):
    eldest = child[above]
    after[node] = eldest
    before[node] = -1
    if eldest >= 0:
        before[eldest] = node
    child[above] = node


@compiled(inline="always")
def _remove(node, above, child, after, before):
    left, right = before[node], after[node]
    if left >= 0:
        after[left] = right
    else:
        child[above] = right
    if right >= 0:
        before[right] = left


@compiled
def _pivot_until_cheapest(parent, pred, up, depth, child, after, before, price,
                          tail, head, capacity, cost, flow, state, cursor, block, most):  # fmt: skip
    arcs = len(tail)
    pivots = 0
    since = 0
    best = np.int64(0)
    entering = -1
    seen = 0
    change = np.int64(0)
    while pivots < most and arcs:
        # The worst arc of the next block that has one.
        best = np.int64(0)
        entering = -1
        since = 0
        seen = 0
        while seen < arcs:
            arc = cursor
            worth = state[arc] * (cost[arc] + price[head[arc]] - price[tail[arc]])
            if worth < best:
                best = worth
                entering = arc
            cursor += 1
            if cursor == arcs:
                cursor = 0
            seen += 1
            since += 1
            if since == block:
                if entering >= 0:
                    break
                since = 0
        if entering < 0:
            break
        delta, _ = _push(
            entering,
            parent,
            pred,
            up,
            depth,
            child,
            after,
            before,
            price,
            tail,
            head,
            capacity,
            cost,
            flow,
            state,
        )
        change += best * delta
        pivots += 1
    return cursor, pivots, change


@compiled
def _push(entering, parent, pred, up, depth, child, after, before, price,
          tail, head, capacity, cost, flow, state):  # fmt: skip
    if state[entering] == 1:
        first, second = tail[entering], head[entering]
    else:
        first, second = head[entering], tail[entering]
    # What blocks: the last one in the direction of the push, counted from where the two ways to the end meet.
    delta = np.int64(capacity[entering])
    leaving = -1
    on_first = True
    a, b = first, second
    while a != b:
        if depth[a] >= depth[b]:
            arc = pred[a]
            room = np.int64(flow[arc] if up[a] else capacity[arc] - flow[arc])
            if room < delta:
                delta = room
                leaving = a
                on_first = True
            a = parent[a]
        else:
            arc = pred[b]
            room = np.int64(capacity[arc] - flow[arc] if up[b] else flow[arc])
            if room <= delta:
                delta = room
                leaving = b
                on_first = False
            b = parent[b]
    join = a
    if delta > 0:
        flow[entering] += state[entering] * delta
        a = first
        while a != join:
            arc = pred[a]
            flow[arc] += -delta if up[a] else delta
            a = parent[a]
        b = second
        while b != join:
            arc = pred[b]
            flow[arc] += delta if up[b] else -delta
            b = parent[b]
    if leaving < 0:
        state[entering] = -state[entering]
        return delta, np.int32(-1)
    out = pred[leaving]
    state[out] = 1 if flow[out] == 0 else -1
    state[entering] = 0
    node, above = (first, second) if on_first else (second, first)
    inside = node
    arc, goes_up = entering, tail[entering] == node
    while True:
        old_parent, old_arc, old_up = parent[node], pred[node], up[node]
        _remove(node, old_parent, child, after, before)
        parent[node] = above
        pred[node] = arc
        up[node] = goes_up
        _insert(node, above, child, after, before)
        if node == leaving:
            break
        above, arc, goes_up, node = node, old_arc, not old_up, old_parent
    # Everything below hangs at a new depth and price.
    top = parent[inside]
    arc = pred[inside]
    shift = (price[top] + cost[arc] if up[inside] else price[top] - cost[arc]) - price[inside]
    node = inside
    while True:
        price[node] += shift
        depth[node] = depth[parent[node]] + 1
        if child[node] >= 0:
            node = child[node]
            continue
        while node != inside and after[node] < 0:
            node = parent[node]
        if node == inside:
            break
        node = after[node]
    return delta, inside


@compiled
def _pivot_near(queue, waiting, count, start, incident, late, parent, pred, up, depth, child, after, before, price,
                tail, head, capacity, cost, flow, state):  # fmt: skip
    pivots = 0
    change = np.int64(0)
    first = 0
    size = len(queue)
    while True:
        best = np.int64(0)
        entering = -1
        if count:
            node = queue[first]
            first = first + 1 if first + 1 < size else 0
            count -= 1
            waiting[node] = False
            for at in range(start[node], start[node + 1]):
                arc = incident[at]
                worth = state[arc] * (cost[arc] + price[head[arc]] - price[tail[arc]])
                if worth < best:
                    best = worth
                    entering = arc
            if entering < 0:
                continue
        else:
            for arc in range(late, len(tail)):
                worth = state[arc] * (cost[arc] + price[head[arc]] - price[tail[arc]])
                if worth < best:
                    best = worth
                    entering = arc
            if entering < 0:
                break
            node = tail[entering]
        delta, top = _push(entering, parent, pred, up, depth, child, after, before, price, tail, head, capacity, cost,
                           flow, state)  # fmt: skip
        change += best * delta
        pivots += 1
        if not waiting[node]:
            count = _enqueue(node, queue, waiting, first, count)
        if top >= 0:
            node = top
            while True:
                if not waiting[node]:
                    count = _enqueue(node, queue, waiting, first, count)
                if child[node] >= 0:
                    node = child[node]
                    continue
                while node != top and after[node] < 0:
                    node = parent[node]
                if node == top:
                    break
                node = after[node]
    return pivots, change


@compiled(inline="always")
def _enqueue(node, queue, waiting, first, count):
    at = first + count
    queue[at if at < len(queue) else at - len(queue)] = node
    waiting[node] = True
    return count + 1


@compiled
def _incident(tail, head, nodes):
    start = np.zeros(nodes + 1, dtype=np.int64)
    for arc in range(len(tail)):
        # The end never moves, so that the arcs there are looked at from the other side.
        start[tail[arc] + 1] += 1
        if head[arc]:
            start[head[arc] + 1] += 1
    for node in range(nodes):
        start[node + 1] += start[node]
    at = start.copy()
    incident = np.empty(start[nodes], dtype=np.int32)
    for arc in range(len(tail)):
        incident[at[tail[arc]]] = arc
        at[tail[arc]] += 1
        if head[arc]:
            incident[at[head[arc]]] = arc
            at[head[arc]] += 1
    return start, incident
