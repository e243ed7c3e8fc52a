"""A report as people read it: question, answer, and whether the answer calls for attention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from elderly_visits.concerns import policy
from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.models.report import SAFETY_FIELDS, VisitReport
from policies.selectors import value

_CHOSEN = ("health", "mood", "living", "support", *SAFETY_FIELDS, "hygiene")
_WRITTEN = ("needs", "policy_information", "note")


class Answer(NamedTuple):
    """`severity` is that of the concern which a chosen answer raised, "" for one that called for nothing."""

    question: str | Promise
    answer: str | Promise
    severity: str = ""


def answered(report: VisitReport) -> list[Answer]:
    """What was answered, in the order of the form, with the severities of the day it was submitted on. One query."""
    severities = severities_for(report)
    found = [
        Answer(_("Contact made"), _("Yes") if report.contact_made else _("No")),
        Answer(_("Method"), report.get_method_display()),
    ]
    if report.no_contact_reason:
        severity = severities.get(no_contact_key(report), "")
        found.append(Answer(_("Why not"), report.get_no_contact_reason_display(), severity))
    for name in _CHOSEN:
        if answer := getattr(report, name):
            severity = severities.get(answer_key(name, answer), "")
            found.append(Answer(_label(name), getattr(report, f"get_{name}_display")(), severity))
    found += [Answer(_label(name), text) for name in _WRITTEN if (text := getattr(report, name).strip())]
    return found


def severities_for(report: VisitReport) -> Mapping[str, str]:
    """Which answers raise a concern and how urgent it is, by the rule of the day on which the report was submitted.

    A draft is read by the rule of today. One query.
    """
    day = timezone.localdate(report.submitted_at) if report.submitted_at else None
    found: Mapping[str, str] = value(policy.CONCERN_SEVERITIES, on=day, region=report.visit.elder.region_id)
    return found


def answer_key(field: str, answer: str) -> str:
    """The entry of the policy for an answer; the looks at the home share theirs."""
    return f"safety.{answer}" if field in SAFETY_FIELDS else f"{field}.{answer}"


def no_contact_key(report: VisitReport) -> str:
    """The entry of the policy for a visit that reached nobody."""
    return "no_contact.high" if report.visit.tier == RiskTier.HIGH else "no_contact"


def _label(name: str) -> str:
    return capfirst(str(VisitReport.label_of(name)))
