from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from timebank.earning.enums import ObjectionDecision


class ObjectionForm(forms.Form):
    """What is not right about a star on public notice, said by anybody."""

    text = forms.CharField(
        label=_("What is incorrect?"),
        max_length=500,
        help_text=_("For example: on which days the person was not there."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = forms.CharField(
        label=_("Your name and phone, if we may contact you"),
        required=False,
        max_length=100,
        help_text=_(
            "You do not have to give your name. Only those who decide can see it, and it is "
            "deleted afterwards."
        ),
    )


class ObjectionDecisionForm(forms.Form):
    """What came of an objection."""

    decision = forms.ChoiceField(
        label=_("What did you find?"), choices=ObjectionDecision.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The volunteer will see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
