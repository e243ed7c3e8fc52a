"""What a city can decide otherwise about who becomes a volunteer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, untried, whole_number
from volunteers.registration.enums import VolunteerState


def _state_after_import(value: Any) -> None:
    if value not in (VolunteerState.PENDING.value, VolunteerState.APPROVED.value):
        raise ValidationError(_("Please choose “waiting for review” or “approved”."))


declare_group(_("Volunteers"), "volunteers", order=70)

DEFAULT_REACH_M = declare(
    "volunteers.default_reach_m",
    title=_("Default travel distance when a volunteer has not given one"),
    initial=3000,
    unit=_("metres"),
    source=_("Half an hour on foot"),
)
DEFAULT_CAP_MINUTES = declare(
    "volunteers.default_monthly_minutes",
    title=_("Default time per month when a volunteer has not given one"),
    initial=360,
    unit=_("minutes"),
    source=_("An hour and a half a week"),
)
MINIMUM_AGE = declare(
    "volunteers.minimum_age",
    title=_("Minimum age for registering as a volunteer"),
    initial=14,
    unit=_("years"),
    source=_(
        "PIPL art. 28: data of those under 14 are sensitive; minors need a guardian's consent (Order 685 art. 10)"
    ),
)
MAXIMUM_ROSTER_AGE = declare(
    "volunteers.maximum_age_on_roster",
    title=_("Highest age at which a roster brings in a volunteer"),
    initial=75,
    unit=_("years"),
    source_kind="choice",
    source=_(
        "A list of elders must not become a list of volunteers; who is older registers in person and is reviewed"
    ),
    check=whole_number(14, 150),
)
ROSTER_TAKES_PEOPLE_IN_CARE = declare(
    "volunteers.roster_takes_people_in_care",
    title=_("Whether a roster may bring in volunteers who are themselves on a register of people in care"),
    initial=False,
    source_kind="choice",
    source=_("Whoever needs visits is asked in person whether they want to make some"),
)
STATE_AFTER_IMPORT = declare(
    "volunteers.state_after_import",
    title=_("State of a volunteer whom a roster brings in"),
    initial=VolunteerState.PENDING.value,
    source_kind="choice",
    source=_("A file is no review: a worker looks at the people before visits are planned for them"),
    check=_state_after_import,
    choices={
        "": {
            VolunteerState.PENDING.value: VolunteerState.PENDING.label,
            VolunteerState.APPROVED.value: VolunteerState.APPROVED.label,
        }
    },
)


def _times(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 20:
        raise ValidationError(_("From 0 to 20 messages."))


STAFF_MESSAGES_A_DAY = declare(
    "volunteers.staff_messages_a_day",
    title=_("How many messages that workers type a volunteer may get in a day"),
    initial=2,
    unit=pgettext_lazy("unit", "messages"),
    source_kind=SourceKind.CHOICE,
    source=_("Who is written to all day reads nothing, and stops"),
    check=_times,
)

SUSPENSION_DAYS = declare(
    "volunteers.suspension.days",
    title=_("How long a volunteer is suspended where the worker says nothing else"),
    initial=30,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("A month is enough to look into a complaint"),
    check=whole_number(1, 366),
)
LONGEST_SUSPENSION_DAYS = declare(
    "volunteers.suspension.longest_days",
    title=_("Longest suspension that a worker can enter at once"),
    initial=183,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("Whoever should not come back for longer leaves, and is reviewed on coming back"),
    check=whole_number(1, 1096),
)

untried(
    Untried.FROM_THEN_ON,
    DEFAULT_REACH_M,
    DEFAULT_CAP_MINUTES,
    ROSTER_TAKES_PEOPLE_IN_CARE,
    STATE_AFTER_IMPORT,
    SUSPENSION_DAYS,
    LONGEST_SUSPENSION_DAYS,
)
untried(Untried.ATTEMPTS, STAFF_MESSAGES_A_DAY)
