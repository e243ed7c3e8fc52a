"""The answers of a report: which belong to it, which are missing, which no longer matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.models.report import SAFETY_FIELDS

OBSERVATIONS = ("health", "mood", "living", "support")
HOME_OBSERVATIONS = (*SAFETY_FIELDS, "hygiene")
FREE_TEXTS = ("needs", "policy_information", "note")
# What a draft may hold; everything else of a report is set by the services.
ANSWER_FIELDS = (
    "method",
    "contact_made",
    "no_contact_reason",
    *OBSERVATIONS,
    *HOME_OBSERVATIONS,
    *FREE_TEXTS,
)


def missing_answers(answers: Mapping[str, Any], *, home_required: bool) -> dict[str, str]:
    """Field → sentence for what a report still lacks; empty when it can be submitted.

    What is only seen at home (safety, hygiene) is asked for after a visit at home.
    """
    errors: dict[str, str] = {}
    answer = _("Please choose an answer.")
    method = answers.get("method")
    if not method:
        errors["method"] = answer
    elif home_required and method != VisitMethod.HOME and answers.get("contact_made"):
        errors["method"] = _("This elder has to be visited at home; a call does not count.")
    if answers.get("contact_made") is None:
        errors["contact_made"] = answer
    elif not answers["contact_made"]:
        if not answers.get("no_contact_reason"):
            errors["no_contact_reason"] = _("Please say why no contact was made.")
    else:
        observations = OBSERVATIONS + (HOME_OBSERVATIONS if method == VisitMethod.HOME else ())
        errors.update({name: answer for name in observations if not answers.get(name)})
    return errors


def consistent_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that another answer has made void: nobody was met, or nobody was at the home.

    They may come from a draft in which something else was chosen first.
    """
    result = {name: answers.get(name) for name in ANSWER_FIELDS if name in answers}
    void: tuple[str, ...] = ()
    if result.get("contact_made"):
        void = ("no_contact_reason", *(HOME_OBSERVATIONS if result.get("method") != VisitMethod.HOME else ()))
    elif result.get("contact_made") is False:
        void = (*OBSERVATIONS, *HOME_OBSERVATIONS, "needs", "policy_information")
    return result | dict.fromkeys(void, "")
