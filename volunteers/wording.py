"""Times and distances as people say them, and why no time was found."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from common.phone_lists import phone_links
from routing.rounds import Infeasibility
from volunteers.slots import ALL_SLOTS, DayPart, Weekday, each_slot, slot_bit

_COARSE_M = 500


def spoken_slots(mask: int) -> list[str]:
    """When somebody receives, days of the same hours together: `["Monday, Tuesday: morning", …]`; [] for any time."""
    if mask & ALL_SLOTS in (0, ALL_SLOTS):
        return []
    parts_of: dict[int, tuple[int, ...]] = {}
    for day, part in each_slot(mask):
        parts_of[day] = (*parts_of.get(day, ()), part)
    days_of: dict[tuple[int, ...], list[int]] = {}
    for day, parts in parts_of.items():
        days_of.setdefault(parts, []).append(day)
    comma = pgettext("between days", ", ")
    return [
        _("%(days)s: %(hours)s")
        % {
            "days": comma.join(str(Weekday(day).label) for day in days),
            "hours": comma.join(str(DayPart(part).label) for part in parts),
        }
        for parts, days in days_of.items()
    ]


def spoken_distance(metres: int) -> str:
    """'about 350 m', 'about 1.2 km': no finer than a volunteer's position is known."""
    if metres < 950:
        return _("about %(distance)d m") % {"distance": max(50, round(metres / 50) * 50)}
    return _("about %(distance).1f km") % {"distance": metres / 1000}


def spoken_phone(number: str) -> str:
    """A stored number as people write it: 139 0000 0000."""
    found = phone_links(number)
    return found[0].label if found else number


def rough_distance(metres: float) -> str:
    """'less than 0.5 km', 'about 1.5 km': too coarse to find a home by, for who has not been told where it is."""
    steps = round(metres / _COARSE_M)
    if steps < 1:
        return _("less than 0.5 km")
    return _("about %(distance).1f km") % {"distance": steps * _COARSE_M / 1000}


def first_slot(mask: int, today: date) -> tuple[int, int] | None:
    """(weekday, part) of the half-day in the mask that comes first from `today` on; None for an empty mask."""
    for ahead in range(7):
        day = (today + timedelta(days=ahead)).weekday()
        for part in DayPart.values:
            if mask & slot_bit(day, part):
                return day, part
    return None


def spoken_half_day(weekday: int, part: int) -> str:
    """'Thursday morning'."""
    parts = {
        DayPart.AM: pgettext("after a day of the week", "morning"),
        DayPart.PM: pgettext("after a day of the week", "afternoon"),
        DayPart.EVE: pgettext("after a day of the week", "evening"),
    }
    return pgettext("half a day", "%(day)s %(part)s") % {
        "day": Weekday(weekday).label,
        "part": parts[DayPart(part)],
    }


# Why a service is not verified, to be sent as it stands or changed.
NOT_VERIFIED_REASONS = (
    gettext_lazy("Asked by telephone, the person served said that nobody came."),
    gettext_lazy("The person served was not reached, and nobody else could confirm it."),
    gettext_lazy("Day or time cannot be right. Please talk to your community worker."),
    gettext_lazy("This service has been entered twice."),
)

OBSTACLES = {
    Infeasibility.NO_WINDOW: gettext_lazy("No half-day left suits both of you."),
    Infeasibility.TOO_LONG: gettext_lazy("It takes longer than any suitable half-day."),
    Infeasibility.PASSED: gettext_lazy("The suitable hours today have passed."),
    Infeasibility.TOO_FAR: gettext_lazy("The journey is too long for the suitable hours."),
    Infeasibility.CROWDED: gettext_lazy("The suitable half-days are full."),
    Infeasibility.COMPANION: gettext_lazy("The other volunteer is not available then."),
}


def obstacle_label(code: str) -> str:
    """Why no time was found for a service, and nothing for a code that is none."""
    return str(OBSTACLES[Infeasibility(code)]) if code in set(Infeasibility) else ""
