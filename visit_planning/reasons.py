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
        _("The location is not known"),
        _("Enter the position of the home, or of its community."),
    ),
    "no_volunteer_in_reach": _Words(
        _("No volunteer lives near enough"),
        _("Recruit volunteers in this community, or ask someone to travel farther."),
    ),
    "no_gender": _Words(
        _("No volunteer nearby of the sex the elder asked for"),
        _("Ask the elder whether another volunteer may come, or find a suitable one."),
    ),
    "no_skill": _Words(
        _("No volunteer nearby has the required skill"),
        _("Have a volunteer's qualification verified, or remove the skill requirement."),
    ),
    "no_dialect": _Words(
        _("No volunteer nearby shares a dialect with the elder"),
        _("Ask nearby volunteers which dialects they speak; many have not said."),
    ),
    "no_common_slot": _Words(
        _("No volunteer nearby is available when the elder is"),
        _("Ask the elder or a volunteer for other times."),
    ),
    "only_minors": _Words(
        _("Only minors, or volunteers of unknown age, live nearby"),
        _("Complete birth dates of volunteers, or find an adult."),
    ),
    "no_guardian": _Words(
        _("Only minors live nearby, and no guardian has agreed"),
        _("Ask their guardians and record the consent, or find an adult."),
    ),
    "not_insured": _Words(
        _("No volunteer nearby has accident insurance for these days"),
        _("Have volunteers insured, and enter the expiry date."),
    ),
    "all_declined": _Words(
        _("Everyone nearby has declined or has already been asked"),
        _("Call one of them, or go yourself."),
    ),
    "needs_pair_one_found": _Words(
        _("Two visitors are needed, and only one was found"),
        _("Find a second visitor, or accompany the first yourself."),
    ),
    "no_pair_in_one_slot": _Words(
        _("Two visitors are needed, and no two are available at the same time"),
        _("Ask two nearby volunteers to agree on a time, or accompany one yourself."),
    ),
    "outweighed": _Words(
        _("Somebody could come, but is needed more elsewhere"),
        _("Ask the nearest volunteer yourself, or recruit new ones."),
    ),
    "capacity_exhausted": _Words(
        _("Nearby volunteers have no time left this month"),
        _("Ask one of them for a little more time, or recruit new volunteers."),
    ),
    CUT_OFF: _Words(
        _("The place is cut off, and nobody who lives there can go"),
        _("Call the elder, and ask local neighbours for help."),
    ),
    ALL_AWAY: _Words(
        _("All nearby volunteers are ill or away"),
        _("Call one of them, or go yourself."),
    ),
    WINDOW_PASSED: _Words(
        _("The days for it have passed"),
        _("If you have seen the elder, record your own visit."),
    ),
    NOT_TRIED: _Words(
        _("Not planned yet"),
        _("The next planning run will look for someone; it runs every night."),
    ),
    GIVEN_BACK: _Words(
        _("Those asked so far cannot come"),
        _("Ask someone else; otherwise the next planning run will."),
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
