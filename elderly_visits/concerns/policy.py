"""What a city can decide otherwise about concerns: what raises one, and until when it is dealt with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elderly_visits.concerns.enums import Severity
from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried

# Answers that call for action, `field.answer`; the five looks at the home share `safety`.
ANSWERS = {
    "health.critical": Severity.EMERGENCY.value,
    "health.sick": Severity.URGENT.value,
    "health.worse": Severity.ROUTINE.value,
    "mood.distressed": Severity.URGENT.value,
    "mood.confused": Severity.ROUTINE.value,
    "mood.low": Severity.ROUTINE.value,
    "living.serious": Severity.URGENT.value,
    "living.some": Severity.ROUTINE.value,
    "support.neglect": Severity.URGENT.value,
    "support.none": Severity.URGENT.value,
    "safety.danger": Severity.EMERGENCY.value,
    "safety.hazard": Severity.ROUTINE.value,
    "hygiene.poor": Severity.ROUTINE.value,
    "needs": Severity.ROUTINE.value,
    "no_contact": Severity.ROUTINE.value,
    "no_contact.high": Severity.URGENT.value,
}


def _severities(value: Any) -> None:
    if not isinstance(value, dict) or set(value) != set(ANSWERS):
        raise ValidationError(_("Each answer needs its severity."))
    if not set(value.values()) <= {*Severity.values, ""}:
        raise ValidationError(
            _("The severity must be “emergency”, “urgent” or “routine”; if left empty, no concern is raised.")
        )


def _hours(value: Any) -> None:
    same_form(dict.fromkeys(Severity.values, 1))(value)
    if min(value.values()) < 1:
        raise ValidationError(_("Must be more than zero."))


declare_group(_("Concerns"), "visits.concern", order=40)

CONCERN_SEVERITIES = declare(
    "visits.concern.severities",
    title=_("Answers that raise a concern, and how urgent it is"),
    initial=ANSWERS,
    source_kind=SourceKind.CHOICE,
    source=_("Three severities: act now, within a day, within a week"),
    check=_severities,
    words={
        "health.critical": _("Health: life in danger"),
        "health.sick": _("Health: ill, needs a doctor"),
        "health.worse": _("Health: worse than last time"),
        "mood.distressed": _("State of mind: in distress"),
        "mood.confused": _("State of mind: confused or forgetful"),
        "mood.low": _("State of mind: low or lonely"),
        "living.serious": _("Daily living: cannot manage alone"),
        "living.some": _("Daily living: some difficulty"),
        "support.neglect": _("Family: signs of neglect or abuse"),
        "support.none": _("Family: nobody cares"),
        "safety.danger": _("Home: immediate danger"),
        "safety.hazard": _("Home: hazard seen"),
        "hygiene.poor": _("Hygiene: poor"),
        "needs": _("A service is requested"),
        "no_contact": _("No contact made"),
        "no_contact.high": _("No contact made, high risk"),
    },
    choices={key: {**dict(Severity.choices), "": _("no concern")} for key in ANSWERS},
)
CONCERN_DUE_HOURS = declare(
    "visits.concern.due_hours",
    title=_("Time allowed for a concern before it is escalated to the next level"),
    initial={"emergency": 1, "urgent": 24, "routine": 168},
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("Emergency: act now; urgent: 24 hours; routine: 7 days"),
    check=_hours,
    words=dict(Severity.choices),
)


def _times(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10:
        raise ValidationError(_("From 0 to 10 times."))


CONCERN_REMINDERS_A_DAY = declare(
    "visits.concern.reminders_a_day",
    title=_("How often a day the owner of a concern may be reminded of it"),
    initial=1,
    unit=_("times"),
    source_kind=SourceKind.CHOICE,
    source=_("Whoever is reminded every hour reads none of them"),
    check=_times,
)

untried(Untried.ATTEMPTS, CONCERN_REMINDERS_A_DAY)
