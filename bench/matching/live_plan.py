"""A plan that is kept alive: when somebody drops out, only what that touches is matched anew.

The flow behind the plan stays in memory with its tree. Whoever holds a visit by the published plan keeps it unless
moving pays `Weights.stability_m` per visit: the plan is given to the engine as standing offers. A drop-out makes the
volunteer's arcs too dear to use; the simplex works off the difference, pairs outside the list are priced for the
needs whose price rose, and the result is the cheapest plan for everybody, with a certificate on the part that
changed.

Only measured: the product repairs by solving the neighbourhood of a change anew (decision 0019), which takes plans of
every kind and needs no process that keeps a month in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
from scipy.spatial import cKDTree

from bench.matching.live_market import LiveMarket
from matching import certificate, costs
from matching.bound import bound_dm
from matching.certificate import Certificate
from matching.eligibility import Rules
from matching.exact import Limits
from matching.half_days import Room
from matching.needs import make_needs, make_pool
from matching.places import earth_centred
from matching.plan import Plan, Prices
from matching.prices import prices_of
from matching.problem import FIELDS_OF_VISITS, Ints, Problem

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Change:
    """What a repair came to: row by row the `visit`, who was to come (`before`) and who comes now (`after`), -1 nobody.

    `disturbed` counts elders whose visitors changed although nobody who dropped out was among them.
    """

    visit: Ints
    before: Ints
    after: Ints
    disturbed: int

    def __len__(self) -> int:
        return len(self.visit)


class LivePlan:
    """A published plan and the flow behind it. Raises ValueError for visits for two, of several lengths, in limited
    half-days or several of an elder in one window: they leave the plain flow, and are repaired by solving their
    neighbourhood with `solve`."""

    def __init__(self, plan: Plan) -> None:
        rows = plan.assignments
        free = ~rows.locked
        offered = np.stack((rows.visit[free], rows.volunteer[free]), axis=1)
        self.problem = problem = replace(plan.problem, offered=offered)
        if (
            Room(problem).limited.any()
            or (problem.visit_persons > 1).any()
            or np.unique(problem.visit_minutes).size > 1
        ):
            raise ValueError("a live plan has visits of one length, for one person each, at any hour")
        self.weights = plan.weights
        needs, pool = make_needs(problem, plan.weights), make_pool(problem)
        if needs.windowed.any():
            raise ValueError("a live plan has one visit of an elder in a window")
        self._rules = Rules(problem, plan.weights, needs, pool)
        self._market = LiveMarket(
            problem, self._rules, Room(problem), Limits(2**62, 2**62, lambda share, what: None)
        )
        self._market.settle()
        # Who comes to each visit now; accepted ones stay out of it.
        self.volunteer = np.full(problem.visits, NOBODY, dtype=np.int64)
        self.volunteer[rows.visit[free]] = rows.volunteer[free]
        self._gone = np.zeros(problem.volunteers, dtype=np.bool_)
        self._deal(np.arange(len(needs)))

    def drop_out(self, volunteers: Ints) -> Change:
        """These volunteers make no visit of this plan any more; their visits go to others, or to nobody."""
        members = self._rules.pool.member[volunteers]
        self._gone[volunteers] = True
        return self._rematch(members, self._market.network.close_members)

    def come_back(self, volunteers: Ints) -> Change:
        """The opposite: they can be asked again."""
        members = self._rules.pool.member[volunteers]
        self._gone[volunteers] = False
        return self._rematch(members, self._market.network.reopen_members)

    def certify(self, change: Change) -> Certificate:
        """The certificate on the sub-problem of a change: the visits of the elders concerned and everybody within
        reach, all else as it stands. `optimal` says that no other choice for these visits costs less."""
        sub, visit, volunteer, prices = self._around(change)
        objective = costs.objective_dm(sub, self.weights, visit, volunteer)
        faults = certificate.check(sub, visit, volunteer)
        bound = bound_dm(sub, self.weights, prices)
        return Certificate(
            faults,
            objective / costs.DM_PER_M,
            bound / costs.DM_PER_M,
            optimal=not faults and bound == objective,
        )

    def _rematch(self, members: Ints, change: Callable[[Ints], None]) -> Change:
        network = self._market.network
        flows = network.flows()
        self._market.settle_near(lambda: change(members[members >= 0]))
        return self._deal(np.unique(network.need[network.changed(flows)]))

    def _deal(self, need: Ints) -> Change:
        """Give the visits of some needs to whom the flow says, leaving with everybody what they have."""
        needs, network = self._rules.needs, self._market.network
        rows = network.pairs_of(need)
        on = network.units_on(rows)
        rows, on = rows[on > 0], on[on > 0] // needs.units[network.need[rows[on > 0]]]
        wanted: dict[int, list[int]] = {}
        for one, member, times in zip(
            network.need[rows].tolist(), network.member[rows].tolist(), on.tolist(), strict=True
        ):
            wanted.setdefault(one, []).extend([int(self._rules.pool.volunteer[member])] * times)
        changed: list[tuple[int, int, int]] = []
        for one in need.tolist():
            visits = needs.visits[needs.start[one] : needs.start[one + 1]].tolist()
            people, open_visits = wanted.get(one, []), []
            for visit in visits:
                has = int(self.volunteer[visit])
                if has in people:
                    people.remove(has)
                else:
                    open_visits.append(visit)
            for visit, who in zip_longest(open_visits, people, fillvalue=NOBODY):
                if self.volunteer[visit] != who:
                    changed.append((visit, int(self.volunteer[visit]), who))
                    self.volunteer[visit] = who
        visit, before, after = np.array(sorted(changed), dtype=np.int64).reshape(-1, 3).T
        elder = self.problem.visit_elder[visit]
        theirs = elder[self._gone[before] & (before != NOBODY)]
        # Who stood without a visitor before is not disturbed by getting one.
        disturbed = np.setdiff1d(elder[before != NOBODY], theirs)
        return Change(visit, before, after, len(disturbed))

    def _around(self, change: Change) -> tuple[Problem, Ints, Ints, Prices]:
        """The sub-problem of a change, its plan and the prices of the whole for it."""
        problem = self.problem
        mine = np.flatnonzero(np.isin(problem.visit_elder, problem.visit_elder[change.visit]))
        place = earth_centred(problem.visit_lat[mine], problem.visit_lon[mine])
        home = earth_centred(problem.lat, problem.lon)
        home[np.isnan(home)] = 0.0
        far = cKDTree(place).query(home)[0] if len(mine) else np.full(problem.volunteers, np.inf)
        near = np.union1d(
            np.flatnonzero(far <= problem.reach_m), self.volunteer[mine][self.volunteer[mine] >= 0]
        )
        near = np.union1d(near, problem.locked[np.isin(problem.locked[:, 0], mine), 1])
        here = np.zeros(problem.volunteers + 1, dtype=np.bool_)
        here[near] = True
        # What these people do elsewhere stands still, as if it were accepted.
        elsewhere = np.setdiff1d(np.flatnonzero(here[self.volunteer]), mine)
        visits = np.concatenate((mine, elsewhere))
        number = np.full(problem.visits, -1, dtype=np.int64)
        number[visits] = np.arange(len(visits))
        locked = problem.locked[here[problem.locked[:, 1]]]
        extra = np.setdiff1d(locked[:, 0], visits)
        visits = np.concatenate((visits, extra))
        number[visits] = np.arange(len(visits))
        locked = np.concatenate((locked, np.stack((elsewhere, self.volunteer[elsewhere]), axis=1)))

        def renumbered(pairs: Ints) -> Ints:
            kept = pairs[number[pairs[:, 0]] >= 0]
            return np.stack((number[kept[:, 0]], kept[:, 1]), axis=1)

        filled = np.concatenate((np.flatnonzero(self.volunteer >= 0), problem.locked[:, 0]))
        others = np.setdiff1d(problem.visit_elder[visits], problem.visit_elder[mine])
        sub = replace(
            problem,
            **{name: getattr(problem, name)[visits] for name in FIELDS_OF_VISITS},
            # Everybody keeps the number by which costs know them; who is not concerned is out of reach.
            reach_m=np.where(here[:-1], problem.reach_m, -1.0),
            cap_minutes=np.where(self._gone, 0, problem.cap_minutes),
            locked=renumbered(locked),
            forbidden=renumbered(problem.forbidden),
            offered=renumbered(problem.offered),
            covered=np.union1d(problem.covered, np.intersect1d(others, problem.visit_elder[filled])),
        )
        whole = prices_of(problem, self._rules, self._market.network)
        prices = Prices(
            whole.unit_minutes,
            whole.scale,
            whole.visit[visits],
            whole.elder[visits],
            whole.volunteer * here[:-1],
        )
        made = mine[self.volunteer[mine] >= 0]
        visit = np.concatenate((sub.locked[:, 0], number[made]))
        return sub, visit, np.concatenate((sub.locked[:, 1], self.volunteer[made])), prices
