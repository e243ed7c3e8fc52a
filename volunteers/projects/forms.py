"""What organizations and teams type about projects and shifts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField, date_input
from regions.forms import RegionField
from timebank.ledger.enums import ServiceCategory


class ProjectForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=100)
    category = forms.ChoiceField(label=_("Kind of service"), choices=ServiceCategory.choices)
    description = forms.CharField(
        label=_("What volunteers do"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
    region = RegionField(label=_("Where it serves"))
    contact_name = forms.CharField(label=_("Contact"), max_length=60)
    contact_phone = PhoneField(label=_("Contact's phone"), mobile=False)
    serves_as_group = forms.BooleanField(
        label=_("Serving in the team's name"),
        required=False,
        help_text=_(
            "Time coins earned this way can only be donated. Service hours are still credited to each member."
        ),
    )

    def __init__(self, *args: Any, of_team: bool, **kwargs: Any) -> None:
        """`of_team`: only a team's project can be served as one."""
        super().__init__(*args, **kwargs)
        if not of_team:
            del self.fields["serves_as_group"]


class ShiftForm(forms.Form):
    """Day, hours, place and how many people."""

    day = forms.DateField(label=_("Day"), widget=date_input())
    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Meeting place"), max_length=200)
    persons_needed = forms.IntegerField(label=_("How many people"), min_value=1, max_value=500, initial=4)
    adult_only = forms.BooleanField(label=_("Adults only"), required=False)
    needs_insurance = forms.BooleanField(label=_("Accident insurance needed"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"day", "begins", "ends"} <= data.keys():
            data["starts_at"] = timezone.make_aware(datetime.combine(data["day"], data["begins"]))
            data["ends_at"] = timezone.make_aware(datetime.combine(data["day"], data["ends"]))
        return data

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("starts_at", "ends_at", "place", "persons_needed", "adult_only", "needs_insurance")
        return {name: self.cleaned_data[name] for name in names}
