"""Joining as a volunteer, and registering a team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.encryption import blind_index
from common.web import key_in
from people.persons.enums import Sex
from people.persons.forms import IDNumberField
from people.persons.id_numbers import birth_date, sex
from people.persons.models import Dialect, Person
from regions.forms import RegionField
from regions.models import Level
from volunteers.registration.models.volunteer import Skill, Volunteer
from volunteers.slots import ALL_SLOTS, DayPart, Weekday, slot_bit

REACH = [
    (1000, _("In my neighbourhood (1 km)")),
    (3000, _("Up to 3 km")),
    (5000, _("Up to 5 km")),
    (10000, _("Up to 10 km")),
    (30000, _("Up to 30 km")),
]
HOURS = [
    (120, _("2 hours a month")),
    (240, _("4 hours a month")),
    (480, _("8 hours a month")),
    (960, _("16 hours a month")),
    (1920, _("32 hours a month")),
]


def offer_present(form: forms.BaseForm, reach: int, minutes: int) -> None:
    """What a roster brought may lie between the choices of the page; it stays what it is until it is changed."""
    for name, present, label in (
        ("max_distance_m", reach, _("Up to %(km)g km") % {"km": reach / 1000}),
        ("monthly_cap_minutes", minutes, _("%(hours)g hours a month") % {"hours": minutes / 60}),
    ):
        field: Any = form.fields[name]
        if present not in dict(field.choices):
            field.choices = [(present, label), *field.choices]


class SlotsWidget(forms.CheckboxSelectMultiple):
    """A small table, a row for each day: 21 boxes below each other would fill three screens of a phone."""

    template_name = "volunteers/widgets/slots.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, group, _index in context["widget"]["optgroups"] for option in group]
        parts = len(DayPart.values)
        context["parts"] = DayPart.labels
        context["days"] = [
            (label, options[day * parts : (day + 1) * parts])
            for day, label in zip(Weekday.values, Weekday.labels, strict=True)
        ]
        return context


def _each_half_day() -> list[tuple[str, str]]:
    """Asked anew by each form: sentences put together once would stay in whatever language that was."""
    return [
        (str(slot_bit(day, part)), f"{Weekday(day).label} · {DayPart(part).label}")
        for day in Weekday.values
        for part in DayPart.values
    ]


class SlotsField(forms.MultipleChoiceField):
    """Weekly times as checkboxes; cleans to a mask of volunteers.slots. Nothing ticked means any time."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SlotsWidget)
        super().__init__(choices=_each_half_day, required=False, **kwargs)

    def clean(self, value: Any) -> int:  # a mask, not a list
        chosen = super().clean(value)
        return sum(int(bit) for bit in set(chosen)) or ALL_SLOTS

    def has_changed(self, initial: Any, data: Any) -> bool:
        chosen = sum({key_in(str(bit)) for bit in data or ()}) or ALL_SLOTS
        return chosen != (ALL_SLOTS if initial is None else initial)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return [] if value == ALL_SLOTS else [str(1 << n) for n in range(21) if value & 1 << n]
        return value


class VolunteerForm(forms.Form):
    """Everything a registration needs, on one page (Order 67: name, ID number, area, contact, skills)."""

    name = forms.CharField(label=_("Name"), max_length=60)
    id_number = IDNumberField(
        help_text=_("Needed for the service record and the insurance. It is stored encrypted."),
    )
    region = RegionField(label=_("My community"), level=Level.COMMUNITY)
    max_distance_m = forms.TypedChoiceField(
        label=_("How far I can travel"), choices=REACH, coerce=int, initial=3000
    )
    monthly_cap_minutes = forms.TypedChoiceField(
        label=_("How much time I offer"), choices=HOURS, coerce=int, initial=240
    )
    availability = SlotsField(
        label=_("When I am free"), help_text=_("Leave everything unticked if any time suits.")
    )
    skills = forms.ModelMultipleChoiceField(
        label=_("What I can do"),
        queryset=Skill.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
    )
    dialects = forms.ModelMultipleChoiceField(
        label=_("Languages and dialects I speak"),
        queryset=Dialect.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
    )
    introduction = forms.CharField(
        label=_("About me"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    agrees = forms.BooleanField(
        label=_("I have read how my data are used, and agree"),
        help_text=_(
            "Your data are used only to match, insure and certify voluntary services. You can "
            "withdraw your consent at any time."
        ),
    )

    def __init__(
        self, *args: Any, person: Person | None, volunteer: Volunteer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if person is not None and person.id_number:
            # Known already: shown masked, never sent to the page again.
            del self.fields["id_number"]
        if volunteer is not None:
            del self.fields["agrees"]
            offer_present(self, volunteer.max_distance_m, volunteer.monthly_cap_minutes)

    def clean_id_number(self) -> str:
        number = self.cleaned_data["id_number"]
        others = Person.objects.filter(id_number_index=blind_index(number))
        if self.person is not None:
            others = others.exclude(pk=self.person.pk)
        if others.exists():
            raise forms.ValidationError(
                _("This ID number is already registered. If it is yours, please ask your community worker.")
            )
        return number

    def facts(self) -> dict[str, Any]:
        """Sex and birth date as the ID number says them."""
        number = self.cleaned_data.get("id_number")
        return {"birth_date": birth_date(number), "sex": Sex(sex(number))} if number else {}


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name of the team"), max_length=100)
    region = RegionField(label=_("Where it serves"))
    introduction = forms.CharField(
        label=_("What it does"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
