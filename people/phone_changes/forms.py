"""What a worker says who asks for another number for somebody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField
from people.logins.enums import IdentityCheck


class AskPhoneChangeForm(forms.Form):
    """The new number, and how the worker made sure: the second person decides by it, and it stays on record."""

    phone = PhoneField(label=_("New mobile number"))
    checked = forms.ChoiceField(
        label=_("How did you make sure who it is?"), choices=IdentityCheck.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note for the second person"), required=False, max_length=200)
