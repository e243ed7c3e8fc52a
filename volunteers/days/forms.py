"""From when to when a volunteer cannot come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import date_input
from volunteers.days.enums import AbsenceReason


class AbsenceForm(forms.Form):
    """Two days and a word; nobody has to say what the illness is."""

    first_day = forms.DateField(
        label=pgettext_lazy("first day", "From"),
        widget=date_input(),
    )
    last_day = forms.DateField(label=_("Until (inclusive)"), widget=date_input())
    reason = forms.ChoiceField(
        label=_("Why"), choices=AbsenceReason.choices, initial=AbsenceReason.AWAY, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must not be before the first."))
        return data
