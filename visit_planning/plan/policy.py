"""What a city can decide otherwise about planning a month."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elderly_visits.policy_checks import positive
from elderly_visits.register.enums import RiskTier
from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried


def _words(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise ValidationError(_("A list of words, which may be empty."))


def _typical_volunteer(value: Any) -> None:
    same_form({"reach_m": 1, "visits": 1})(value)
    if not 100 <= value["reach_m"] <= 200_000:
        raise ValidationError(_("From 100 metres to 200 kilometres."))
    if not 1 <= value["visits"] <= 60:
        raise ValidationError(_("From 1 to 60 visits a month."))


declare_group(
    _("Planning a month"),
    "visits.plan",
    "visits.matching",
    "visits.repair",
    "visits.closure",
    "visits.recruiting",
    order=50,
)

ASSUMED_DIALECTS = declare(
    "visits.matching.assumed_dialects",
    title=_("Language assumed for volunteers without a dialect on record"),
    initial=["普通话"],
    source_kind=SourceKind.CHOICE,
    source=_("Standard Chinese is taught at every school"),
    check=_words,
)
WEIGHTS = declare(
    "visits.matching.weights",
    title=_("Weights used by the planner, in metres of travel"),
    initial={
        "distance": 1.0,
        "discontinuity_m": 1_500.0,
        "unfilled_m": {"high": 400_000.0, "key": 350_000.0, "general": 300_000.0},
        "uncovered_elder_m": 700_000.0,
        "fairness_m_per_hour": 60.0,
        "stability_m": 3_000.0,
    },
    unit=_("metres"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "A familiar face is worth 1.5 km of travel; a visit that takes place is worth more than any "
        "distance in the city"
    ),
    words={
        **dict(RiskTier.choices),
        "distance": _("a metre of travel"),
        "discontinuity_m": _("a new face"),
        "unfilled_m": _("a visit without a volunteer"),
        "uncovered_elder_m": _("an elder with no visits in the month"),
        "fairness_m_per_hour": _("an hour more than others do"),
        "stability_m": _("withdrawing an offer that is still awaiting an answer"),
    },
)
TYPICAL_VOLUNTEER = declare(
    "visits.recruiting.typical_volunteer",
    title=_("New volunteer assumed when calculating where volunteers are needed"),
    initial={"reach_m": 3_000, "visits": 4},
    unit=_("metres; home visits a month"),
    source_kind=SourceKind.CHOICE,
    source=_("Half an hour on foot, a visit a week"),
    check=_typical_volunteer,
    words={"reach_m": _("maximum travel distance"), "visits": _("visits a month")},
)
PLAN_AHEAD_FROM_DAY = declare(
    "visits.plan.next_month_from_day",
    title=_("Day of the month on which planning for the next month starts"),
    initial=25,
    unit=_("day of the month"),
    source_kind=SourceKind.CHOICE,
    source=_("Leaves volunteers time to answer before the month begins"),
    check=positive,
)
NIGHTLY_MESSAGES = declare(
    "visits.plan.nightly_messages",
    title=_("How many volunteers a nightly run may write to by itself; more wait as a draft"),
    initial=50,
    unit=_("people told"),
    source_kind=SourceKind.CHOICE,
    source=_("A few changes a night need nobody's decision; hundreds of messages do"),
    check=positive,
)
MORE_THAN_DRAFT = declare(
    "visits.plan.more_than_draft_percent",
    title=_("How many more messages than its draft said a publication may send"),
    initial=10,
    unit=_("percent"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "Between draft and publication a few people answer or join; whoever publishes agreed to a number"
    ),
    check=positive,
)
PLAN_MONTHS_AHEAD = declare(
    "visits.plan.months_ahead",
    title=_("How many months ahead visits can be planned"),
    initial=12,
    unit=_("months"),
    source_kind=SourceKind.CHOICE,
    source=_("Neither the register nor the volunteers' availability is known more than a year ahead"),
    check=positive,
)

untried(Untried.SCHEDULE, "visits.plan.")
untried(Untried.WHEN_ASKED, "visits.recruiting.")
