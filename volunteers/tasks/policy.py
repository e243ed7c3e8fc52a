"""What a city can decide otherwise about tasks and check-in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.registry import declare, declare_group, same_form, untried, whole_number


def _share(value: Any) -> None:
    same_form(0.5)(value)
    if value > 1:
        raise ValidationError(_("From 0 to 1: 0.03 is three in a hundred."))


def _multiple(value: Any) -> None:
    same_form(1.0)(value)
    if not 0 < value <= 3:
        raise ValidationError(_("More than 0, at most 3."))


declare_group(
    _("Presence and verification"),
    "volunteers.check_in",
    "volunteers.verify",
    "volunteers.on_behalf",
    order=80,
)

ANSWER_WITHIN_HOURS = declare(
    "volunteers.offer.answer_within_hours",
    title=_("Time to answer an offer"),
    initial=72,
    unit=_("hours"),
    source=_("Leaves time to ask somebody else within the week"),
)
FENCE_M = declare(
    "volunteers.check_in.fence_m",
    title=_("How near to the place a phone's position must be"),
    initial=200,
    unit=_("metres"),
    source=_(
        "Phone positions among tall buildings are off by up to about 100 m; unconverted GCJ-02 is off by about 500 m"
    ),
)
WRONG_CODES = declare(
    "volunteers.check_in.wrong_codes_an_hour",
    title=_("Wrong codes, and wrong positions, allowed before an hour's lockout"),
    initial=5,
    unit=_("tries"),
    source=_("Six digits cannot be guessed in five tries an hour"),
)
EARLY_MINUTES = declare(
    "volunteers.check_in.early_minutes",
    title=_("How long before the agreed time a check-in still fits it"),
    initial=60,
    unit=_("minutes"),
    source=_("An earlier bus, or the elder asked for it by telephone"),
    help=_("Outside it the volunteer is let in all the same; a worker confirms the service."),
    check=whole_number(0, 24 * 60),
)
LATE_MINUTES = declare(
    "volunteers.check_in.late_minutes",
    title=_("How long after the agreed time a check-in still fits it"),
    initial=90,
    unit=_("minutes"),
    source=_("Village buses run every hour or less often"),
    help=_("Outside it the volunteer is let in all the same; a worker confirms the service."),
    check=whole_number(0, 24 * 60),
)
FAR_M = declare(
    "volunteers.check_in.far_m",
    title=_("From what distance a phone's position speaks against a check-in"),
    initial=1000,
    unit=_("metres beyond the accuracy that the phone itself states"),
    source=_("Unconverted GCJ-02 is off by about 500 m, old phones indoors by as much again"),
)
LINES_AHEAD = declare(
    "volunteers.check_in.lines_ahead",
    title=_("How many lines of a code sheet may be skipped"),
    initial=4,
    unit=_("lines"),
    source=_("A line crossed out by mistake, or two; more means that somebody guesses"),
    check=whole_number(0, 23),
)
ROTATING_MINUTES = declare(
    "volunteers.check_in.rotating_minutes",
    title=_("How often the code on an organizer's phone changes"),
    initial=5,
    unit=_("minutes"),
    source=_("Long enough for thirty people to type it, too short to be passed on"),
    help=_("Each code is good until the next one has been replaced."),
    check=whole_number(1, 60),
)
CALL_BACKS_A_DAY = declare(
    "volunteers.check_in.call_backs_a_day",
    title=_("Codes sent to an elder's phone in a day"),
    initial=3,
    unit=_("text messages for one visit"),
    source=_("One, one more if it did not arrive, and one for a typing error"),
    check=whole_number(0, 20),
)
SAMPLE_SHARE = declare(
    "volunteers.verify.sample_share",
    title=_("Share of well-proven services that a worker looks at all the same"),
    initial=0.03,
    unit=_("of those that would be credited automatically (0.03: three in a hundred)"),
    source=_("Nobody knows which: one who invents 30 visits is asked about one with a probability of 60 %"),
    check=_share,
)
REPEATED_POSITIONS = declare(
    "volunteers.verify.repeated_positions",
    title=_("From how many equal positions at one place a worker looks at a service"),
    initial=3,
    unit=_("check-ins with the very same position, or exactly at the point on the map, in 90 days"),
    source=_("Positions from Wi-Fi may be equal twice; satellites never give the same twice"),
    check=whole_number(2, 100),
)
COUNTED_SHARE = declare(
    "volunteers.verify.counted_share",
    title=_("Longest time that counts by itself, as a multiple of the planned time"),
    initial=1.0,
    unit=_("times the planned minutes"),
    source=_("What goes beyond the plan is confirmed by a person"),
    help=_("Who stayed longer says why in one tap; a worker then sees both times."),
    check=_multiple,
)
SHORTEST_MINUTES = declare(
    "volunteers.verify.shortest_minutes",
    title=_("Shortest service credited without verification by a worker"),
    initial=10,
    unit=_("minutes"),
    source=_("Anything shorter is hardly a service; a worker verifies it"),
)
LONGEST_SHARE = declare(
    "volunteers.verify.longest_share",
    title=_("Longest requested service paid without a worker, as a multiple of the planned time"),
    initial=2.0,
    unit=_("times the planned minutes"),
    source=_("Anything longer probably means a forgotten check-out"),
)
SIGN_UP_CLOSES_HOURS = declare(
    "volunteers.shift.withdraw_until_hours",
    title=_("How long before a shift volunteers can withdraw by themselves"),
    initial=12,
    unit=_("hours"),
    source=_("Leaves the organizer time to find somebody else"),
)
REST_MINUTES = declare(
    "volunteers.rest_minutes",
    title=_("Volunteer's break between two services"),
    initial=15,
    unit=_("minutes from the end of one to the start of the next, including travel"),
    source=_("About a kilometre on foot; those with farther to go can agree on a later time"),
    check=whole_number(0, 12 * 60),
)
VISITS_PER_HALF_DAY = declare(
    "volunteers.visits_per_half_day",
    title=_("Most visits a volunteer makes in one half-day"),
    initial=2,
    unit=_("visits and services at home in one morning, afternoon or evening"),
    source=_("Two visits and the journey between them fill a morning without rushing"),
    check=whole_number(1, 20),
)


def _pace(value: Any) -> None:
    same_form({"walking_kmh": 1.0, "riding_kmh": 1.0, "ready_minutes": 1.0, "detour": 1.0})(value)
    if not (1 <= value["walking_kmh"] <= 10 and 1 <= value["riding_kmh"] <= 80):
        raise ValidationError(_("On foot 1 to 10, riding 1 to 80 kilometres an hour."))
    if not (value["ready_minutes"] <= 60 and 1 <= value["detour"] <= 4):
        raise ValidationError(
            _(
                "At most 60 minutes of preparation before riding; a route is 1 to 4 times the "
                "straight-line distance."
            )
        )


PACE = declare(
    "volunteers.pace",
    title=_("Travel speed of volunteers between homes"),
    initial={"walking_kmh": 4.0, "riding_kmh": 15.0, "ready_minutes": 8.0, "detour": 1.3},
    source=_(
        "On foot, or by electric bicycle or bus where that is quicker; street routes are usually "
        "1.3 times the straight line"
    ),
    check=_pace,
    words={
        "walking_kmh": _("on foot, km/h"),
        "riding_kmh": _("riding, km/h"),
        "ready_minutes": _("preparation before riding, minutes"),
        "detour": _("route, as a multiple of the straight line"),
    },
)
ROUND_STEP = declare(
    "volunteers.round.step_minutes",
    title=_("Round proposed times to"),
    initial=10,
    unit=_("minutes"),
    source=_("People arrange to meet at ten past nine, not at 9:07"),
    check=whole_number(1, 60),
)
ROUND_OUTING = declare(
    "volunteers.round.outing_minutes",
    title=_("Cost of one extra outing when days are proposed"),
    initial=30,
    unit=_("minutes of travel"),
    source=_("Half an hour of extra travel is better than going out a second time"),
    check=whole_number(0, 240),
)


def _at_least_the_plan(value: Any) -> None:
    same_form(1.0)(value)
    if not 1 <= value <= 24:
        raise ValidationError(_("From 1 to 24 times the planned minutes."))


LONGEST_BY_ONE = declare(
    "volunteers.verify.longest_by_one_person",
    title=_("Longest service that one person verifies alone, as a multiple of the planned time"),
    initial=1.5,
    unit=_("times the planned minutes"),
    source=_("Whoever finds more agrees on it with a second person: nobody makes hours alone"),
    check=_at_least_the_plan,
)
TOGETHER_SHARE = declare(
    "volunteers.verify.together_share",
    title=_("Longest service that is verified together with others, as a multiple of the planned time"),
    initial=1.5,
    unit=_("times the planned minutes"),
    source=_("As long as one person verifies alone; at most the planned minutes are credited"),
    help=_(
        "What a worker wrote down for a volunteer is never longer than the plan when it is verified together."
    ),
    check=_at_least_the_plan,
)
TOGETHER_TIMES = declare(
    "volunteers.verify.together_times",
    title=_("How often two have met before their service is verified together with others"),
    initial=1,
    unit=_("earlier services, verified"),
    source=_("The first time, a worker asks the elder how it was"),
    help=_("0: also the first time."),
    check=whole_number(0, 100),
)
ON_BEHALF_DAYS = declare(
    "volunteers.on_behalf.days_back",
    title=_("How long after a service a worker may enter it for a volunteer"),
    initial=14,
    unit=_("days"),
    source=_("Order 67 asks for a record within 10 working days"),
    check=whole_number(1, 366),
)
ON_BEHALF_SHARE = declare(
    "volunteers.on_behalf.longest_share",
    title=_("Longest service a worker may enter for a volunteer, as a multiple of the planned time"),
    initial=2.0,
    unit=_("times the planned minutes"),
    source=_("Nothing but the worker's word proves how long it was"),
    check=_at_least_the_plan,
)
SHIFT_ADDED_HOURS = declare(
    "volunteers.shift.added_hours_before",
    title=_("How long before its start a shift is added, so that its organizer may confirm who came"),
    initial=24,
    unit=_("hours"),
    source=_("A shift that nobody could read about before is looked at by a worker"),
    check=whole_number(0, 24 * 60),
)
OWN_AREA_MINUTES = declare(
    "volunteers.anomalies.own_area_minutes",
    title=_("Service of a worker as a volunteer in her own area per quarter that raises a suspicion"),
    initial=600,
    unit=_("minutes"),
    source=_("What is part of the job is no voluntary service (Order 67 art. 19)"),
    check=whole_number(1, 100 * 24 * 60),
)
KIN_CERTIFIED = declare(
    "volunteers.verify.relatives_certified",
    title=_("Whether visiting a confirmed relative is certified and credited"),
    initial=False,
    source=_("Caring for one's own family is no voluntary service; the visit itself counts"),
)
LEAD_MINUTES = declare(
    "volunteers.ask.lead_minutes",
    title=_("Minutes that must be left of a half-day for somebody to be asked for it today"),
    initial=90,
    unit=_("minutes"),
    source=_("Time to answer, to get there, and for the visit itself"),
    check=whole_number(0, 240),
)

untried(Untried.ATTEMPTS, WRONG_CODES, CALL_BACKS_A_DAY, LINES_AHEAD)
untried(Untried.SCHEDULE, ROTATING_MINUTES, ROUND_STEP, ROUND_OUTING)
untried(Untried.TERM, SIGN_UP_CLOSES_HOURS, SHIFT_ADDED_HOURS)
untried(Untried.WHEN_ASKED, REST_MINUTES, PACE, REPEATED_POSITIONS, TOGETHER_TIMES, KIN_CERTIFIED)
untried(Untried.FROM_THEN_ON, ON_BEHALF_DAYS, ON_BEHALF_SHARE)
