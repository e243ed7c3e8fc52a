"""A report as people read it: question, answer, and whether the answer calls for attention."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from elderly_visits.concerns import policy
from elderly_visits.concerns.enums import Severity
from elderly_visits.visits.models.report import SAFETY_FIELDS, VisitReport

_CHOSEN = ("health", "mood", "living", "support", *SAFETY_FIELDS, "hygiene")
_WRITTEN = ("needs", "policy_information", "note")


class Answer(NamedTuple):
    """`severity` is that which the policy gives the answer at first, "" for one that calls for nothing."""

    question: str | Promise
    answer: str | Promise
    severity: str = ""


def answered(report: VisitReport) -> list[Answer]:
    """What was answered, in the order of the form. No query."""
    found = [
        Answer(_("Contact made"), _("Yes") if report.contact_made else _("No")),
        Answer(_("Method"), report.get_method_display()),
    ]
    if report.no_contact_reason:
        found.append(Answer(_("Why not"), report.get_no_contact_reason_display(), Severity.ROUTINE))
    for name in _CHOSEN:
        if value := getattr(report, name):
            key = f"safety.{value}" if name in SAFETY_FIELDS else f"{name}.{value}"
            found.append(
                Answer(_label(name), getattr(report, f"get_{name}_display")(), policy.ANSWERS.get(key, ""))
            )
    found += [Answer(_label(name), text) for name in _WRITTEN if (text := getattr(report, name).strip())]
    return found


def _label(name: str) -> str:
    return capfirst(str(VisitReport.label_of(name)))
