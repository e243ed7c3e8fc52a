"""The shape of what organizations send in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField, date_input
from organizations.enums import Kind, Tier
from organizations.models import SocialOrganization
from people.actors import AnyUser
from regions.forms import RegionField
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers
from workbench.sections import InSections


class WordsField(forms.CharField):
    """A list of words, separated by commas, semicolons or blanks."""

    def clean(self, value: Any) -> list[str]:  # words, not text
        text = super().clean(value)
        for separator in ";;,,、\n\t":
            text = text.replace(separator, " ")
        return list(dict.fromkeys(word[:20] for word in text.split()))[:10]

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value


class DetailsForm(forms.Form):
    """What an approved organization may change by itself."""

    fields_of_work = WordsField(label=_("Fields of work"), required=False, max_length=200)
    introduction = forms.CharField(
        label=_("Introduction"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    contact_name = forms.CharField(label=_("Contact"), max_length=60)
    contact_phone = PhoneField(label=_("Contact's phone"), mobile=False)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        data["fields"] = data.pop("fields_of_work")
        return data


class OrganizationForm(DetailsForm):
    name = forms.CharField(label=_("Name of the organization"), max_length=100)
    region = RegionField(label=_("Where it serves"))
    tier = forms.ChoiceField(label=_("How it is registered"), choices=Tier.choices, widget=forms.RadioSelect)
    uscc = forms.CharField(
        label=_("Unified social credit code"),
        required=False,
        max_length=24,
        help_text=_("18 characters; only for organizations registered with civil affairs."),
    )
    kind = forms.ChoiceField(label=_("What kind"), choices=Kind.choices)
    field_order = ["name", "region", "tier", "uscc", "kind"]


class RegisterForm(InSections, forms.ModelForm):
    """What the office keeps of an organization; what it wrote about itself included."""

    in_sections = (
        (_("The organization"), ("name", "region", "kind", "introduction")),
        (_("Contact"), ("contact_name", "contact_phone")),
        (_("Assessment"), ("grade", "graded_on")),
    )
    region = RegionField(label=_("Region"))
    contact_phone = PhoneField(label=_("Contact's phone"), mobile=False, required=False)

    class Meta:
        model = SocialOrganization
        fields = (
            "name", "region", "kind", "introduction", "contact_name", "contact_phone", "grade", "graded_on",
        )  # fmt: skip
        widgets = {"graded_on": date_input(), "introduction": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_region(self) -> Any:
        region = self.cleaned_data["region"]
        if not covers(self.user, region, MANAGER_ROLES):
            raise forms.ValidationError(gettext("This is outside your area."))
        return region

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("grade") and not data.get("graded_on") and "graded_on" not in self.errors:
            self.add_error("graded_on", gettext("Please say when it was assessed."))
        return data


class BecomePartnerForm(forms.Form):
    """Where an organization gives what points buy."""

    region = RegionField(label=_("Where points can be redeemed"), help_text=_("Community or village"))
    address = forms.CharField(label=pgettext_lazy("partner", "Address"), max_length=120)
    phone = PhoneField(label=_("Phone for customers"), required=False, mobile=False)
    opening_note = forms.CharField(
        label=pgettext_lazy("partner", "Opening hours"),
        max_length=120,
        required=False,
        help_text=_("In plain words, for example: daily from 8 to 18."),
    )


def initial_of(organization: SocialOrganization) -> dict[str, Any]:
    same = ("name", "region", "tier", "kind", "introduction", "contact_name", "contact_phone")
    return {name: getattr(organization, name) for name in same} | {
        "uscc": organization.uscc or "",
        "fields_of_work": organization.fields,
    }
