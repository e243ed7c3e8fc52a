"""Who could make one visit, as a worker reads it: volunteers nearby, ranked, with what speaks for and against each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from volunteers.now.volunteers_for_task import Suggestion, Suggestions
from volunteers.tasks.eligibility import Refusal

_SHOWN = 12


class Order(models.TextChoices):
    """How the list may be sorted. `BEST` is the planner's cost; a familiar face counts as so much nearer."""

    BEST = "best", gettext_lazy("Best first")
    WAY = "way", gettext_lazy("Shortest travel")
    FAMILIAR = "familiar", gettext_lazy("Familiar faces")
    TIME = "time", gettext_lazy("Most time left")


_SORTED: dict[Order, Callable[[Suggestion], Any]] = {
    Order.BEST: lambda one: one.cost_dm,
    Order.WAY: lambda one: float("inf") if one.why.metres is None else one.why.metres,
    Order.FAMILIAR: lambda one: (-one.why.times, one.cost_dm),
    Order.TIME: lambda one: (-one.why.minutes_left, one.cost_dm),
}


def in_order(found: Suggestions, order: Order = Order.BEST) -> list[Suggestion]:
    """The list to show: first those nothing speaks against, then near ones who may or would not."""
    rows = [*sorted(found.found, key=_SORTED[order]), *sorted(found.refused, key=_SORTED[order])]
    return rows[:_SHOWN]


def stops(found: Suggestions) -> list[tuple[str, int]]:
    """How many of those looked at nearby each reason stops, the most frequent first."""
    counts = sorted(found.counts.items(), key=lambda item: -item[1])
    return [(str(_STOPS.get(reason, reason.label)), count) for reason, count in counts]


# What stops how many, in a few words for the line above the list.
_STOPS = {
    Refusal.BARRED: gettext_lazy("the elder themself"),
    Refusal.ASKED_BEFORE: gettext_lazy("asked before"),
    Refusal.NOT_WILLING: gettext_lazy("do not visit elders"),
    Refusal.MINOR: gettext_lazy("minors, or of unknown age"),
    Refusal.NO_GUARDIAN: gettext_lazy("minors without a guardian's consent"),
    Refusal.NOT_INSURED: gettext_lazy("not insured"),
    Refusal.SEX: gettext_lazy("of the other sex"),
    Refusal.NO_SKILL: gettext_lazy("without the skill"),
    Refusal.NO_DIALECT: gettext_lazy("speak another dialect"),
    Refusal.NO_SLOT: gettext_lazy("available at other times"),
    Refusal.CAP: gettext_lazy("no time left this month"),
    Refusal.OVERLAP: gettext_lazy("at another service"),
    Refusal.NO_PLACE: gettext_lazy("starting point not known"),
    Refusal.TOO_FAR: gettext_lazy("too far away"),
}
