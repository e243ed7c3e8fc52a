"""A volunteer's file as a worker fills it in. The rules are the services'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField, SectionedForm, date_input
from facilities.forms import PositionMapInput
from people.actors import AnyUser
from people.persons.forms import DuplicateCheck, IDNumberField
from people.persons.models import Dialect
from policies.selectors import value
from regions import geo
from regions.enums import CoordSystem
from regions.forms import RegionField
from regions.models import Level, LocationQuality, Region
from volunteers.registration import policy
from volunteers.registration.forms import HOURS, REACH, SlotsField, offer_present
from volunteers.registration.models.volunteer import Skill, Volunteer
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers, only_region


class VolunteerFileForm(DuplicateCheck, SectionedForm, forms.ModelForm):
    """New: who it is, where, and when free; known: what is offered. The rest is folded into sections."""

    may_use = True
    usual_names: Sequence[str] = ("name", "id_number", "phone", "region", "availability", "agreed")
    folded: Sequence[tuple[str | Promise, Sequence[str]]] = (
        (_("How much and how far"), ("monthly_cap_minutes", "max_distance_m", "visits_elders")),
        (_("Skills, dialects, insurance"), ("skills", "dialects", "insured_until")),
        (_("Home on the map, remarks"), ("lat", "lon", "introduction", "note")),
    )

    name = forms.CharField(label=_("Name"), max_length=60)
    id_number = IDNumberField(
        help_text=_("Needed for the service record and the insurance. It is stored encrypted.")
    )
    phone = PhoneField(label=_("Phone"))
    region = RegionField(label=_("Community"), level=Level.COMMUNITY)
    availability = SlotsField(
        label=_("Half-days"), help_text=_("Leave everything unticked if any time suits.")
    )
    agreed = forms.BooleanField(
        label=_("The volunteer has signed the registration form, with the use of the data"),
    )
    monthly_cap_minutes = forms.TypedChoiceField(label=_("Time a month"), choices=HOURS, coerce=int)
    max_distance_m = forms.TypedChoiceField(label=_("How far"), choices=REACH, coerce=int)
    skills = forms.ModelMultipleChoiceField(
        label=_("Skills"), queryset=Skill.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    dialects = forms.ModelMultipleChoiceField(
        label=_("Speaks"), queryset=Dialect.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    lat = forms.CharField(label=_("Latitude"), required=False)
    lon = forms.CharField(
        label=_("Longitude"),
        required=False,
        widget=PositionMapInput,
        help_text=_("Click on the map. Left empty, it is the middle of the community."),
    )
    coord_system = forms.ChoiceField(
        choices=CoordSystem.choices, initial=CoordSystem.WGS84, required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Volunteer
        fields = ["visits_elders", "insured_until", "introduction", "note"]
        widgets = {
            "insured_until": date_input(),
            "introduction": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        own = Region.objects.filter(code=only_region(user, WORKER_ROLES)).first()
        cast("RegionField", self.fields["region"]).within = own
        if self.instance.pk:
            self._show(self.instance)
            return
        reach, minutes = (
            value(policy.DEFAULT_REACH_M, region=own),
            value(policy.DEFAULT_CAP_MINUTES, region=own),
        )
        offer_present(self, reach, minutes)
        self.fields["max_distance_m"].initial, self.fields["monthly_cap_minutes"].initial = reach, minutes
        if own is not None and own.level == Level.COMMUNITY:
            self.initial["region"] = own

    def _show(self, volunteer: Volunteer) -> None:
        for name in ("name", "id_number", "phone", "agreed"):
            del self.fields[name]
        self.usual_names = (
            "availability", "monthly_cap_minutes", "max_distance_m", "visits_elders", "insured_until",
        )  # fmt: skip
        self.folded = (
            (_("Skills and dialects"), ("skills", "dialects")),
            (_("Home on the map, remarks"), ("region", "lat", "lon", "introduction", "note")),
        )
        offer_present(self, volunteer.max_distance_m, volunteer.monthly_cap_minutes)
        self.initial |= {
            "region": volunteer.region,
            "availability": volunteer.availability,
            "monthly_cap_minutes": volunteer.monthly_cap_minutes,
            "max_distance_m": volunteer.max_distance_m,
            "skills": volunteer.skills.all(),
            "dialects": volunteer.person.dialects.all(),
        }
        # The middle of the community is no position of the volunteer's.
        if volunteer.location_quality == LocationQuality.EXACT and volunteer.point:
            self.initial |= {"lat": str(volunteer.lat), "lon": str(volunteer.lon)}
            cast("PositionMapInput", self.fields["lon"].widget).point = volunteer.point

    def clean_region(self) -> Region:
        region: Region = self.cleaned_data["region"]
        if not covers(self.user, region, WORKER_ROLES):
            raise ValidationError(_("%(region)s is outside your area.") % {"region": region.full_name})
        return region

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        try:
            point = geo.parse_coordinate(data.get("lat"), data.get("lon"))
        except geo.CoordinateError as error:
            self.add_error(error.field, error.message)
            return data
        if point is not None and ("lat" in self.changed_data or "lon" in self.changed_data):
            point = geo.stored_position(point, data.get("coord_system") or CoordSystem.WGS84)
        data["point"] = point
        if not self.instance.pk:
            self.check_duplicates(data)
        return data

    def person_details(self) -> dict[str, Any]:
        """Who it is, for the services of persons. Only after `is_valid()`."""
        return {name: self.cleaned_data[name] for name in ("name", "id_number", "phone")}

    def offered(self) -> dict[str, Any]:
        """What the volunteer offers. Only after `is_valid()`."""
        names = (
            "region", "availability", "monthly_cap_minutes", "max_distance_m", "visits_elders", "insured_until",
            "introduction", "note", "skills", "dialects", "point",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}
