"""The report of a visit: every question on one page, big answers to tap, nothing required by the browser.

What is missing is the service's to say (elderly_visits.visits.services.answers): which questions count depends on
the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import text_area
from elderly_visits.visits.enums import (
    Health,
    Hygiene,
    Living,
    Mood,
    NoContactReason,
    Safety,
    Support,
    VisitMethod,
)
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.services.answers import ANSWER_FIELDS, HOME_OBSERVATIONS, OBSERVATIONS

_YES, _NO = "yes", "no"


def _choice(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect, **kwargs)


class ReportForm(forms.Form):
    """The answers of elderly_visits.visits.models.report.VisitReport. `for_worker` offers remote monitoring as well."""

    method = _choice(_("How did you make the visit?"), VisitMethod.choices)
    contact_made = _choice(_("Did you reach the elder?"), [(_YES, _("Yes, we talked")), (_NO, _("No"))])
    no_contact_reason = _choice(_("Why not?"), NoContactReason.choices)
    health = _choice(_("Health"), Health.choices)
    mood = _choice(_("State of mind"), Mood.choices)
    living = _choice(_("Eating, washing and moving about"), Living.choices)
    support = _choice(_("Family support and care"), Support.choices)
    water = _choice(_("Water"), Safety.choices)
    gas = _choice(_("Gas"), Safety.choices)
    electricity = _choice(_("Electricity"), Safety.choices)
    fire = _choice(_("Fire"), Safety.choices)
    falls = _choice(_("Risk of falling"), Safety.choices)
    hygiene = _choice(_("Hygiene and surroundings"), Hygiene.choices)
    needs = text_area(
        _("What help would the elder like?"), 500, 2, required=False,
        help_text=_("Meals, cleaning, somebody to go to the doctor with …"),
    )  # fmt: skip
    policy_information = text_area(
        _("What did you tell the elder about entitlements and services?"), 300, 2, required=False
    )
    note = text_area(_("Anything else"), 1000, 3, required=False)

    def __init__(
        self,
        *args: Any,
        report: VisitReport | None = None,
        method: str = "",
        for_worker: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not for_worker:
            self.fields["method"].choices = [
                choice for choice in VisitMethod.choices if choice[0] != VisitMethod.REMOTE
            ]
        self.initial.setdefault("method", method)
        if report is not None:
            self.initial |= {name: getattr(report, name) for name in ANSWER_FIELDS}
            made = report.contact_made
            self.initial["contact_made"] = "" if made is None else _YES if made else _NO
            self.initial["method"] = report.method or method

    def clean_contact_made(self) -> bool | None:
        return {_YES: True, _NO: False}.get(self.cleaned_data["contact_made"])

    def answers(self) -> dict[str, Any]:
        """What has been answered and makes sense. After `is_valid()`; wrong answers are left out."""
        return {name: self.cleaned_data[name] for name in ANSWER_FIELDS if name in self.cleaned_data}

    def say_what_is_missing(self, errors: Mapping[str, Any]) -> None:
        """Put the sentences of a refused report where they belong."""
        for name, sentences in errors.items():
            self.add_error(name if name in self.fields else None, sentences)

    # For the template, in the order of a visit.

    @property
    def observations(self) -> list[forms.BoundField]:
        return [self[name] for name in OBSERVATIONS]

    @property
    def home_observations(self) -> list[forms.BoundField]:
        return [self[name] for name in HOME_OBSERVATIONS]
