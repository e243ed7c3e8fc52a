"""Form fields about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.id_numbers import normalise_id_number
from people.phones import normalise_phone
from regions.forms import RegionField


class PhoneField(forms.CharField):
    """A mobile number, cleaned to E.164; 139… becomes +86139…"""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile phone"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "maxlength": 20}
            ),
        )
        self.mobile = kwargs.pop("mobile", True)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise_phone(text, mobile=self.mobile) if text else ""


class IDNumberField(forms.CharField):
    """A citizen identification number, checked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("ID number"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "maxlength": 24}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise_id_number(text) if text else ""


class WelcomeForm(forms.Form):
    """What a new log-in is asked: a name, and the consent without which nothing may be stored (PIPL 13, 14)."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        help_text=_("As on your ID card, if you want to volunteer later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(
        label=_("I have read the privacy notice and agree that my details are used as it says."),
        error_messages={"required": _("Without your consent we may not store anything about you.")},
    )


class OwnDetailsForm(forms.Form):
    """What everybody may change about themselves without anybody's check."""

    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    region = RegionField(
        label=_("Where I live"),
        required=False,
        help_text=_("Your community, so that we can show what is near you."),
    )
