"""What everybody may change about themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions.forms import RegionField


class OwnDetailsForm(forms.Form):
    """What everybody may change about themselves without anybody's check."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    region = RegionField(
        label=_("Where I live"),
        required=False,
        help_text=_("Your community, so that we can show what is near you."),
    )
