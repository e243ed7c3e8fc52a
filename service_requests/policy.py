"""What a city can decide otherwise about services that are asked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried, whole_number
from timebank.ledger.enums import ServiceCategory


def _categories(value: Any) -> None:
    known = isinstance(value, list) and value and all(name in ServiceCategory.values for name in value)
    if not known or len(set(value)) != len(value):
        raise ValidationError(_("A list of service categories, each listed once."))


MINUTES_OF_A_DAY, DAYS_OF_A_YEAR = 24 * 60, 366
_minutes, _days, _hours = (
    whole_number(1, MINUTES_OF_A_DAY),
    whole_number(1, DAYS_OF_A_YEAR),
    whole_number(1, 24 * DAYS_OF_A_YEAR),
)

declare_group(_("Services paid with coins"), "requests", order=90)

CATEGORIES = declare(
    "requests.categories",
    title=_("Service categories that can be requested"),
    initial=["companionship", "housework", "transport", "meals", "repair", "health", "culture", "other"],
    source_kind=SourceKind.CHOICE,
    source=_("What volunteers can do without a special permit; nursing is for trained people"),
    check=_categories,
    words=dict(ServiceCategory.choices),
)
SHORTEST_MINUTES = declare(
    "requests.shortest_minutes",
    title=_("Shortest service that can be requested"),
    initial=30,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Anything shorter is not worth a volunteer's journey"),
    check=_minutes,
)
LONGEST_MINUTES = declare(
    "requests.longest_minutes",
    title=_("Longest service that can be requested at once"),
    initial=240,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Half a day"),
    check=_minutes,
)
OPEN_DAYS = declare(
    "requests.open_days",
    title=_("How many days ahead a service can be requested, and the longest search for a volunteer"),
    initial=14,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("Coins that are set aside cannot be used for anything else, so not for too long"),
    check=_days,
)
ANSWER_HOURS = declare(
    "requests.answer_within_hours",
    title=_("How long to wait for one volunteer before the next is asked"),
    initial=12,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("Elders who are waiting should not have to wait long for one answer"),
    check=_hours,
)
SILENCE_HOURS = declare(
    "requests.silence_hours",
    title=_("Time without an objection after which a service is paid"),
    initial=72,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("Three days, enough for a call to the worker after a weekend"),
    check=_hours,
)
SILENCE_NEEDS_PROOF = declare(
    "requests.silence_needs_proof",
    title=_("Whether silence pays only where a code proved that the volunteer was there"),
    initial=True,
    source_kind=SourceKind.CHOICE,
    source=_(
        "Who does not hear, read or remember says nothing either: without a code (grade A or B) a worker asks "
        "both sides before anything is paid"
    ),
)
DISCLOSE_BEFORE_HOURS = declare(
    "requests.disclosure.hours_before",
    title=_(
        "How long before the agreed time the door number and phone number are shown to the service provider"
    ),
    initial=24,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: minimum disclosure of an exact home address"),
    check=whole_number(0, 24 * DAYS_OF_A_YEAR),
)
DISCLOSE_AFTER_HOURS = declare(
    "requests.disclosure.hours_after",
    title=_("How long after the service the door number and phone number stay visible"),
    initial=2,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: minimum disclosure of an exact home address"),
    check=whole_number(0, 24 * DAYS_OF_A_YEAR),
)


def _share_of_agreed(value: Any) -> None:
    same_form(1.0)(value)
    if not 0.1 <= value <= 3:
        raise ValidationError(_("From 0.1 to 3 times the agreed minutes."))


CERTIFIED_SHARE = declare(
    "requests.certified_share",
    title=_("Most minutes certified on the word of the one served, as a multiple of the agreed minutes"),
    initial=1.0,
    unit=_("times the agreed minutes"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "Two friends could otherwise make hours and points as they like; more is for a worker to decide"
    ),
    check=_share_of_agreed,
)
PAIR_MINUTES = declare(
    "requests.pair_minutes_a_quarter",
    title=_(
        "Most minutes that two people serve each other in a quarter for time coins, both directions together"
    ),
    initial=1200,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "An hour and a half a week; coins that go to and fro must not make hours and points without end"
    ),
    check=whole_number(0, 100 * 24 * 60),
)
KIN_MINUTES = declare(
    "requests.kin_minutes_a_quarter",
    title=_(
        "Most minutes that relatives serve each other in a quarter for time coins, both directions together"
    ),
    initial=0,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Caring for one's own family is no voluntary service"),
    check=whole_number(0, 100 * 24 * 60),
)

untried(Untried.TERM, ANSWER_HOURS, SILENCE_HOURS)
untried(Untried.DISCLOSURE, "requests.disclosure.")
untried(Untried.WHEN_ASKED, PAIR_MINUTES, KIN_MINUTES, CERTIFIED_SHARE, SILENCE_NEEDS_PROOF)
