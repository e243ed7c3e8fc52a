"""Times, distances and reasons as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from volunteers.tasks.enums import Origin
from volunteers.tasks.models.assignment import Assignment
from volunteers.wording import spoken_distance, spoken_phone, spoken_slots

__all__ = [
    "offer_reasons",
    "spoken_distance",
    "spoken_due",
    "spoken_phone",
    "spoken_since",
    "spoken_slots",
    "spoken_span",
]


def spoken_span(span: timedelta) -> str:
    """A length of time in its two largest units: '2 days 3 hours', '50 minutes'. Less than a minute is one."""
    minutes = max(1, round(abs(span).total_seconds() / 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    words = []
    if days:
        words.append(ngettext("%(count)d day", "%(count)d days", days) % {"count": days})
    if hours:
        words.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if minutes and not days:
        words.append(ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes})
    return pgettext("between units of time", " ").join(words)


def spoken_since(moment: datetime) -> str:
    """How long ago it was: '23 hours'."""
    return spoken_span(timezone.now() - moment)


def spoken_due(due_at: datetime, now: datetime | None = None) -> str:
    """'due in 3 hours', 'overdue for 2 days'."""
    left = due_at - (now or timezone.now())
    if left < timedelta():
        return _("overdue for %(span)s") % {"span": spoken_span(left)}
    return _("due in %(span)s") % {"span": spoken_span(left)}


def offer_reasons(assignment: Assignment) -> list[str]:
    """Why this volunteer was asked, a sentence a line, from what the planner or the worker put on record."""
    sentences = []
    if assignment.explanation.get("again"):
        sentences.append(_("You have visited this elder before: a familiar face means a lot."))
    if assignment.distance_m is not None:
        distance = spoken_distance(assignment.distance_m)
        sentences.append(
            _("It is close to your usual starting point: %(distance)s.") % {"distance": distance}
        )
    if assignment.origin == Origin.ASSIGNED:
        sentences.append(_("The community worker asked for you."))
    elif assignment.origin == Origin.STAND_IN:
        sentences.append(_("The volunteer who was to go cannot, and you are asked to stand in."))
    elif assignment.origin == Origin.MATCHED:
        sentences.append(_("This visit fits your available times and monthly hours."))
    return sentences
