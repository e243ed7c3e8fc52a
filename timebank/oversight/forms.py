from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timebank.oversight.enums import CallResult


class SuspicionDecisionForm(forms.Form):
    """Why it was decided so."""

    note = forms.CharField(
        label=_("What the check showed"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class HoldForm(forms.Form):
    """What the volunteer is told when a credit is set aside."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The volunteer will see it: please be friendly and to the point, and name nobody else."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact = forms.CharField(
        label=_("Contact for the volunteer"), max_length=80, help_text=_("Name and telephone number")
    )


class ReleaseForm(forms.Form):
    note = forms.CharField(label=_("Why it is released"), max_length=200)


class ReverseForm(forms.Form):
    note = forms.CharField(
        label=_("Reason for the reversal"),
        max_length=200,
        help_text=_("The volunteer will see it as the reason for the correction."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes upheld"),
        min_value=0,
        initial=0,
        help_text=_("0: the service did not take place."),
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["minutes"]
        field.max_value = most - 1
        field.widget.attrs["max"] = most - 1


class CallForm(forms.Form):
    """What a call brought. `attempt` makes a second click the same call."""

    result = forms.ChoiceField(
        label=_("What was answered"), choices=CallResult.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("What did the person say? Needed when the service is not confirmed."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attempt = forms.IntegerField(min_value=1, max_value=10_000, widget=forms.HiddenInput)
