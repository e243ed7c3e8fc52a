"""Who could make one visit, as a worker reads it: volunteers nearby, ranked, with what speaks for and against each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elderly_visits.visits.models.visit import Visit
from volunteers.now.explanation import obstacles
from volunteers.now.volunteers_for_task import Suggestion, best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import ALL_SLOTS
from volunteers.tasks.eligibility import Refusal
from volunteers.wording import spoken_slots


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


@dataclass(frozen=True)
class Candidate:
    """A volunteer for a visit. `obstacles` are sentences; without any the planner could have chosen them too.

    `distance_m` straight line, `visits_before` how often they visited this elder, `minutes_left` of the month; `why` in
    one sentence.
    """

    volunteer: Volunteer
    distance_m: float | None
    visits_before: int
    minutes_left: int
    dialects: tuple[str, ...]
    hours: list[str]
    obstacles: list[str]
    why: str
    is_forbidden: bool


@dataclass(frozen=True)
class Candidates:
    """The list of a visit. `counts`: how many of `looked_at` nearby each reason stops, the most frequent first."""

    rows: list[Candidate]
    counts: list[tuple[str, int]]
    looked_at: int


def candidates(visit: Visit, *, limit: int = 12, order: Order = Order.BEST) -> list[Candidate]:
    """The rows of `candidate_list`."""
    return candidate_list(visit, limit=limit, order=order).rows


def candidate_list(visit: Visit, *, limit: int = 12, order: Order = Order.BEST) -> Candidates:
    """Up to `limit` volunteers for a visit: first those nothing speaks against, then near ones who may or would not.

    The number of queries does not depend on how many there are.
    """
    found = best_volunteers(visit.task, limit=limit)
    rows = [*sorted(found.found, key=_SORTED[order]), *sorted(found.refused, key=_SORTED[order])]
    counts = sorted(found.counts.items(), key=lambda item: -item[1])
    return Candidates(
        rows=[_candidate(one) for one in rows[:limit]],
        counts=[(str(_STOPS.get(reason, reason.label)), count) for reason, count in counts],
        looked_at=found.looked_at,
    )


def _candidate(one: Suggestion) -> Candidate:
    why = one.why
    return Candidate(
        volunteer=one.volunteer,
        distance_m=why.metres,
        visits_before=why.times,
        minutes_left=why.minutes_left,
        dialects=why.dialects,
        hours=[_("at any time")] if why.slots == ALL_SLOTS else spoken_slots(why.slots),
        obstacles=obstacles(
            one.refusals, why, reach_m=one.volunteer.max_distance_m, last_state=one.last_state
        ),
        is_forbidden=one.is_forbidden,
        why=why.sentence,
    )


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
