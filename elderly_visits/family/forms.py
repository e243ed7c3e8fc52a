"""What the family may tell the worker."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FamilyMessageForm(forms.Form):
    text = forms.CharField(
        label=_("What has changed?"),
        max_length=400,
        help_text=_(
            "For example: she is in hospital; he is staying with us until Sunday; please come in the "
            "afternoon …"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
