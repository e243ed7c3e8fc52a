"""Which region cannot be reached, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import date_input
from people.actors import AnyUser
from regions.forms import RegionField
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers, role_regions


class ClosureForm(forms.Form):
    """A region of the manager's own, two days and a word."""

    region = RegionField(label=_("Region"))
    first_day = forms.DateField(
        label=pgettext_lazy("first day", "From"),
        widget=date_input(),
    )
    last_day = forms.DateField(label=_("Until (inclusive)"), widget=date_input())
    why = forms.CharField(
        label=_("Why? Volunteers will see it."),
        max_length=100,
        help_text=_("Snow on the pass; the bridge is flooded"),
    )

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.fields["first_day"].initial = timezone.localdate()
        own = role_regions(user, MANAGER_ROLES)
        if len(own) == 1:
            self.fields["region"].within = own[0]

    def clean_region(self) -> Any:
        region = self.cleaned_data["region"]
        if not covers(self._user, region, MANAGER_ROLES):
            raise forms.ValidationError(
                _("You cannot close off %(name)s."), params={"name": region.full_name}
            )
        return region
