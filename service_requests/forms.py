"""What is asked of those who ask for a service, and of those who decide."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import date_input, text_area
from people.persons.enums import Sex
from people.persons.models import Person
from policies.selectors import book
from regions.forms import RegionField
from regions.models import Level
from service_requests import policy
from service_requests.enums import Decision
from service_requests.services.publishing import RequestDetails
from timebank.care_registers import home_of
from timebank.ledger.enums import ServiceCategory
from timebank.ledger.wording import spoken_minutes
from volunteers.slots import DayPart, slot_bit

_STEP = 30
_SUGGESTED_DAYS = 7


def _lengths(shortest: int, longest: int) -> list[int]:
    """Every half hour between the two, and the two themselves."""
    steps = range(-(-shortest // _STEP) * _STEP, longest + 1, _STEP)
    return sorted({shortest, *steps, longest})


class AskForm(forms.Form):
    """What, when and where. Few questions, in the order in which one would say it."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.ChoiceField(label=_("What do you need?"), widget=forms.RadioSelect)
    wish = text_area(
        _("Say it in your own words"), 500, 3, help_text=_("Only the volunteer sees it, after accepting.")
    )
    minutes = forms.TypedChoiceField(label=_("How long?"), coerce=int)
    first_day = forms.DateField(label=_("From which day"), widget=date_input())
    last_day = forms.DateField(label=_("Until which day at the latest"), widget=date_input())
    parts = forms.TypedMultipleChoiceField(
        label=_("What time suits you?"),
        coerce=int,
        choices=DayPart.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    prefers_sex = forms.ChoiceField(
        label=_("Who would you like to come?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("No preference")), ("F", _("A woman")), ("M", _("A man"))],
    )  # fmt: skip
    region = RegionField(label=_("Community"), level=Level.COMMUNITY)
    address = forms.CharField(
        label=_("Where exactly"),
        max_length=200,
        help_text=_(
            "Street, building and door number. Shown only to the volunteer, shortly before the service."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = book()
        region = person.region_id
        offered = rules.value(policy.CATEGORIES, region)
        self.fields["category"].choices = [
            (value, label) for value, label in ServiceCategory.choices if value in offered
        ]
        shortest, longest = (
            rules.value(key, region) for key in (policy.SHORTEST_MINUTES, policy.LONGEST_MINUTES)
        )
        self.fields["minutes"].choices = [
            (minutes, spoken_minutes(minutes)) for minutes in _lengths(shortest, longest)
        ]
        if not self.is_bound:
            today = timezone.localdate()
            days = min(_SUGGESTED_DAYS, rules.value(policy.OPEN_DAYS, region))
            home = home_of(person)
            self.initial = {
                "once": uuid.uuid4(),
                "minutes": 60,
                "first_day": today + timedelta(days=min(1, days)),
                "last_day": today + timedelta(days=days),
                "parts": [DayPart.AM.value, DayPart.PM.value],
                "prefers_sex": "",
                "region": person.region if person.region and person.region.level == Level.COMMUNITY else None,
                "address": f"{home.address}{home.door}" if home else "",
            } | (self.initial or {})

    def details(self) -> RequestDetails:
        """What is asked for. Only after `is_valid()`."""
        data = {**self.cleaned_data}
        del data["once"]
        parts = data.pop("parts")
        return RequestDetails(**data, slots=sum(slot_bit(day, part) for day in range(7) for part in parts))

    def clean_prefers_sex(self) -> str:
        sex = str(self.cleaned_data["prefers_sex"])
        return sex if sex in Sex.values else ""


class PhoneAskForm(AskForm):
    """The same, written down by a worker while somebody speaks."""

    agreed_note = text_area(
        _("How did the person agree?"), 300, 2,
        help_text=_("For example: called in person at nine, was told the price and agreed."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why, in words that both sides will read."""

    reason = text_area(_("Why?"), 300, 2)


class OptionalReasonForm(forms.Form):
    reason = text_area(_("Reason (optional)"), 300, 2, required=False)


class ApproveForm(forms.Form):
    description = text_area(
        _("What volunteers see before they accept"), 500, 3,
        help_text=_("Do not include the name, illness, address or anything else private."),
    )  # fmt: skip


class EnterForm(forms.Form):
    """A service that took place, for a volunteer who has no phone or forgot to check out."""

    day = forms.DateField(label=_("On which day"), widget=date_input())
    begun = forms.TimeField(
        label=_("Began at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes served"), min_value=1, max_value=24 * 60)
    note = forms.CharField(label=_("Who told you?"), max_length=300)

    def started_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["begun"]))


class DecideForm(forms.Form):
    """A decision on a dispute."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("Minutes, if paid in part"), required=False, min_value=1, max_value=24 * 60
    )
    reason = text_area(_("Why?"), 300, 2)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == Decision.PART and data.get("minutes") is None and "minutes" in data:
            self.add_error("minutes", _("How many minutes are paid?"))
        return data
