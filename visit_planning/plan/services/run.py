"""One run of the planner, in phases that each stand on their own: killed at any moment, the next run goes on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.months import add_months, first_day
from elderly_visits.register.services.tiers import refresh_tiers
from matching import Problem, Weights
from people.actors import Actor
from policies.selectors import PolicyBook, book
from regions.codes import ancestor_codes, in_subtree
from regions.models import Region
from visit_planning.errors import PlanningError
from visit_planning.plan import policy
from visit_planning.plan.enums import PlanStage, Publishing
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services import due, figures, gap_writer, lock, offer_writer, solving, visit_writer
from visit_planning.plan.services.draft import draft_figures, messages_of
from visit_planning.plan.services.loading import Loaded, load
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.situation import Situation
from visit_planning.plan.services.standing import Standing
from visit_planning.plan.services.wanted import NoLongerWanted, require_wanted
from visit_planning.windows import weeks_of

# Told how far a phase has come: its name, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def _silent(_phase: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def plan_month(
    *,
    month: date,
    region: Region,
    actor: Actor = None,
    progress: Progress | None = None,
    publishing: Publishing = Publishing.NOW,
    draft: VisitPlan | None = None,
) -> VisitPlan:
    """Plan a month in a region of any level; returns the plan with its figures (formats.md).

    Creates the visits that consenting elders are due from tier and cadence, never in days that have passed, and asks
    volunteers near them, from outside the region too, by an exact minimum-cost flow. What people said yes to and
    offers still within their time are kept. With nothing new, nothing is written and the last plan is returned. A
    month that is over is only counted: the plan returned is not stored.

    By `publishing` the volunteers are asked at once, or nobody is and the plan returned is a draft. With `draft`, one
    that somebody wants published, this goes out as that plan, for the register as it is by now; where that would write
    to many more people than the draft said, it becomes a draft again and nothing is sent.

    A plan that somebody stops or throws away meanwhile is left as they decided, and nothing more is written for it.

    Raises PlanInProgress while the same month is being planned, PlanningError for a month too far ahead.
    """
    month = first_day(month)
    today = timezone.localdate()
    rules = book(today)
    if month < first_day(today):
        if draft is not None:
            VisitPlan.objects.filter(pk=draft.pk, stage=draft.stage).update(stage=PlanStage.DISCARDED)
        return _counted_only(month, region)
    farthest = add_months(first_day(today), rules.value(policy.PLAN_MONTHS_AHEAD, region))
    if month > farthest:
        raise PlanningError(
            _("%(month)s is too far ahead: visits can be planned until %(last)s.")
            % {"month": f"{month:%Y-%m}", "last": f"{farthest:%Y-%m}"},
            code="too_far",
        )
    with lock.planning(month), _without_collector():
        return _Run(month, region, today, rules, actor, progress or _silent, publishing, draft).go()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hundreds of thousands of tuples come and go, none in a circle: looking for circles costs a second for nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _counted_only(month: date, region: Region) -> VisitPlan:
    watch = figures.Stopwatch()
    with watch.phase("load"):
        counted = figures.figures_of(region=region, month=month)
    last = _latest(month, region)
    plan = VisitPlan(month=month, region=region, started_at=timezone.now(), finished_at=timezone.now())
    plan.figures = {**counted, **_quality(last), **watch.spent()}
    return plan


def _latest(month: date, region: Region, *, or_draft: bool = False) -> VisitPlan | None:
    """The last plan that went out; with `or_draft` the draft that waits since."""
    stages = [PlanStage.PUBLISHED, PlanStage.DRAFT] if or_draft else [PlanStage.PUBLISHED]
    plans = VisitPlan.objects.filter(month=month, region=region, finished_at__isnull=False, stage__in=stages)
    return plans.order_by("-finished_at", "-pk").first()


def _is_published(month: date, region: Region) -> bool:
    """Whether the month has gone out for the region, for all around it, or for a part."""
    around = [*ancestor_codes(region.pk), region.pk]
    here = Q(region__in=around) | in_subtree("region", region.pk)
    return VisitPlan.objects.published().filter(here, month=month).exists()


def _quality(plan: VisitPlan | None) -> dict[str, Any]:
    """What the last solution said about itself; without one there was nothing to improve."""
    stored = plan.figures if plan else {}
    return {name: stored.get(name, otherwise) for name, otherwise in figures.OF_THE_SOLUTION.items()}


@dataclass
class _Run:
    month: date
    region: Region
    today: date
    rules: PolicyBook
    actor: Actor
    progress: Progress
    publishing: Publishing = Publishing.NOW
    draft: VisitPlan | None = None
    not_planned: dict[str, int] = field(default_factory=dict)

    def go(self) -> VisitPlan:
        """All phases; see the module."""
        watch = figures.Stopwatch()
        self.plan = self.draft
        try:
            return self._phases(watch)
        except NoLongerWanted:
            return self._left_as_decided(watch)

    def _phases(self, watch: figures.Stopwatch) -> VisitPlan:
        if self.draft is not None:
            with transaction.atomic():
                require_wanted(self.draft)
        self._write_visits(watch)
        with watch.phase("load"):
            scope = Scope(region=self.region.pk, month=self.month, today=self.today)
            loaded = load(scope, now=timezone.now(), book=self.rules)
            known, sorted_out = loaded.situation, loaded.standing()
            weights = solving.weights_of(self.rules, self.region)
            problem = self._problem(known, sorted_out)
            last = _latest(self.month, self.region, or_draft=self.publishing != Publishing.NOW)
            mark = solving.fingerprint(problem, weights, known, sorted_out)
        if self.plan is None and last is not None and last.fingerprint == mark:
            return self._unchanged(last, watch)
        solution = self._solved(problem, weights, known, sorted_out, watch)
        del problem
        messages = messages_of(sorted_out, solution)
        if self._holds_back(messages):
            return self._keep_draft(known, sorted_out, solution, mark, messages, watch)
        return self._write_out(loaded, sorted_out, solution, weights, messages, watch)

    def _solved(
        self,
        problem: Problem,
        weights: Weights,
        known: Situation,
        sorted_out: Standing,
        watch: figures.Stopwatch,
    ) -> solving.Solution:
        with watch.phase("solve"):
            solution = solving.match(
                problem,
                weights,
                known,
                sorted_out,
                progress=lambda share, _what: self.progress("match", round(100 * share), 100),
            )
        watch.move("solve", "candidates", solution.seconds.get("gather", 0.0))
        return solution

    def _holds_back(self, messages: dict[str, int]) -> bool:
        """Whether somebody has to look at it before so many are written to."""
        total = sum(messages.values())
        if self.draft is not None:
            agreed = sum(self.draft.figures["messages"].values())
            percent = self.rules.value(policy.MORE_THAN_DRAFT, self.region)
            return total > agreed + max(1, agreed * percent // 100)
        if self.publishing == Publishing.IF_FEW:
            return total > int(self.rules.value(policy.NIGHTLY_MESSAGES, self.region))
        return self.publishing == Publishing.DRAFT

    def _keep_draft(
        self,
        known: Situation,
        sorted_out: Standing,
        solution: solving.Solution,
        mark: str,
        messages: dict[str, int],
        watch: figures.Stopwatch,
    ) -> VisitPlan:
        """Nobody is asked: only what publishing would do is written down, in the place of the draft before."""
        plan = self._open_plan()
        with watch.phase("store"):
            counted = figures.figures_of(region=self.region, month=self.month)
        plan.figures = {
            **draft_figures(counted, known, sorted_out, solution),
            **solution.quality,
            **self._did(len(solution.visit), sorted_out, solution, messages),
            "grown": self.draft is not None,
            **watch.spent(),
        }
        with transaction.atomic():
            require_wanted(plan)
            plan.stage, plan.fingerprint, plan.finished_at = PlanStage.DRAFT, mark, timezone.now()
            plan.published_at = None
            plan.save(update_fields=["stage", "fingerprint", "figures", "finished_at", "published_at"])
            self._replace_drafts(plan)
        return plan

    def _left_as_decided(self, watch: figures.Stopwatch) -> VisitPlan:
        """Somebody stopped the plan or threw it away meanwhile: it stays so, with how the month stands (not stored).

        One that had no figures yet keeps these, so that it is not taken for one at work.
        """
        assert self.plan is not None
        plan = VisitPlan.objects.select_related("region", "published_by", "stopped_by").get(pk=self.plan.pk)
        with watch.phase("load"):
            counted = figures.figures_of(region=self.region, month=self.month)
        plan.figures = {
            **counted,
            **figures.OF_THE_SOLUTION,
            "optimal": False,
            "not_planned": self.not_planned,
            **watch.spent(),
        }
        if plan.finished_at is None:
            plan.finished_at = timezone.now()
            plan.save(update_fields=["figures", "finished_at"])
        return plan

    def _replace_drafts(self, plan: VisitPlan) -> None:
        """A draft of the same month and region says nothing true any more."""
        drafts = VisitPlan.objects.filter(month=self.month, region=self.region, stage=PlanStage.DRAFT)
        drafts.exclude(pk=plan.pk).update(stage=PlanStage.DISCARDED)

    def _did(
        self, offers: int, sorted_out: Standing, solution: solving.Solution, messages: dict[str, int]
    ) -> dict[str, Any]:
        return {
            "offers": offers,
            "kept": len(sorted_out.locked) + int((~solution.moved).sum()),
            "moved": int(solution.moved.sum()),
            "not_planned": self.not_planned,
            "messages": messages,
        }

    def _begin(self) -> VisitPlan:
        """The record of a plan that goes out, from now on."""
        plan = self._open_plan()
        if plan.published_at is None:
            plan.published_at = timezone.now()
            plan.save(update_fields=["published_at"])
        return plan

    def _write_out(
        self,
        loaded: Loaded,
        sorted_out: Standing,
        solution: solving.Solution,
        weights: Weights,
        messages: dict[str, int],
        watch: figures.Stopwatch,
    ) -> VisitPlan:
        known, plan = loaded.situation, self._begin()
        with watch.phase("store"):
            revoked = offer_writer.revoke_impossible_offers(plan=plan, standing=sorted_out, actor=self.actor)
            written = offer_writer.store(
                plan=plan, situation=known, standing=sorted_out, solution=solution, actor=self.actor,
                progress=self._counted("offers", len(solution.visit)),
            )  # fmt: skip
            # What this run has read and written, and nothing that others did meanwhile: the next run looks at that.
            held = loaded.held.after([*revoked, *written.revoked], written.offers)
            sorted_after = replace(loaded, held=held).standing()
            mark = solving.fingerprint(self._problem(known, sorted_after), weights, known, sorted_after)
            gap_writer.store_gaps(plan, solution.plan, known)
            counted = figures.figures_of(region=self.region, month=self.month)
        plan.fingerprint = mark
        plan.figures = {
            **counted,
            **solution.quality,
            **self._did(len(written.offers), sorted_out, solution, messages),
            **watch.spent(),
        }
        plan.finished_at = timezone.now()
        plan.save(update_fields=["fingerprint", "figures", "finished_at"])
        # One that somebody stopped meanwhile stays stopped.
        if VisitPlan.objects.filter(pk=plan.pk, stage=PlanStage.PUBLISHING).update(stage=PlanStage.PUBLISHED):
            plan.stage = PlanStage.PUBLISHED
        self._replace_drafts(plan)
        return plan

    def _open_plan(self) -> VisitPlan:
        """The record of this run, made when there is something to record; an interrupted run's is taken up again."""
        if self.plan is None:
            stage = PlanStage.DRAFT if self.publishing == Publishing.DRAFT else PlanStage.PUBLISHED
            unfinished = VisitPlan.objects.filter(
                month=self.month, region=self.region, finished_at=None, stage=stage
            )
            self.plan = unfinished.order_by("-pk").first() or VisitPlan.objects.create(
                month=self.month,
                region=self.region,
                stage=stage,
                requested_by=self.actor if getattr(self.actor, "is_authenticated", False) else None,
            )
        return self.plan

    def _write_visits(self, watch: figures.Stopwatch) -> None:
        with watch.phase("load"):
            refresh_tiers(region=self.region)
            found = due.differences(region=self.region, month=self.month, today=self.today, book=self.rules)
        self.not_planned = found.not_planned
        if self.publishing == Publishing.DRAFT and found and _is_published(self.month, self.region):
            # What is published changes when the draft is: visits go with a word to who said yes.
            found = due.Differences(create=found.create, not_planned=found.not_planned)
        if not found:
            return
        with watch.phase("store"):
            visit_writer.write_visits(
                plan=self._open_plan(), month=self.month, found=found, actor=self.actor,
                progress=self._counted("visits", len(found.create)),
            )  # fmt: skip

    def _counted(self, phase: str, total: int) -> Callable[[int], None]:
        """Adds up what is told and passes it on."""
        done = 0

        def written(count: int) -> None:
            nonlocal done
            done += count
            self.progress(phase, done, total)

        return written

    def _problem(self, known: Situation, held: Standing) -> Problem:
        return solving.problem_of(
            known,
            held,
            half_day=solving.half_day_of(self.rules, self.region),
            weeks=len(weeks_of(self.month)),
        )

    def _unchanged(self, last: VisitPlan, watch: figures.Stopwatch) -> VisitPlan:
        """Nothing is new: the last plan, with the figures as they stand and this run's own times (not stored)."""
        if last.stage == PlanStage.DRAFT:
            return last
        with watch.phase("load"):
            counted = figures.figures_of(region=self.region, month=self.month)
        last.figures = {**counted, **_quality(last), "not_planned": self.not_planned, **watch.spent()}
        return last
