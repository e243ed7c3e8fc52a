"""Who may see and act for a person."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField, date_input


class MandateForm(forms.Form):
    name = forms.CharField(label=_("Name of the relative"), max_length=60)
    phone = PhoneField(help_text=_("They use it to log in and see how the person is doing."))
    relation = forms.CharField(label=_("Relation"), max_length=40, help_text=_("Daughter, neighbour, …"))
    may_ask = forms.BooleanField(
        label=_("May request services"),
        required=False,
        help_text=_("They are paid with the person's time coins. The person is notified each time."),
    )
    may_give = forms.BooleanField(
        label=_("May give time coins away"),
        required=False,
        help_text=_("To relatives or to the public pool. The person is notified each time."),
    )
    valid_until = forms.DateField(
        label=_("Until"), required=False, widget=date_input(), help_text=_("Empty: until it is ended.")
    )
