"""Why a visit has nobody, and what would mend it, in words. The codes come from the matching engine and the planner."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from volunteers.tasks.enums import GIVEN_BACK, NOT_TRIED

# The planner's own, beside the engine's (matching.Reason).
WINDOW_PASSED = "window_passed"
NO_CONSENT = "no_consent"
IN_INSTITUTION = "in_institution"
# Between two plans: everybody who could come is kept away by a closed region, or ill or away.
CUT_OFF = "cut_off"
ALL_AWAY = "all_away"


class _Words(NamedTuple):
    label: Any
    remedy: Any


_REASONS = {
    "no_location": _Words(
        _("Nobody knows where this is"),
        _("Enter the position of the home, or of its community."),
    ),
    "no_volunteer_in_reach": _Words(
        _("No volunteer lives near enough"),
        _("Find volunteers in this community, or ask somebody to come farther."),
    ),
    "no_gender": _Words(
        _("Nobody near of the sex the elder asked for"),
        _("Ask the elder whether somebody else may come, or find such a volunteer."),
    ),
    "no_skill": _Words(
        _("Nobody near has the skill that is needed"),
        _("Have a qualification checked, or do without the skill."),
    ),
    "no_dialect": _Words(
        _("Nobody near shares a dialect with the elder"),
        _("Ask volunteers near which dialects they speak; many have not said."),
    ),
    "no_common_slot": _Words(
        _("Nobody near is free when the elder receives"),
        _("Ask the elder for other times, or a volunteer."),
    ),
    "only_minors": _Words(
        _("Only minors live near, or people whose age is not known"),
        _("Complete birth dates of volunteers, or find an adult."),
    ),
    "no_guardian": _Words(
        _("Only minors live near, and no guardian has agreed"),
        _("Ask their guardians and record the consent, or find an adult."),
    ),
    "not_insured": _Words(
        _("Nobody near has accident insurance for these days"),
        _("Have volunteers insured, and enter until when."),
    ),
    "all_declined": _Words(
        _("Everybody near has declined or was asked before"),
        _("Call one of them, or go yourself."),
    ),
    "needs_pair_one_found": _Words(
        _("Two should come together, and only one was found"),
        _("Find a second visitor, or go along yourself."),
    ),
    "no_pair_in_one_slot": _Words(
        _("Two should come together, and no two are free at the same time"),
        _("Ask two volunteers near to agree on a time, or go along yourself."),
    ),
    "outweighed": _Words(
        _("Somebody could come, but is needed more elsewhere"),
        _("Ask the nearest yourself, or find new volunteers."),
    ),
    "capacity_exhausted": _Words(
        _("The volunteers near have no time left this month"),
        _("Ask one for a little more time, or find new volunteers."),
    ),
    CUT_OFF: _Words(
        _("The place cannot be reached, and nobody who lives there can go"),
        _("Call the elder, and ask neighbours who live there."),
    ),
    ALL_AWAY: _Words(
        _("Everybody near is ill or away"),
        _("Call one of them, or go yourself."),
    ),
    WINDOW_PASSED: _Words(
        _("The days for it have passed"),
        _("Record a visit of your own if the elder was seen."),
    ),
    NOT_TRIED: _Words(
        _("Not planned yet"),
        _("The next plan looks for somebody; it runs every night."),
    ),
    GIVEN_BACK: _Words(
        _("Whoever was asked cannot come"),
        _("Ask somebody else; otherwise the next plan does."),
    ),
    NO_CONSENT: _Words(
        _("Elders who have not agreed to visits"),
        _("Ask them, and record their consent."),
    ),
    IN_INSTITUTION: _Words(
        _("Elders who live in an institution"),
        _("The institution looks after them."),
    ),
}


# What mends a reason, in the order in which it is tried: kinds of volunteers to turn to, or people to find.
RECRUIT, REACH, HOURS, INSURANCE, GUARDIAN, BIRTH_DATE, DIALECTS, SKILLS = (
    "recruit", "reach", "hours", "insurance", "guardian", "birth_date", "dialects", "skills",
)  # fmt: skip
_ACTIONS = {
    "no_volunteer_in_reach": (RECRUIT, REACH),
    "no_gender": (RECRUIT,),
    "no_skill": (SKILLS,),
    "no_dialect": (DIALECTS, RECRUIT),
    "only_minors": (BIRTH_DATE, RECRUIT),
    "no_guardian": (GUARDIAN, RECRUIT),
    "not_insured": (INSURANCE,),
    "no_common_slot": (RECRUIT,),
    "needs_pair_one_found": (HOURS, RECRUIT),
    "no_pair_in_one_slot": (RECRUIT,),
    "capacity_exhausted": (HOURS, RECRUIT),
    "outweighed": (RECRUIT,),
}


def actions_for(code: str) -> tuple[str, ...]:
    """What mends a reason; empty where a worker mends it with the elder, the plan or the telephone."""
    return _ACTIONS.get(code, ())


def reason_label(code: str) -> Any:
    """The reason in words; a code nobody knows stands for itself."""
    code = code or NOT_TRIED
    return _REASONS[code].label if code in _REASONS else code


def reason_remedy(code: str) -> Any:
    """What would mend it."""
    code = code or NOT_TRIED
    return _REASONS[code].remedy if code in _REASONS else ""
