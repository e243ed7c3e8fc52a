"""An elder's file as a worker fills it in. The rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.encryption import blind_index
from common.forms import PhoneField, SectionedForm, date_input
from elderly_visits.register.enums import STORED_FLAGS, HardshipFlag, LeftReason
from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import ElderDetails, PersonDetails
from people.actors import AnyUser
from people.consents.enums import ConsentMethod
from people.logins.models import User
from people.persons.enums import Sex
from people.persons.forms import DuplicateCheck, IDNumberField
from people.persons.models import Dialect, Person
from regions.forms import RegionField
from regions.models import Level, LocationQuality, Region
from volunteers.registration.forms import SlotsField
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers, only_region

_FLAGS = [(flag.value, flag.label) for flag in HardshipFlag if flag.value in STORED_FLAGS]


# What nearly every file needs: the page shows these, and folds the rest into sections.
_USUAL = (
    "name", "id_number", "phone", "region", "whole_address", "flags", "worker", "contact_name", "contact_relation",
    "contact_phone", "agreed", "agreed_how",
)  # fmt: skip
_SECTIONS = (
    (_("Without an ID number: sex and birth date"), ("sex", "birth_date")),
    (
        _("How to visit: preferred times, dialect, whom the elder wishes"),
        ("slots", "dialects", "prefers_sex", "needs_pair"),
    ),
    (
        _("Health, ability and assistance"),
        ("life_threatening", "in_institution", "ability_level", "assessed_on", "assistance", "assistance_since"),
    ),
    (_("Position on the map, remarks"), ("lat", "lon", "note")),
)  # fmt: skip


class ElderForm(DuplicateCheck, SectionedForm, forms.ModelForm):
    """New or known: the person's details, where they live, why they are in difficulty, and how they receive.

    For a new elder also the first emergency contact and the consent; a known one has them on the file's page.
    """

    may_use = True
    usual_names = _USUAL
    folded = _SECTIONS
    name = forms.CharField(label=_("Name"), max_length=60)
    id_number = IDNumberField(
        required=False, help_text=_("Sex and birth date are derived from it. It is stored encrypted.")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    birth_date = forms.DateField(label=_("Birth date"), required=False, widget=date_input())
    phone = PhoneField(label=_("Phone"), required=False, mobile=False)
    region = RegionField(label=_("Community"), level=Level.COMMUNITY)
    whole_address = forms.CharField(
        label=_("Address"), max_length=200, required=False,
        help_text=_("Include building and door number: volunteers see the building first, the door number a "
            "day before the visit."),
    )  # fmt: skip
    flags = forms.MultipleChoiceField(
        label=_("Reason for hardship"), choices=_FLAGS, required=False, widget=forms.CheckboxSelectMultiple
    )
    slots = SlotsField(
        label=_("Preferred visiting times"), help_text=_("Leave everything unticked if any time suits.")
    )
    dialects = forms.ModelMultipleChoiceField(
        label=_("Speaks"), queryset=Dialect.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    contact_name = forms.CharField(label=_("Emergency contact"), max_length=60, required=False)
    contact_relation = forms.CharField(label=_("Relation"), max_length=40, required=False)
    contact_phone = PhoneField(label=_("Phone of the emergency contact"), required=False, mobile=False)
    agreed = forms.BooleanField(
        label=_("The elder agrees to be visited"), required=False,
        help_text=_("Visits are voluntary. Without consent the elder stays on the register, but nobody will "
            "visit."),
    )  # fmt: skip
    agreed_how = forms.ChoiceField(
        label=_("How consent was given"),
        choices=ConsentMethod.choices,
        required=False,
        initial=ConsentMethod.ORAL,
    )

    field_order = [
        "name", "id_number", "sex", "birth_date", "phone", "region", "whole_address", "lat", "lon", "flags",
        "life_threatening", "in_institution", "ability_level", "assessed_on", "assistance", "assistance_since",
        "prefers_sex", "needs_pair", "dialects", "slots", "worker", "contact_name", "contact_relation",
        "contact_phone", "agreed", "agreed_how", "note",
    ]  # fmt: skip

    class Meta:
        model = Elder
        fields = [
            "lat", "lon", "life_threatening", "in_institution", "ability_level", "assessed_on", "assistance",
            "assistance_since", "prefers_sex", "needs_pair", "worker", "note",
        ]  # fmt: skip
        widgets = {
            "assessed_on": date_input(), "assistance_since": date_input(), "note": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip

    def __init__(self, *args: Any, user: AnyUser, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        own = Region.objects.filter(code=only_region(user, WORKER_ROLES)).first()
        if own is not None and own.level == Level.COMMUNITY:
            # Nothing to choose: who works in one community registers its elders.
            self.fields["region"] = forms.ModelChoiceField(
                label=_("Community"),
                queryset=Region.objects.filter(pk=own.pk),
                empty_label=None,
                error_messages={"invalid_choice": _("This is outside your area.")},
            )
        else:
            self.fields["region"].within = own
        self.fields["worker"].queryset = User.objects.filter(pk__in=[one.pk for one in colleagues])
        self.fields["lat"].help_text = _(
            "WGS-84, measured at the door. If left empty, the centre of the community is used and "
            "marked as approximate."
        )
        if self.instance.pk:
            for name in ("contact_name", "contact_relation", "contact_phone", "agreed", "agreed_how"):
                del self.fields[name]
            self._show(self.instance)

    def _show(self, elder: Elder) -> None:
        person = elder.person
        self.initial |= {
            "name": person.name,
            "sex": person.sex,
            "birth_date": person.birth_date,
            "phone": person.phone,
            "region": elder.region,
            "whole_address": elder.full_address,
            "flags": [flag for flag in STORED_FLAGS if getattr(elder, flag)],
            "slots": elder.slots,
            "dialects": person.dialects.all(),
        }
        if elder.location_quality != LocationQuality.EXACT:
            # The middle of the community is no position of the elder's.
            self.initial |= {"lat": None, "lon": None}
        if person.id_number:
            self.fields["id_number"].help_text = _("On file: %(number)s. Leave empty to keep it.") % {
                "number": person.masked_id_number
            }

    def clean_region(self) -> Region:
        region: Region = self.cleaned_data["region"]
        if not covers(self.user, region, WORKER_ROLES):
            raise ValidationError(_("%(region)s is outside your area.") % {"region": region.full_name})
        return region

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("lat") is None) != (data.get("lon") is None):
            self.add_error("lat", _("Give both latitude and longitude, or neither."))
        name, phone = data.get("contact_name"), data.get("contact_phone")
        if bool(name) != bool(phone) and "contact_phone" not in self.errors:
            self.add_error("contact_phone" if name else "contact_name", _("Name and phone belong together."))
        if not self.instance.pk and not self._known(data):
            self.check_duplicates(data)
        return data

    def _known(self, data: dict[str, Any]) -> bool:
        """An ID number names the person by itself: the file is found by it."""
        number = data.get("id_number") or ""
        return (
            bool(number)
            and Person.objects.filter(id_number_index=blind_index(number), name=data.get("name")).exists()
        )

    def details(self) -> ElderDetails:
        """What `register_elder` and `update_elder` store. Only after `is_valid()`."""
        data = self.cleaned_data
        who = ("name", "id_number", "sex", "birth_date", "phone", "dialects")
        return ElderDetails(
            person=PersonDetails(**{name: data[name] for name in who}),
            address=data["whole_address"],
            **{name: data[name] for name in ("region", "flags", "slots", *self.Meta.fields)},
        )

    def first_contacts(self) -> list[dict[str, str]]:
        data = self.cleaned_data
        if not data.get("contact_name"):
            return []
        return [
            {
                "name": data["contact_name"],
                "phone": data["contact_phone"],
                "relation": data["contact_relation"],
            }
        ]

    def consent(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        return {"method": data["agreed_how"] or ConsentMethod.ORAL} if data.get("agreed") else None


# Said by other steps: a death, and the merging of two files.
_NOT_CHOSEN = (LeftReason.DIED, LeftReason.DUPLICATE)


class LeaveForm(forms.Form):
    """Taking an elder off the register."""

    on = forms.DateField(label=_("Since when?"), widget=date_input(), initial=timezone.localdate)
    # Nothing is preselected; a death has a step of its own (people.deaths).
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[("", "—"), *((one.value, one.label) for one in LeftReason if one not in _NOT_CHOSEN)],
    )
    note = forms.CharField(label=_("Remarks"), max_length=500, required=False)


class AgreeForm(forms.Form):
    """The elder agrees to be visited."""

    method = forms.ChoiceField(
        label=_("How consent was given"), choices=ConsentMethod.choices, initial=ConsentMethod.ORAL
    )
    given_on = forms.DateField(label=_("When?"), widget=date_input(), initial=timezone.localdate)
    given_by = forms.CharField(
        label=_("Stated by"),
        max_length=60,
        required=False,
        help_text=_("A guardian or relative, if not the elder"),
    )


class WithdrawForm(forms.Form):
    note = forms.CharField(label=_("What did the elder say?"), max_length=200, required=False)


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    relation = forms.CharField(label=_("Relation"), max_length=40, required=False)
    phone = PhoneField(label=_("Phone"), mobile=False)
