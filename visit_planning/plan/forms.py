"""Which month is to be planned."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.months import add_months, parse_month, recent_months, this_month
from people.actors import AnyUser
from regions.forms import RegionField
from regions.models import Region
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers, role_regions

MONTHS_BACK, MONTHS_AHEAD = 6, 3


def month_choices(back: int, ahead: int) -> list[tuple[str, str]]:
    """From `back` months ago to `ahead` months from now, the latest first."""
    months = recent_months(back + 1 + ahead, add_months(this_month(), ahead))
    return [(f"{month:%Y-%m}", f"{month:%Y-%m}") for month in months]


class PlanForm(forms.Form):
    """Which month to plan, and where: a manager's own region, or one in it."""

    month = forms.ChoiceField(label=_("Month"))
    region = RegionField(label=_("Region"), required=False)

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.fields["month"].choices = list(reversed(month_choices(0, MONTHS_AHEAD)))
        self._own = role_regions(user, MANAGER_ROLES)
        if len(self._own) == 1:
            self.fields["region"].within = self._own[0]

    def clean_month(self) -> date | None:
        return parse_month(self.cleaned_data["month"])

    def clean_region(self) -> Any:
        region = self.cleaned_data["region"]
        if region is None:
            if len(self._own) != 1:
                raise forms.ValidationError(_("Please choose one of your regions."))
            region = Region.objects.get(pk=self._own[0])
        if not covers(self._user, region, MANAGER_ROLES):
            raise forms.ValidationError(_("You do not plan for %(name)s."), params={"name": region.full_name})
        return region
