"""Why this volunteer, why this task: the facts, and the sentence that says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from volunteers.slots import ALL_SLOTS
from volunteers.tasks.eligibility.rules import RULE, Refusal
from volunteers.tasks.enums import AssignmentState
from volunteers.wording import first_slot, rough_distance, spoken_distance, spoken_half_day


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """`metres` straight line (None: not known), `approximate`: from a position that is; `times` served before;
    `dialects` both speak; `slots` free in common; `more`: how many of these still fit into the month."""

    metres: float | None
    approximate: bool = False
    times: int = 0
    dialects: tuple[str, ...] = ()
    slots: int = ALL_SLOTS
    minutes_left: int = 0
    more: int = 0
    urgent: bool = False
    today: date

    @property
    def sentence(self) -> str:
        """For a worker: '1.2 km, has been there twice, speaks …, free Thursday morning; time for 3 more this month'."""
        comma = pgettext("between reasons", ", ")
        parts = [spoken_distance(round(self.metres))] if self.metres is not None else []
        if self.times:
            parts.append(
                ngettext("has been there %(count)d time", "has been there %(count)d times", self.times)
                % {"count": self.times}
            )
        parts += [_("speaks %(dialect)s") % {"dialect": name} for name in self.dialects]
        if hours := self._hours:
            parts.append(_("free %(hours)s") % {"hours": hours})
        more = self._more
        return pgettext("reasons, then what is left", "%(reasons)s; %(left)s") % {
            "reasons": comma.join(parts),
            "left": more,
        }

    @property
    def _more(self) -> str:
        if not self.more:
            return _("no time for another this month")
        return ngettext("can do %(count)d more this month", "can do %(count)d more this month", self.more) % {
            "count": self.more
        }

    @property
    def told(self) -> str:
        """For the volunteer, who is not told where it is: the distance is rough."""
        comma = pgettext("between reasons", ", ")
        parts = []
        if self.urgent:
            parts.append(_("somebody is needed most here"))
        if self.metres is not None:
            parts.append(_("%(distance)s from you") % {"distance": rough_distance(self.metres)})
        if self.times:
            parts.append(
                ngettext(
                    "you have been there %(count)d time", "you have been there %(count)d times", self.times
                )
                % {"count": self.times}
            )
        parts += [_("they speak %(dialect)s, and so do you") % {"dialect": name} for name in self.dialects]
        if hours := self._hours:
            parts.append(_("you are free %(hours)s") % {"hours": hours})
        return comma.join(parts)

    @property
    def _hours(self) -> str:
        """'Thursday morning', 'Thursday morning and 5 other half-days', 'at any time', '' for none in common."""
        slots = self.slots & ALL_SLOTS
        if slots == ALL_SLOTS:
            return _("at any time")
        first = first_slot(slots, self.today)
        if first is None:
            return ""
        others = slots.bit_count() - 1
        if not others:
            return spoken_half_day(*first)
        return ngettext(
            "%(first)s and %(count)d other half-day", "%(first)s and %(count)d other half-days", others
        ) % {"first": spoken_half_day(*first), "count": others}


def obstacles(
    refusals: tuple[Refusal, ...], why: Explanation, *, reach_m: int, last_state: str = ""
) -> list[str]:
    """What speaks against a volunteer, a sentence each, as a worker reads it."""
    asked = {
        AssignmentState.DECLINED: _("Has declined this task."),
        AssignmentState.WITHDRAWN: _("Has withdrawn from this task."),
        AssignmentState.NO_SHOW: _("Did not attend this task."),
        AssignmentState.REPLACED: _("This task was withdrawn from them."),
    }
    values = {"minutes": why.minutes_left, "reach": reach_m / 1000}
    told = {reason: str(RULE[reason].told or reason.label) % values for reason in refusals}
    if last_state in asked and Refusal.ASKED_BEFORE in told:
        told[Refusal.ASKED_BEFORE] = asked[AssignmentState(last_state)]
    return list(told.values())
