"""What a city can decide otherwise about tasks and check-in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare, whole

DEFAULT_REACH_M = declare(
    "volunteers.default_reach_m",
    title=_("How far a volunteer goes who did not say"),
    initial=3000,
    unit=_("metres"),
    source_kind=SourceKind.CHOICE,
    source=_("Half an hour on foot"),
)
DEFAULT_CAP_MINUTES = declare(
    "volunteers.default_monthly_minutes",
    title=_("Time a month of a volunteer who did not say"),
    initial=360,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("An hour and a half a week"),
)
MINIMUM_AGE = declare(
    "volunteers.minimum_age",
    title=_("Age from which one can register as a volunteer"),
    initial=14,
    unit=_("years"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "PIPL art. 28: data of those under 14 are sensitive; minors need a guardian's consent (Order 685 art. 10)"
    ),
)
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
    check=whole(0, 12 * 60),
)
VISITS_PER_HALF_DAY = declare(
    "volunteers.visits_per_half_day",
    title=_("Visits that a volunteer makes in one half-day at most"),
    initial=2,
    unit=_("visits and services at home in one morning, afternoon or evening"),
    source_kind=SourceKind.CHOICE,
    source=_("Two visits with a way between them fill a morning without haste"),
    check=whole(1, 20),
)
LONGEST_ABSENCE_DAYS = declare(
    "volunteers.absence.longest_days",
    title=_("Longest absence a volunteer can enter at once"),
    initial=92,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("A season; whoever is away longer stops and joins again"),
    check=whole(1, 366),
)
