"""What the record of a plan says, in words: how good it is, what it did, where the time went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PHASES = {
    "load": gettext_lazy("Reading and comparing the register"),
    "candidates": gettext_lazy("Determining who could go where"),
    "solve": gettext_lazy("Finding the best plan and checking it"),
    "store": gettext_lazy("Writing visits, offers and messages"),
}
_ENGINE = {
    "gather": gettext_lazy("gathering"),
    "flow": gettext_lazy("finding the minimum-cost flow"),
    "settle": gettext_lazy("fixing pairs and durations"),
    "reasons": gettext_lazy("finding reasons"),
    "certify": gettext_lazy("independent check"),
}


@dataclass(frozen=True)
class Line:
    """A named number; `share` is percent of the whole, where a bar says more than the number."""

    name: Any
    number: Any
    share: int = 0


def quality(figures: Mapping[str, Any]) -> str:
    """How good the plan is, in one sentence; for one that is not proved to be the best, how far off at most."""
    if figures.get("optimal"):
        return _(
            "No plan is better under the same rules and weights: a check independent of the "
            "solver, covering everyone who could make each visit, gives the same value as its "
            "limit."
        )
    gap, bound = figures.get("gap") or 0.0, figures.get("bound")
    if bound is None:
        return _("It was not determined how much better another plan could be.")
    return _(
        "Another plan could be better by at most %(percent)s %%. Two-person visits, visits of "
        "different lengths and limits per half-day cannot be solved exactly together; for them "
        "only a proven limit is available."
    ) % {"percent": f"{100 * gap:.2f}"}


def value_and_limit(figures: Mapping[str, Any]) -> list[Line]:
    """The plan's value and its proven limit, in kilometres of way as the weights count; empty for older records."""
    lines = [
        Line(_("Value of the plan"), figures.get("objective")),
        Line(_("Proven limit: no plan can be lower"), figures.get("bound")),
    ]
    return [Line(line.name, round(line.number / 1000, 1)) for line in lines if line.number is not None]


def done(figures: Mapping[str, Any]) -> list[Line]:
    """What the run did; empty for older records."""
    if "kept" not in figures:
        return []
    return [
        Line(_("New offers"), figures.get("offers", 0)),
        Line(_("Kept: accepted, or still awaiting an answer"), figures["kept"]),
        Line(_("Offers reassigned to a better match"), figures.get("moved", 0)),
        Line(_("Elders without any visit"), figures.get("uncovered", 0)),
    ]


def phases(figures: Mapping[str, Any]) -> list[Line]:
    """Seconds of each phase, in order."""
    seconds = figures.get("seconds", {})
    total = seconds.get("total") or 1
    return [
        Line(name, seconds[phase], round(100 * seconds[phase] / total))
        for phase, name in _PHASES.items()
        if phase in seconds
    ]


def engine_phases(figures: Mapping[str, Any]) -> list[Line]:
    """Seconds of each step of the engine, those of a name known here first."""
    seconds = figures.get("engine") or {}
    names = [*(step for step in _ENGINE if step in seconds), *sorted(set(seconds) - set(_ENGINE))]
    return [Line(_ENGINE.get(step, step), round(seconds[step], 2)) for step in names]


def reasons_by_number(figures: Mapping[str, Any]) -> list[Line]:
    """The reasons why visits have nobody (their codes), the most frequent first."""
    counts = figures.get("reasons", {})
    total = sum(counts.values()) or 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Line(code, count, round(100 * count / total)) for code, count in ranked]
