"""What a city can decide otherwise about tasks and check-in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare, same_form, whole_number

ANSWER_WITHIN_HOURS = declare(
    "volunteers.offer.answer_within_hours",
    title=_("Time to answer an offer"),
    initial=72,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("Leaves time to ask somebody else within the week"),
)
FENCE_M = declare(
    "volunteers.check_in.fence_m",
    title=_("How near a position must be to prove presence"),
    initial=200,
    unit=_("metres"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "Phone positions among tall buildings are off by up to about 100 m; unconverted GCJ-02 is off by about 500 m"
    ),
)
WRONG_CODES = declare(
    "volunteers.check_in.wrong_codes_an_hour",
    title=_("Wrong door codes before a pause of an hour"),
    initial=5,
    unit=_("tries"),
    source_kind=SourceKind.CHOICE,
    source=_("Six digits cannot be guessed in five tries an hour"),
)
SHORTEST_MINUTES = declare(
    "volunteers.verify.shortest_minutes",
    title=_("Shortest service credited without a worker"),
    initial=10,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Less is hardly a visit; a worker looks at it"),
)
LONGEST_SHARE = declare(
    "volunteers.verify.longest_share",
    title=_("Longest service credited without a worker, as a multiple of the planned time"),
    initial=2.0,
    unit=_("times the planned minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Beyond it somebody probably forgot to check out"),
)
SIGN_UP_CLOSES_HOURS = declare(
    "volunteers.shift.withdraw_until_hours",
    title=_("How long before a shift one can withdraw without asking"),
    initial=12,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("Leaves the organizer time to find somebody else"),
)
REST_MINUTES = declare(
    "volunteers.rest_minutes",
    title=_("Rest of a volunteer between two services"),
    initial=15,
    unit=_("minutes from the end of one to the beginning of the next, the way included"),
    source_kind=SourceKind.CHOICE,
    source=_("A kilometre on foot; who has farther to go agrees on a later hour"),
    check=whole_number(0, 12 * 60),
)
VISITS_PER_HALF_DAY = declare(
    "volunteers.visits_per_half_day",
    title=_("Visits that a volunteer makes in one half-day at most"),
    initial=2,
    unit=_("visits and services at home in one morning, afternoon or evening"),
    source_kind=SourceKind.CHOICE,
    source=_("Two visits with a way between them fill a morning without haste"),
    check=whole_number(1, 20),
)


def _pace(value: Any) -> None:
    same_form({"walking_kmh": 1.0, "riding_kmh": 1.0, "ready_minutes": 1.0, "detour": 1.0})(value)
    if not (1 <= value["walking_kmh"] <= 10 and 1 <= value["riding_kmh"] <= 80):
        raise ValidationError(_("On foot 1 to 10, riding 1 to 80 kilometres an hour."))
    if not (value["ready_minutes"] <= 60 and 1 <= value["detour"] <= 4):
        raise ValidationError(
            _("At most 60 minutes before one rides; a way is 1 to 4 times the straight line.")
        )


PACE = declare(
    "volunteers.pace",
    title=_("How fast volunteers get from door to door"),
    initial={"walking_kmh": 4.0, "riding_kmh": 15.0, "ready_minutes": 8.0, "detour": 1.3},
    source_kind=SourceKind.CHOICE,
    source=_(
        "On foot, or by electric bicycle or bus where that is quicker; 1.3 is the usual detour of streets"
    ),
    check=_pace,
    words={
        "walking_kmh": _("on foot, km/h"),
        "riding_kmh": _("riding, km/h"),
        "ready_minutes": _("minutes until one rides"),
        "detour": _("way, as a multiple of the straight line"),
    },
)
ROUND_STEP = declare(
    "volunteers.round.step_minutes",
    title=_("Times are proposed on multiples of"),
    initial=10,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("People agree on ten past nine, not on 9:07"),
    check=whole_number(1, 60),
)
ROUND_OUTING = declare(
    "volunteers.round.outing_minutes",
    title=_("What one more outing weighs when days are proposed"),
    initial=30,
    unit=_("minutes on the way"),
    source_kind=SourceKind.CHOICE,
    source=_("Rather half an hour more on the way than getting ready to leave once more"),
    check=whole_number(0, 240),
)
