"""A consent that a worker was told of."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import date_input
from people.consents.enums import ConsentMethod, ConsentPurpose


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose of consent"), choices=ConsentPurpose.choices)
    given_on = forms.DateField(label=_("Given on"), widget=date_input())
    method = forms.ChoiceField(
        label=_("How"),
        choices=[choice for choice in ConsentMethod.choices if choice[0] not in ("online", "roster")],
    )
    given_by = forms.CharField(
        label=_("Given by"),
        required=False,
        max_length=60,
        help_text=_("Guardian or relative, if not the person"),
    )

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
