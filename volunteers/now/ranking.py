"""By which rules a search ranks: the planner's own, which the floor that plans registers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from matching import Weights
from policies.selectors import PolicyBook


class RankingRules:
    """Where nobody plans: the engine's own weights, nothing assumed, nothing levelled.

    `policies` names all parameters that these, and who may take what (volunteers.task_types), look up.
    """

    policies: Collection[str] = ()

    def weights(self, book: PolicyBook, region: Any) -> Weights:
        return Weights()

    def assumed_dialects(self, book: PolicyBook, region: Any) -> Collection[str]:
        """What volunteers who said nothing are taken to speak."""
        return ()

    def planned(self, today: date) -> Q:
        """A condition on assignments: their minutes are the load that the planner levels; all others only shorten the
        month."""
        return Q(pk__in=())


_NOBODY_PLANS = RankingRules()
_RULES: list[RankingRules] = []


def register(rules: RankingRules) -> None:
    """Rank by `rules`; called once from an `AppConfig.ready()`. Raises ImproperlyConfigured for second ones."""
    if _RULES:
        raise ImproperlyConfigured("There are ranking rules already.")
    _RULES.append(rules)


def ranking_rules() -> RankingRules:
    return _RULES[0] if _RULES else _NOBODY_PLANS
