"""What the record of a plan says, in words: how good it is, what it did, where the time went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PHASES = {
    "load": gettext_lazy("Reading the register and comparing"),
    "candidates": gettext_lazy("Gathering who could go where"),
    "solve": gettext_lazy("Finding the best plan and checking it"),
    "store": gettext_lazy("Writing visits, offers and messages"),
}
_ENGINE = {
    "gather": gettext_lazy("gathering"),
    "flow": gettext_lazy("finding the cheapest flow"),
    "settle": gettext_lazy("settling pairs and lengths"),
    "reasons": gettext_lazy("finding reasons"),
    "certify": gettext_lazy("checking apart from the solver"),
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
            "No other plan under the same rules and weights is better: a check apart from the solver, over everybody"
            " who could go anywhere, finds the same value as a limit."
        )
    gap, bound = figures.get("gap") or 0.0, figures.get("bound")
    if bound is None:
        return _("How much better another plan could be was not determined.")
    return _(
        "Another plan could be better by %(percent)s %% at most. Visits for two, visits of different lengths and"
        " limited half-days are more than the exact method can decide at once; for them a proven limit remains."
    ) % {"percent": f"{100 * gap:.2f}"}


def value_and_limit(figures: Mapping[str, Any]) -> list[Line]:
    """The plan's value and its proven limit, in kilometres of way as the weights count; empty for older records."""
    lines = [
        Line(_("Value of the plan"), figures.get("objective")),
        Line(_("Proven limit: no plan is below"), figures.get("bound")),
    ]
    return [Line(line.name, round(line.number / 1000, 1)) for line in lines if line.number is not None]


def done(figures: Mapping[str, Any]) -> list[Line]:
    """What the run did; empty for older records."""
    if "kept" not in figures:
        return []
    return [
        Line(_("New offers"), figures.get("offers", 0)),
        Line(_("Kept: said yes to, or still waiting"), figures["kept"]),
        Line(_("Offers moved because it pays"), figures.get("moved", 0)),
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
