"""Form fields about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.id_numbers import normalise_id_number
from people.phones import normalise_phone


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
