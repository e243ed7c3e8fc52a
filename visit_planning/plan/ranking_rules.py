"""Whoever looks for a volunteer or a task in a moment ranks as the planner does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q

from elderly_visits.visits.policy import CLAIMED_BY_VOLUNTEERS
from matching import Weights
from policies.selectors import PolicyBook
from visit_planning.plan.policy import ASSUMED_DIALECTS, WEIGHTS
from visit_planning.plan.services.solving import weights_of
from volunteers.now.ranking import RankingRules
from volunteers.tasks.enums import TaskState


class PlannersRanking(RankingRules):
    policies = (WEIGHTS, ASSUMED_DIALECTS, CLAIMED_BY_VOLUNTEERS)

    def weights(self, book: PolicyBook, region: Any) -> Weights:
        return weights_of(book, region)

    def assumed_dialects(self, book: PolicyBook, region: Any) -> Collection[str]:
        names: Collection[str] = book.value(ASSUMED_DIALECTS, region)
        return names

    def planned(self, today: date) -> Q:
        """On planned visits that can still be made."""
        return Q(task__visit__ordinal__gt=0, task__state=TaskState.OPEN, task__ends_on__gte=today)
