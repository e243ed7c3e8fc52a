"""One run of the planner, in phases that each stand on their own: killed at any moment, the next run goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits import policy
from elderly_visits.errors import PlanningError
from elderly_visits.models import VisitPlan
from elderly_visits.services.planning import due, figures, lock, offers, situation, solving, standing, writing
from elderly_visits.services.repair.barriers import kept_apart_in_plan
from elderly_visits.services.tiers import refresh_tiers
from elderly_visits.windows import add_months, first_day
from policies.selectors import PolicyBook, book
from regions.models import Region

# Told how far a phase has come: its name, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def _silent(_phase: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def plan_month(
    *, month: date, region: Region, actor: Any = None, progress: Progress | None = None
) -> VisitPlan:
    """Plan a month in a region of any level; returns the plan with its figures (formats.md).

    Creates the visits that consenting elders are due from tier and cadence, never in days that have passed, and asks
    volunteers near them, from outside the region too, by an exact minimum-cost flow. What people said yes to and
    offers still within their time are kept. With nothing new, nothing is written and the last plan is returned. A
    month that is over is only counted: the plan returned is not stored.

    Raises PlanInProgress while the same month is being planned, PlanningError for a month too far ahead.
    """
    month = first_day(month)
    today = timezone.localdate()
    rules = book(today)
    if month < first_day(today):
        return _counted_only(month, region)
    farthest = add_months(first_day(today), rules.value(policy.PLAN_MONTHS_AHEAD, region))
    if month > farthest:
        raise PlanningError(
            _("%(month)s is too far ahead: one can plan until %(last)s.")
            % {"month": f"{month:%Y-%m}", "last": f"{farthest:%Y-%m}"},
            code="too_far",
        )
    with lock.planning(month):
        return _Run(month, region, today, rules, actor, progress or _silent).go()


def _counted_only(month: date, region: Region) -> VisitPlan:
    watch = figures.Stopwatch()
    with watch.phase("load"):
        counted = figures.figures_of(region=region, month=month)
    last = _latest(month, region)
    plan = VisitPlan(month=month, region=region, started_at=timezone.now(), finished_at=timezone.now())
    plan.figures = {**counted, **_quality(last), "seconds": watch.seconds(), "peak_mb": figures.peak_mb()}
    return plan


def _latest(month: date, region: Region) -> VisitPlan | None:
    plans = VisitPlan.objects.filter(month=month, region=region, finished_at__isnull=False)
    return plans.order_by("-finished_at", "-pk").first()


def _quality(plan: VisitPlan | None) -> dict[str, Any]:
    """What the last solution said about itself; without one there was nothing to improve."""
    stored = plan.figures if plan else {}
    return {"pairs": 0, "optimal": True, "gap": 0.0} | {
        name: stored[name] for name in ("pairs", "optimal", "gap") if name in stored
    }


@dataclass
class _Run:
    month: date
    region: Region
    today: date
    rules: PolicyBook
    actor: Any
    progress: Progress

    def go(self) -> VisitPlan:
        """All phases; see the module."""
        watch = figures.Stopwatch()
        self.plan: VisitPlan | None = None
        with watch.phase("load"):
            refresh_tiers(region=self.region)
            self._write_visits()
            known = situation.load(region=self.region, month=self.month, today=self.today, book=self.rules)
            weights = solving.weights_of(self.rules, self.region)
            held = self._held(known)
            last = _latest(self.month, self.region)
            mark = self._mark(known, held, weights)
        if self.plan is None and last is not None and last.fingerprint == mark:
            return self._unchanged(last, watch)
        plan = self._open_plan()
        if held.impossible:
            with watch.phase("store"):
                offers.take_back_impossible(standing=held, actor=self.actor)
        solution = self._solve(known, held, weights, watch)
        with watch.phase("store"):
            self._store(known, held, solution)
            plan.fingerprint = self._mark(known, self._held(known), weights)
            counted = figures.figures_of(region=self.region, month=self.month)
        plan.figures = {
            **counted,
            **solution.quality,
            "not_planned": self.not_planned,
            "seconds": watch.seconds(),
            "peak_mb": figures.peak_mb(),
        }
        plan.finished_at = timezone.now()
        plan.save(update_fields=["fingerprint", "figures", "finished_at"])
        return plan

    def _open_plan(self) -> VisitPlan:
        """The record of this run, made when there is something to record; an interrupted run's is taken up again."""
        if self.plan is None:
            unfinished = VisitPlan.objects.filter(month=self.month, region=self.region, finished_at=None)
            self.plan = unfinished.order_by("-pk").first() or VisitPlan.objects.create(
                month=self.month,
                region=self.region,
                requested_by=self.actor if getattr(self.actor, "is_authenticated", False) else None,
            )
        return self.plan

    def _write_visits(self) -> None:
        found = due.differences(region=self.region, month=self.month, today=self.today, book=self.rules)
        self.not_planned = found.not_planned
        if not found:
            return
        total, done = len(found.create), 0

        def written(count: int) -> None:
            nonlocal done
            done += count
            self.progress("visits", done, total)

        writing.write_visits(
            plan=self._open_plan(), month=self.month, found=found, actor=self.actor, progress=written
        )

    def _held(self, known: situation.Situation) -> standing.Standing:
        rows = standing.read(region=self.region, month=self.month)
        held = standing.sort_out(rows, known, now=timezone.now(), book=self.rules)
        apart = kept_apart_in_plan(known, month=self.month, today=self.today)
        held.forbidden |= apart - set(held.locked)
        return held

    def _mark(self, known: situation.Situation, held: standing.Standing, weights: Any) -> str:
        """A fingerprint of everything that decides about the plan: equal marks, equal plans."""
        mark = solving.fingerprint(solving.problem_of(known, held), weights, known)
        rest = json.dumps([sorted(held.impossible), sorted(held.expired_pk)])
        return hashlib.blake2b(f"{mark}{rest}".encode(), digest_size=32).hexdigest()

    def _solve(
        self, known: situation.Situation, held: standing.Standing, weights: Any, watch: figures.Stopwatch
    ) -> solving.Solution:
        with watch.phase("solve"):
            problem = solving.problem_of(known, held)
            solution = solving.match(
                problem,
                weights,
                known,
                progress=lambda share, _what: self.progress("match", round(100 * share), 100),
            )
        watch.move("solve", "candidates", solution.gathering_seconds)
        return solution

    def _store(self, known: situation.Situation, held: standing.Standing, solution: solving.Solution) -> None:
        total, done = len(solution.offers), 0

        def written(count: int) -> None:
            nonlocal done
            done += count
            self.progress("offers", done, total)

        offers.store(
            situation=known, standing=held, solution=solution, label=f"{self.month:%Y-%m}", actor=self.actor,
            progress=written,
        )  # fmt: skip

    def _unchanged(self, last: VisitPlan, watch: figures.Stopwatch) -> VisitPlan:
        """Nothing is new: the last plan, with the figures as they stand and this run's own times (not stored)."""
        with watch.phase("load"):
            counted = figures.figures_of(region=self.region, month=self.month)
        last.figures = {
            **counted,
            **_quality(last),
            "not_planned": self.not_planned,
            "seconds": watch.seconds(),
            "peak_mb": figures.peak_mb(),
        }
        return last
