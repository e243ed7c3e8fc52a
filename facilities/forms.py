"""What people ask of the finder, report about an entry, and write into the register."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.forms import date_input
from common.phone_lists import normalise_phones
from facilities.cleaning import check_near_region, clean_line, clean_services
from facilities.enums import CorrectionState, FacilityType
from facilities.hours import reading
from facilities.models import Facility
from facilities.permissions import can_add_in
from organizations.models import SocialOrganization
from people.actors import AnyUser
from regions import geo
from regions.enums import CoordSystem, LocationQuality
from regions.forms import RegionField
from workbench.sections import InSections

# A resident's position is used to about 100 m: enough to say what is near, too little to say who asks.
NEAR_DECIMALS = 3
PAGE = 20
MOST_SHOWN = 100


def rounded(point: geo.Point) -> geo.Point:
    """A resident's position as it may travel and be used."""
    return geo.Point(round(point.lat, NEAR_DECIMALS), round(point.lon, NEAR_DECIMALS))


def position_text(point: geo.Point) -> str:
    """'31.212,107.502': how a rounded position stands in an address."""
    return f"{point.lat:.{NEAR_DECIMALS}f},{point.lon:.{NEAR_DECIMALS}f}"


class FinderForm(forms.Form):
    """The finder's question; everything is optional and a bad part never loses the good ones."""

    near = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("Place, name or service"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    region = RegionField(required=False, label=gettext_lazy("Community or township"))
    type = forms.MultipleChoiceField(
        required=False, choices=FacilityType.choices, label=gettext_lazy("What you are looking for")
    )
    open = forms.BooleanField(required=False, label=gettext_lazy("Open now"))
    show = forms.IntegerField(required=False)

    def clean_near(self) -> geo.Point | None:
        lat, _comma, lon = self.cleaned_data["near"].partition(",")
        try:
            point = geo.parse_coordinate(lat, lon)
        except geo.CoordinateError as error:
            raise ValidationError(error.message) from error
        return rounded(point) if point else None

    def clean_show(self) -> int:
        return min(max(self.cleaned_data.get("show") or PAGE, PAGE), MOST_SHOWN)


class CorrectionForm(forms.Form):
    """What is wrong with an entry, said by anybody."""

    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=500,
        help_text=gettext_lazy(
            "For example: moved to another street, the phone is not answered, closed for good."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(
        required=False,
        max_length=40,
        label=gettext_lazy("Your phone, if we may contact you"),
        help_text=gettext_lazy(
            "Only visible to the workers of this community, and deleted once your report has been handled."
        ),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        return normalise_phones(self.cleaned_data["phone"])


class HandleCorrectionForm(forms.Form):
    """What became of a report."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        choices=[choice for choice in CorrectionState.choices if choice[0] != CorrectionState.OPEN],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(required=False, max_length=300, label=gettext_lazy("Note"))


class ServicesField(forms.CharField):
    """A list of words, edited as one line: 助餐；理发."""

    def prepare_value(self, value: Any) -> Any:
        return "；".join(str(word) for word in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return clean_services(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return clean_services(data or "") != (initial or [])
        except ValidationError:
            return True


class PositionMapInput(forms.TextInput):
    """A coordinate with a map below it, on which a click fills in both. Set `point` to where it starts."""

    template_name = "facilities/widgets/position_map.html"
    point: geo.Point | None = None

    class Media:
        css = {"all": ["leaflet/leaflet.css", "facilities/care_points.css"]}
        js = ["leaflet/leaflet.js", "facilities/care_map.js", "facilities/position_picker.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"point": self.point}


class FacilityForm(InSections, forms.ModelForm):
    """An entry of the register. Positions may be pasted from another map and are stored in WGS-84."""

    in_sections = (
        (gettext_lazy("What it is"), ("name", "type", "operator", "services")),
        (
            gettext_lazy("Place and position"),
            ("region", "address", "lat", "lon", "coord_system", "is_approximate"),
        ),
        (gettext_lazy("Hours and phone"), ("opening_hours", "phone")),
        (gettext_lazy("Size and building"), ("capacity", "area_m2", "opened_on", "renovated")),
    )
    region = RegionField(
        label=pgettext_lazy("care point", "Region"),
        help_text=gettext_lazy("The community, or the township or county it serves."),
    )
    opening_hours = forms.CharField(
        required=False,
        label=gettext_lazy("Opening hours"),
        help_text=gettext_lazy(
            "In plain words, for example: Mo-Fr 8:30-17:30; Sa 9:00-12:00; public holidays closed"
        ),
    )
    phone = forms.CharField(required=False, label=gettext_lazy("Phone"))
    services = ServicesField(
        required=False,
        label=gettext_lazy("Services"),
        help_text=gettext_lazy("A word or two each, separated by semicolons."),
    )
    lat = forms.CharField(required=False, label=gettext_lazy("Latitude"))
    lon = forms.CharField(
        required=False,
        label=gettext_lazy("Longitude"),
        help_text=gettext_lazy("Click on the map, or leave both empty if the position is not known."),
        widget=PositionMapInput,
    )
    coord_system = forms.ChoiceField(
        label=gettext_lazy("The position was read from"),
        initial=CoordSystem.WGS84,
        choices=[
            (CoordSystem.WGS84.value, gettext_lazy("this map or a GPS device (WGS-84)")),
            (CoordSystem.GCJ02.value, gettext_lazy("Amap or Tencent maps (GCJ-02)")),
            (CoordSystem.BD09.value, gettext_lazy("Baidu maps (BD-09)")),
        ],
    )
    is_approximate = forms.BooleanField(
        required=False, label=gettext_lazy("The position is only approximate")
    )
    operator = forms.ModelChoiceField(
        required=False, label=gettext_lazy("Operator"), queryset=SocialOrganization.objects.none()
    )

    class Meta:
        model = Facility
        fields = [
            "name",
            "type",
            "region",
            "address",
            "lat",
            "lon",
            "coord_system",
            "is_approximate",
            "opening_hours",
            "phone",
            "services",
            "capacity",
            "area_m2",
            "operator",
            "opened_on",
            "renovated",
        ]
        widgets = {"opened_on": date_input()}

    def __init__(self, *args: Any, user: AnyUser | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        # As text, so that a position nobody touched counts as unchanged.
        for axis in ("lat", "lon"):
            degrees = getattr(self.instance, axis)
            self.initial[axis] = "" if degrees is None else str(degrees)
        self.fields["lon"].widget.point = self.instance.point
        operators = SocialOrganization.objects.approved().order_by("name")
        if self.instance.operator_id:
            operators |= SocialOrganization.objects.filter(pk=self.instance.operator_id)
        cast(forms.ModelChoiceField, self.fields["operator"]).queryset = operators
        self.initial["is_approximate"] = self.instance.is_approximate

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"], longest=100)

    def clean_address(self) -> str:
        return clean_line(self.cleaned_data["address"], longest=200)

    def clean_opening_hours(self) -> str:
        return reading.normalise(self.cleaned_data["opening_hours"])

    def clean_phone(self) -> str:
        return normalise_phones(self.cleaned_data["phone"])

    def clean_region(self) -> Any:
        region = self.cleaned_data["region"]
        if self.user is not None and not can_add_in(self.user, region):
            raise ValidationError(
                _("%(region)s is not one of your regions."), params={"region": region.short_name}
            )
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
            self._check_region(point, data.get("region"))
        data["lat"], data["lon"] = point or (None, None)
        quality = LocationQuality.APPROXIMATE if data.get("is_approximate") else LocationQuality.EXACT
        self.instance.location_quality = quality if point else LocationQuality.UNKNOWN
        return data

    def _check_region(self, point: geo.Point, region: Any) -> None:
        if region is None:
            return
        try:
            check_near_region(point, region)
        except ValidationError as error:
            self.add_error("lat", error)
