"""Forms about a death."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import date_input
from people.deaths.enums import NoticeSource

# Nothing is preselected: a death is said, not left standing in a field.
_SOURCES = [("", "—"), *((one.value, one.label) for one in NoticeSource if one != NoticeSource.FILE)]


class DeathForm(forms.Form):
    died_on = forms.DateField(label=_("Day of death"), widget=date_input())
    source = forms.ChoiceField(label=_("Who reported it?"), choices=_SOURCES)
    noticed_on = forms.DateField(label=_("When was it reported?"), widget=date_input())


class TakeBackForm(forms.Form):
    # What the colleague who entered it and an auditor read later.
    reason = forms.CharField(label=_("How do you know that it was a mistake?"), max_length=300)


class DayOfDeathForm(forms.Form):
    died_on = forms.DateField(label=_("Day of death"), widget=date_input())
