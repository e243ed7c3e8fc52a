"""What is asked of the dispatch board, and which month is to be planned."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.months import parse_month, this_month
from elderly_visits.register.enums import RiskTier
from people.actors import AnyUser
from regions.forms import RegionField
from visit_planning.plan.forms import MONTHS_AHEAD, MONTHS_BACK, month_choices
from workbench.scopes import role_regions


class BoardForm(forms.Form):
    """The filters of the board; all of them may be missing."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    region = RegionField(label=_("Region"), required=False)
    tier = forms.ChoiceField(
        label=_("Risk tier"), required=False, choices=[("", _("All")), *RiskTier.choices]
    )

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = month_choices(MONTHS_BACK, MONTHS_AHEAD)
        own = role_regions(user)
        if len(own) == 1:
            self.fields["region"].within = own[0]

    def clean_month(self) -> date:
        return parse_month(self.cleaned_data["month"]) or this_month()
