"""What a new login is asked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
        error_messages={"required": _("Without your consent we cannot store any information about you.")},
    )
