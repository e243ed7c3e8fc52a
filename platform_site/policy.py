"""What a city can decide about the site itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.access_log.chain import FEWEST_MONTHS
from policies.enums import Untried
from policies.registry import declare, declare_group, untried, whole_number

declare_group(_("Targets of the programme"), "indicators", order=180)
declare_group(_("Log-ins and records"), "site", order=190)

STAFF_SESSION_HOURS = declare(
    "site.staff_session_hours",
    title=_("How long staff stay logged in"),
    initial=12,
    unit=_("hours"),
    source_kind="choice",
    source=_("A working day; anyone who opens the computer in the evening finds it logged out."),
)


def _long_enough(months: Any) -> None:
    if not isinstance(months, int) or isinstance(months, bool) or not FEWEST_MONTHS <= months <= 1200:
        raise ValidationError(
            _("The law asks for at least %(months)s months. Please enter a whole number from there on.")
            % {"months": FEWEST_MONTHS}
        )


ACCESS_LOG_MONTHS = declare(
    "site.access_log_months",
    title=_("How long the access log is kept"),
    initial=36,
    unit=_("months"),
    source_kind="choice",
    source=_(
        "Cybersecurity Law art. 21 asks for at least six months; a record of how personal data was handled is kept "
        "three years (PIPL art. 56)."
    ),
    check=_long_enough,
)
CODES_SENT = declare(
    "site.codes_sent",
    title=_("How many log-in codes are sent at most"),
    initial={"number_5_minutes": 3, "number_day": 10, "address_hour": 100, "all_hour": 2000},
    words={
        "number_5_minutes": _("to one number within five minutes"),
        "number_day": _("to one number a day"),
        "address_hour": _("for one address of the internet an hour"),
        "all_hour": _("in all an hour"),
    },
    source_kind="choice",
    source=_(
        "Nobody is flooded, and nobody runs up the bill: 2,000 messages cost about 100 yuan. Many phones of a carrier "
        "share one address. A device on which the owner has logged in before is counted by itself."
    ),
)
CODES_BEFORE_QUESTION = declare(
    "site.codes_before_question",
    title=_("After how many log-in codes a question comes first"),
    initial={"number_day": 3, "address_hour": 20, "all_hour": 500},
    words={
        "number_day": _("to one number a day"),
        "address_hour": _("for one address of the internet an hour"),
        "all_hour": _("in all an hour"),
    },
    source_kind="choice",
    source=_("Well below the limits, so that machines are slowed down before anybody is stopped."),
)
WRONG_CODES = declare(
    "site.wrong_codes",
    title=_("How many wrong codes may be entered"),
    initial={"number_day": 50, "address_hour": 60, "second_factor_day": 30},
    words={
        "number_day": _("for one number a day"),
        "address_hour": _("from one address of the internet an hour"),
        "second_factor_day": _("from the authenticator app of one account a day"),
    },
    source_kind="choice",
    source=_("Ten codes a day with five tries each: a guess opens in one of 20,000 days."),
)
NEW_DEVICE_SMS = declare(
    "site.new_device_sms",
    title=_("Whether a log-in from a new device is also told by text message"),
    initial=True,
    source_kind="choice",
    source=_("It stands among the messages in any case. Staff always get a text message."),
)
PHONE_CHANGE_DAYS = declare(
    "site.phone_change_days",
    title=_("How long a change of number waits for a second person"),
    initial=7,
    unit=_("days"),
    source_kind="choice",
    source=_("Whoever checked the identity still remembers; after that it is asked anew."),
)


def _target(name: str, title: Promise, initial: float, source: Promise) -> str:
    """An aim of the programme for one of its indicators."""
    return declare(f"indicators.{name}", title=title, initial=initial, source_kind="programme", source=source)


VISIT_RATE_TARGET = _target(
    "visit_rate", _("Target of the monthly visit rate"), 1.0, _("Programme item 10: 100 % by 2025")
)
PURCHASE_SHARE_TARGET = _target(
    "purchase_share",
    _("Target share of new public-service spending procured from social organizations"),
    0.3,
    _("Programme item 16: at least 30 %"),
)
SOCIAL_WORKERS_TARGET = _target(
    "social_workers",
    _("Target number of social workers"),
    8000,
    _("Programme item 17: at least 8,000 by 2025"),
)
VOLUNTEERS_TARGET = _target(
    "volunteers",
    _("Target number of hardship-assistance volunteers"),
    40000,
    _("Programme item 18: more than 40,000 by the end of 2023"),
)
TEAMS_TARGET = _target(
    "teams", _("Target number of volunteer teams"), 500, _("Programme item 18: at least 500")
)
TEAMS_PER_COMMUNITY_TARGET = _target(
    "teams_per_community",
    _("Target number of teams per community"),
    1,
    _("Programme item 18: on average at least one per community"),
)
DIBAO_RATIO_TARGET = _target(
    "dibao_ratio",
    _("Target ratio of the rural to the urban minimum living standard"),
    0.75,
    _("Programme item 5: at least 75 % by 2025"),
)
ROSTER_KEPT_MINUTES = declare(
    "site.roster_kept_minutes",
    title=_("How long an uploaded roster is kept, whatever came of it"),
    initial=60,
    unit=_("minutes"),
    source_kind="choice",
    source=_("Long enough to look at the preview and to fetch the refused rows"),
    check=whole_number(5, 24 * 60),
)
ROSTER_UNDO_DAYS = declare(
    "site.roster_undo_days",
    title=_("How long an import can be taken back"),
    initial=30,
    unit=_("days"),
    source_kind="choice",
    source=_("A wrong list is noticed within a month; afterwards what was there before it is deleted"),
    check=whole_number(1, 365),
)

untried(Untried.TERM, "site.")
untried(Untried.ATTEMPTS, CODES_SENT, CODES_BEFORE_QUESTION, WRONG_CODES, NEW_DEVICE_SMS)
untried(Untried.NO_DATA, PURCHASE_SHARE_TARGET, DIBAO_RATIO_TARGET)
