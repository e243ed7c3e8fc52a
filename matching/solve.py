"""One call from a problem to a plan: candidates, exact flow, rounding, reasons, certificate."""

from __future__ import annotations

import time
from collections.abc import Callable

from matching import certificate
from matching import plan as plans
from matching.bound import bound_dm
from matching.eligibility import Rules
from matching.exact import Limits, Market
from matching.half_days import Room
from matching.needs import make_needs, make_pool
from matching.plan import Plan, Unmatched
from matching.prices import prices_of
from matching.problem import Problem, Weights
from matching.reasons import explain_gaps
from matching.rounding import settle

DEFAULT_WEIGHTS = Weights()
# Where each phase stands on the way from 0 to 1 that `progress` hears.
_FLOW_FROM, _FLOW_TO = 0.05, 0.80


def solve(
    problem: Problem,
    weights: Weights = DEFAULT_WEIGHTS,
    *,
    max_candidates: int = 12_000_000,
    max_rounds: int = 1_000,
    progress: Callable[[float, str], None] | None = None,
) -> Plan:
    """The best plan for a problem: least `costs` objective, under every rule of `Problem`.

    The objective is lexicographic by the size of its integer costs (decimetres of way): first elders none of whose
    visits is made, then visits unfilled by tier, then continuity, distance, stability and load. `Weights` says how the
    levels compare; with its first values no way in a city adds up to a visit, no tier to an elder.

    What is exact, what is decomposed, and what bound remains:
    - Visits of one length for one person each, with half-days limited or not: optimal over *all* eligible pairs, by a
      minimum-cost flow over a candidate list that grows until prices prove that no pair outside it helps. Half-days
      are told apart only for volunteers whose visits would not fit otherwise, which leaves the optimum as it is.
    - Visits for two are pinned to one weekly slot each, by prices and then one after another (`couples`); the flow
      around them is exact. The bound counts for such a visit the cheapest two in one slot, or nobody: no half visit.
    - Visits of several lengths, and windows in which an elder's several visits are unlike each other: the flow is a
      lower bound, the plan is made from it as `rounding` describes, one length after another. `figures.gap` says how
      far apart plan and bound are. When they meet, the plan is optimal all the same.
    - `figures.optimal` is True only when the `certificate`, code apart from the solver, has found the plan feasible
      and its own bound over all eligible pairs equal to the objective. For visits that share a window and are
      limited by slots the certificate's bound is weaker than the flow's, so that such a plan may be optimal unsaid.
    - Not decided here: dates and times within the windows and the order of a day (`routing`).

    An elder's visits tend to one volunteer because each costs the same and ties are broken per elder and volunteer;
    there is no extra charge for a second face.

    `max_candidates` pairs and `max_rounds` solves at most; when a maximum is met the plan is feasible, its bound
    valid, and `optimal` False. `progress(share done, what)` is called now and then.

    The same problem and weights always give the same plan. Raises ValueError for a malformed problem (when it is
    built), CertificateError should a plan break a rule and BoundError should its bound lie above its cost, which would
    be faults in this package.
    """
    clock, tell = _Clock(), progress or (lambda share, what: None)
    tell(0.0, "gathering visits")
    needs, pool = make_needs(problem, weights), make_pool(problem)
    rules = Rules(problem, weights, needs, pool)
    clock.lap("gather")
    market = Market(
        problem,
        rules,
        Room(problem),
        Limits(
            max_candidates,
            max_rounds,
            lambda share, what: tell(_FLOW_FROM + share * (_FLOW_TO - _FLOW_FROM), what),
        ),
    )
    market.settle()
    clock.lap("flow")
    tell(_FLOW_TO, "settling pairs and lengths")
    # Before visits for two are pinned to slots: these prices prove more than those of the finished plan.
    prices = prices_of(problem, rules, market.network)
    found = settle(problem, rules, market)
    visit, volunteer = found.visit, found.volunteer
    clock.lap("settle")
    tell(0.85, "finding reasons")
    unmatched = Unmatched(*explain_gaps(problem, visit, volunteer))
    clock.lap("reasons")
    tell(0.90, "checking the plan")
    bound = bound_dm(problem, weights, prices)
    faults = certificate.check(problem, visit, volunteer, found.slot)
    if faults:
        raise certificate.CertificateError(faults)
    rows = plans.make_assignments(problem, weights, visit, volunteer, found.slot)
    clock.lap("certify")
    figures = plans.make_figures(problem, weights, rows, bound_dm=bound, pairs=len(market.network.need),
                                 rounds=market.rounds, seconds=clock.seconds)  # fmt: skip
    if figures.bound_m is not None and figures.bound_m > figures.objective_m:
        raise certificate.BoundError(figures.objective_m, figures.bound_m)
    tell(1.0, "done")
    return Plan(problem, weights, rows, unmatched, figures, prices)


class _Clock:
    """Wall seconds per phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, phase: str) -> None:
        """Book the time since the last lap on a phase."""
        now = time.perf_counter()
        self.seconds[phase] = now - self._last
        self._last = now
