"""How templates of the dispatch board say reasons, states and times."""

from __future__ import annotations

from django import template

from elderly_visits.wording import spoken_slots
from visit_planning.reasons import reason_label, reason_remedy
from visit_planning.repair.enums import Fate
from visit_planning.stand_ins.enums import SearchState
from volunteers.tasks.enums import AssignmentState

register = template.Library()
register.filter("reason_label", reason_label)
register.filter("reason_remedy", reason_remedy)
register.filter("spoken_slots", spoken_slots)

_BADGES = {
    AssignmentState.OFFERED: "badge-info",
    AssignmentState.ACCEPTED: "badge-ok",
    AssignmentState.CHECKED_IN: "badge-ok",
    AssignmentState.CHECKED_OUT: "badge-info",
    AssignmentState.VERIFIED: "badge-ok",
    AssignmentState.REJECTED: "badge-bad",
    AssignmentState.NO_SHOW: "badge-bad",
}


@register.filter
def state_badge(state: str) -> str:
    """The colour of an assignment's state; the word itself always stands beside it."""
    return _BADGES.get(AssignmentState(state), "badge-warn")


_FATES = {
    Fate.FOUND: "badge-ok",
    Fate.HELD: "badge-ok",
    Fate.NOBODY: "badge-bad",
    Fate.OVER: "badge-info",
    Fate.SEARCH: "badge-info",
}
_SEARCHES = {
    SearchState.ASKING: "badge-info",
    SearchState.FOUND: "badge-ok",
    SearchState.EXHAUSTED: "badge-bad",
}


@register.filter
def fate_badge(fate: str) -> str:
    """The colour of what became of a visit."""
    return _FATES.get(Fate(fate), "badge-warn")


@register.filter
def search_badge(state: str) -> str:
    """The colour of how far a search has come."""
    return _SEARCHES.get(SearchState(state), "badge-warn")


@register.filter
def kilometres(metres: float) -> str:
    """3000 → 3, 1500 → 1.5."""
    return f"{round(metres / 1000, 1):g}"


@register.filter
def percent(share: float) -> int:
    """0.427 → 43."""
    return round(100 * (share or 0))
