"""The day of one person who serves several people, and of people who are bound together by visits for two.

    plan_round(mover)      one person: the order and the times
    plan_together(movers)  several, where a stop with the same key on two lists begins at the same minute for both

Minutes count from midnight of the day, distances are metres, positions are WGS-84 degrees. A stop has windows within
which it lies from begin to end; one that is agreed already has a single window of exactly its length. Between two
services there is time for the way, and at least the rest, of which the way is part. Nobody waits for an error: a stop
that does not fit is listed with the reason, and a place that is not known costs no way and says so.

Objective, lexicographic: agreed stops kept, then stops served, then minutes on the way (home included, where the start
is known), then the earliest end. For one person with up to `EXACT` stops the answer is exact (dynamic programming over
subsets), beyond it a local search.

Several people: each one's best round alone is a bound. Where two rounds differ on a shared stop - served by one and not
by the other, or at different minutes - the search branches: left out by all or served by all; begun before the later of
the two minutes or not. Every branch shrinks a finite set of minutes and the best bound is followed first, so the first
rounds that agree are a best answer and `proven` says so. When `MOST_NODES` branches did not settle it, shared stops in
dispute are left out and `proven` is False: the rounds can be kept, but a better day may exist.
"""

from __future__ import annotations

from collections.abc import Sequence

from routing.rounds_day import EXACT, Infeasibility, Leg, Mover, Pace, Prepared, Round, Stop, Together
from routing.rounds_meeting import MOST_NODES, Meeting

__all__ = [
    "EXACT",
    "MOST_NODES",
    "Infeasibility",
    "Leg",
    "Mover",
    "Pace",
    "Round",
    "Stop",
    "Together",
    "plan_round",
    "plan_together",
]


def plan_round(mover: Mover) -> Round:
    """The best day of one person."""
    prepared = Prepared(mover)
    return prepared.round(prepared.solve())


def plan_together(movers: Sequence[Mover]) -> Together:
    """The best days of several people who meet at stops with the same key."""
    return Meeting(movers).solve()
