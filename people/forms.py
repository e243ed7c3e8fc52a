"""Form fields about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.enums import WORKER_ROLES, ConsentMethod, ConsentPurpose, KinDocument, KinRelation, Role
from people.id_numbers import normalise_id_number
from people.models import Person
from people.permissions import can_grant, grantable_roles
from people.phones import normalise_phone
from people.scopes import covers, role_regions
from regions.forms import RegionField
from regions.models import Region


class PhoneField(forms.CharField):
    """A mobile number, cleaned to E.164; 139… becomes +86139…"""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile phone"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "maxlength": 20}
            ),
        )
        self.mobile = kwargs.pop("mobile", True)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise_phone(text, mobile=self.mobile) if text else ""


class IDNumberField(forms.CharField):
    """A citizen identification number, checked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("ID number"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "maxlength": 24}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise_id_number(text) if text else ""


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
        error_messages={"required": _("Without your consent we may not store anything about you.")},
    )


class OwnDetailsForm(forms.Form):
    """What everybody may change about themselves without anybody's check."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    region = RegionField(
        label=_("Where I live"),
        required=False,
        help_text=_("Your community, so that we can show what is near you."),
    )


def _date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonForm(forms.ModelForm):
    """A person's file in the workbench. An empty ID number on a file that has one leaves it as it is."""

    id_number = IDNumberField(required=False)
    phone = PhoneField(required=False, mobile=False, label=_("Phone"))
    region = RegionField(label=_("Home region"))

    class Meta:
        model = Person
        fields = ["name", "sex", "birth_date", "phone", "region", "died_on"]
        widgets = {"birth_date": _date_input(), "died_on": _date_input()}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["region"].within = only_region(user, WORKER_ROLES)
        # Never in the page: it is revealed on the file, and that is put on record.
        self.initial.pop("id_number", None)
        if self.instance.pk and self.instance.id_number:
            self.fields["id_number"].help_text = _("On file: %(number)s. Leave empty to keep it.") % {
                "number": self.instance.masked_id_number
            }

    def clean_region(self) -> Region:
        region: Region = self.cleaned_data["region"]
        if not covers(self.user, region, WORKER_ROLES):
            raise ValidationError(_("%(region)s lies outside your area.") % {"region": region.full_name})
        return region


def only_region(user: Any, roles: Any) -> str | None:
    """The code of the user's region where there is one only: pickers then begin there."""
    codes = role_regions(user, roles)
    return codes[0] if len(codes) == 1 else None


class FindPersonForm(forms.Form):
    """Looking somebody up by what must not stand in an address: sent with POST."""

    number = forms.CharField(
        label=_("Phone or ID number"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )


class RoleGrantForm(forms.Form):
    """A role for somebody: who, what, where, how long."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    phone = PhoneField(help_text=_("Their own mobile phone: with it they log in."))
    role = forms.ChoiceField(label=_("Role"))
    region = RegionField(label=_("Region"), help_text=_("The role counts there and everywhere below."))
    valid_until = forms.DateField(
        label=_("Until"), required=False, widget=_date_input(), help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        # Wagtail's create view passes an instance; a grant is made by its service, not by this form.
        kwargs.pop("instance", None)
        super().__init__(*args, **kwargs)
        self.user = user
        roles = grantable_roles(user)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        if not user.is_superuser:
            self.fields["region"].within = only_region(user, user.roles)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        role, region = data.get("role"), data.get("region")
        if role and region and not can_grant(self.user, Role(role), region):
            self.add_error(
                "region", _("You may not give this role for %(region)s.") % {"region": region.full_name}
            )
        return data


class ConsentForm(forms.Form):
    """A consent that a worker was told of."""

    purpose = forms.ChoiceField(label=_("What for"), choices=ConsentPurpose.choices)
    given_on = forms.DateField(label=_("Given on"), widget=_date_input())
    method = forms.ChoiceField(
        label=_("How"),
        choices=[choice for choice in ConsentMethod.choices if choice[0] not in ("online", "roster")],
    )
    given_by = forms.CharField(
        label=_("Given by"),
        required=False,
        max_length=60,
        help_text=_("Guardian or relative, if not the person"),
    )


class MandateForm(forms.Form):
    """Who may see and act for a person."""

    name = forms.CharField(label=_("Name of the relative"), max_length=60)
    phone = PhoneField(help_text=_("With it they log in and see how the person is doing."))
    relation = forms.CharField(label=_("Relation"), max_length=40, help_text=_("Daughter, neighbour, …"))
    may_ask = forms.BooleanField(
        label=_("May ask for services"),
        required=False,
        help_text=_("They are paid with the person's time coins. The person is told each time."),
    )
    may_give = forms.BooleanField(
        label=_("May give time coins away"),
        required=False,
        help_text=_("To relatives or to the public pool. The person is told each time."),
    )
    valid_until = forms.DateField(
        label=_("Until"), required=False, widget=_date_input(), help_text=_("Empty: until somebody ends it.")
    )


class KinshipForm(forms.Form):
    """Naming a relative: enough to find exactly one person, and nothing more."""

    relation = forms.ChoiceField(label=_("My relative is my"), choices=KinRelation.choices)
    name = forms.CharField(label=_("Full name of the relative"), max_length=60)
    phone = PhoneField(required=False, mobile=False, label=_("Phone of the relative"))
    id_number = IDNumberField(
        required=False,
        label=_("Or the ID number"),
        help_text=_("One of the two is enough. The ID number itself is not kept."),
    )


class KinDocumentForm(forms.Form):
    """A worker saw that two people are relatives."""

    document = forms.ChoiceField(label=_("Document that I saw"), choices=KinDocument.choices)


class UnknownKinForm(KinDocumentForm):
    """The same where the relative has no file yet."""

    id_number = IDNumberField(
        label=_("ID number of the relative"), help_text=_("From the document; it is needed to know the age.")
    )
    phone = PhoneField(required=False, mobile=False, label=_("Phone of the relative"))
