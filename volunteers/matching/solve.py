"""Solving a problem: candidates, flow, prices, and again until no pair outside the list would improve the plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from volunteers.matching import costs
from volunteers.matching.candidates import Pricer, nearest
from volunteers.matching.certificate import check_optimum, check_plan
from volunteers.matching.decode import Decoder
from volunteers.matching.eligibility import Rules, shared_slots
from volunteers.matching.flow import Flow, Network, Pairs, build, prices, solve_flow
from volunteers.matching.needs import Needs, Pool, make_needs, make_pool
from volunteers.matching.plan import Assignments, Figures, Plan
from volunteers.matching.problem import Ints, Problem, Weights
from volunteers.matching.reasons import reasons_for

# Up to so many (need, volunteer) pairs all eligible ones are given to the solver: exact without a second look.
_ALL_PAIRS = 12_000_000
_ROUNDS = 40
_PER_NEED = 8


@dataclass
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = round(self.seconds.get(name, 0.0) + now - self._last, 4)
        self._last = now


@dataclass(frozen=True, eq=False)
class _Solved:
    pairs: Pairs
    network: Network
    flow: Flow
    proved: bool


def solve(
    problem: Problem,
    weights: Weights | None = None,
    *,
    max_candidates: int = 20,
    progress: Callable[[str, float], None] | None = None,
) -> Plan:
    """The best plan: elders without any visit first, then unfilled visits by tier, then familiar faces, ways and load.

    The objective is stated in volunteers.matching.costs. *Exact* for visits by one person whose minutes are all equal:
    one minimum-cost flow over every eligible pair, proved by complementary slackness (`figures.optimal`). *Bounded*
    otherwise: minutes that differ make it a generalised assignment and two people in one slot leave the flow; then the
    flow is a bound, whole visits and compatible pairs are made of it, and `figures.gap` says how far the plan lies from
    the bound. `max_candidates` nearest volunteers per need are offered first where not all pairs fit; the prices then
    call for the others. `progress(phase, share)` is told how far it is. The same problem always gives the same plan.
    """
    weights = weights or Weights()
    tell = progress or (lambda _phase, _share: None)
    clock = _Clock()
    pool, needs = make_pool(problem), make_needs(problem, weights)
    rules = Rules(problem, weights, needs, pool)
    tell("candidates", 0.1)
    visit, volunteer = problem.locked[:, 0], problem.locked[:, 1]
    bound = float(costs.objective_dm(problem, weights, visit, volunteer))
    pairs_count, exact = 0, True
    clock.lap("candidates")
    if len(needs) and len(pool):
        solved = _solve(rules, needs, pool, weights, max_candidates, clock, tell)
        pairs_count = len(solved.pairs.need)
        decoder = Decoder(needs, pool, solved.pairs)
        new_visit, new_volunteer = decoder.decode(solved.flow)
        visit, volunteer = np.concatenate((visit, new_visit)), np.concatenate((volunteer, new_volunteer))
        bound += solved.flow.cost / solved.network.scale - _all_unfilled(needs, weights)
        exact = solved.proved and decoder.exact
        clock.lap("decode")
    plan = _plan(problem, weights, visit, volunteer, bound, pairs_count, exact, clock)
    tell("check", 0.95)
    check_plan(problem, plan)
    clock.lap("check")
    return plan


def _all_unfilled(needs: Needs, weights: Weights) -> float:
    """What the network pays when no need is filled: the constant between its cost and the objective."""
    return float((needs.unfilled * needs.count).sum() + costs.uncovered_dm(weights) * np.count_nonzero(needs.last_units))


def _solve(
    rules: Rules, needs: Needs, pool: Pool, weights: Weights, wanted: int, clock: _Clock, tell: Callable[[str, float], None]
) -> _Solved:
    everything = len(needs) * len(pool) <= _ALL_PAIRS
    need, member = _all_pairs(rules, needs, pool) if everything else nearest(rules, wanted)
    pricer = None if everything else Pricer(rules)
    clock.lap("candidates")
    for round_number in range(_ROUNDS):
        pairs = _priced(rules, needs, pool, need, member)
        network = build(needs, pool, weights, pairs)
        flow = solve_flow(network)
        tell("solve", 0.2 + 0.7 * (1 - 0.7**round_number))
        clock.lap("solve")
        label = prices(network, flow)
        proved = check_optimum(network, flow, label)
        if pricer is None or not proved:
            clock.lap("prices")
            return _Solved(pairs, network, flow, proved)
        g, p = len(needs), len(pool)
        keys = need * p + member
        more_need, more_member, _worst = pricer.violators(
            label[:g], label[g : g + p], network.scale // needs.units, keys, _PER_NEED
        )
        clock.lap("prices")
        if not len(more_need):
            return _Solved(pairs, network, flow, proved)
        merged = np.union1d(keys, more_need * p + more_member)
        need, member = merged // p, merged % p
    return _Solved(pairs, network, flow, proved=False)


def _all_pairs(rules: Rules, needs: Needs, pool: Pool) -> tuple[Ints, Ints]:
    """Every eligible (need, member), by blocks."""
    found_need, found_member = [], []
    size = max(1, 2_000_000 // len(pool))
    members = np.arange(len(pool))
    for start in range(0, len(needs), size):
        block = np.arange(start, min(start + size, len(needs)))
        need, member = np.repeat(block, len(pool)), np.tile(members, len(block))
        fine, _metres = rules.eligible(need, member)
        found_need.append(need[fine])
        found_member.append(member[fine])
    return np.concatenate(found_need), np.concatenate(found_member)


def _priced(rules: Rules, needs: Needs, pool: Pool, need: Ints, member: Ints) -> Pairs:
    _fine, metres = rules.eligible(need, member)
    most = np.where(needs.persons[need] == 2, 1, needs.count[need])
    shared = shared_slots(needs, pool, need, member)
    limit = np.where(needs.windowed[need], np.minimum(most, shared), most)
    return Pairs(need, member, rules.price(need, member, metres), limit)


def _plan(
    problem: Problem, weights: Weights, visit: Ints, volunteer: Ints, bound: float, pairs: int, exact: bool, clock: _Clock
) -> Plan:
    order = np.lexsort((volunteer, visit))
    visit, volunteer = visit[order], volunteer[order]
    metres = costs.metres(problem, visit, volunteer)
    known = costs.repeated(problem, visit, volunteer)
    assignments = Assignments(visit, volunteer, metres, known, costs.assignments_dm(problem, weights, visit, volunteer))
    count = np.bincount(visit, minlength=problem.visits)
    unmatched = np.flatnonzero(count < problem.visit_persons)
    reasons = reasons_for(problem, unmatched)
    clock.lap("reasons")
    objective = costs.objective_dm(problem, weights, visit, volunteer)
    gap = max(0.0, objective - bound) / max(1.0, abs(float(objective)))
    # Costs are whole decimetres: less than one apart is equal.
    optimal = exact and objective - bound < 1.0
    figures = Figures(
        pairs=pairs,
        visits=problem.visits,
        matched=problem.visits - len(unmatched),
        unmatched=len(unmatched),
        half_filled=int(np.count_nonzero(count[unmatched])),
        travel_km=round(float(np.nansum(metres)) / 1000, 3),
        mean_m=round(float(np.nanmean(metres)), 1) if len(metres) and not np.isnan(metres).all() else 0.0,
        continuity=round(float(known.mean()), 4) if len(known) else 0.0,
        objective=objective / costs.DM_PER_M,
        bound=bound / costs.DM_PER_M,
        gap=0.0 if optimal else gap,
        optimal=bool(optimal),
        seconds=clock.seconds,
    )
    return Plan(assignments, unmatched, reasons, figures)
