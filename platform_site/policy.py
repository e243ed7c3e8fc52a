"""What a city can decide about the site itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.registry import declare, whole_number

STAFF_SESSION_HOURS = declare(
    "site.staff_session_hours",
    title=_("How long staff stay logged in"),
    initial=12,
    unit=_("hours"),
    source_kind="choice",
    source=_("A working day; anyone who opens the computer in the evening finds it logged out."),
)
VISIT_RATE_TARGET = declare(
    "indicators.visit_rate",
    title=_("Target of the monthly visit rate"),
    initial=1.0,
    source_kind="programme",
    source=_("Programme item 10: 100 % by 2025"),
)
PURCHASE_SHARE_TARGET = declare(
    "indicators.purchase_share",
    title=_("Target share of new public-service spending procured from social organizations"),
    initial=0.3,
    source_kind="programme",
    source=_("Programme item 16: at least 30 %"),
)
SOCIAL_WORKERS_TARGET = declare(
    "indicators.social_workers",
    title=_("Target number of social workers"),
    initial=8000,
    source_kind="programme",
    source=_("Programme item 17: at least 8,000 by 2025"),
)
VOLUNTEERS_TARGET = declare(
    "indicators.volunteers",
    title=_("Target number of hardship-assistance volunteers"),
    initial=40000,
    source_kind="programme",
    source=_("Programme item 18: more than 40,000 by the end of 2023"),
)
TEAMS_TARGET = declare(
    "indicators.teams",
    title=_("Target number of volunteer teams"),
    initial=500,
    source_kind="programme",
    source=_("Programme item 18: at least 500"),
)
TEAMS_PER_COMMUNITY_TARGET = declare(
    "indicators.teams_per_community",
    title=_("Target number of teams per community"),
    initial=1,
    source_kind="programme",
    source=_("Programme item 18: on average at least one per community"),
)
DIBAO_RATIO_TARGET = declare(
    "indicators.dibao_ratio",
    title=_("Target ratio of the rural to the urban minimum living standard"),
    initial=0.75,
    source_kind="programme",
    source=_("Programme item 5: at least 75 % by 2025"),
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
