"""Form fields about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField, date_input
from people.actors import AnyUser
from people.persons.id_numbers import normalise_id_number
from people.persons.models import Person
from regions.forms import RegionField
from regions.models import Region
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers, only_region


class IDNumberField(forms.CharField):
    """A citizen identification number, checked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("ID number"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "maxlength": 24}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalise_id_number(text) if text else ""


class PersonForm(forms.ModelForm):
    """A person's file in the workbench. An empty ID number on a file that has one leaves it as it is."""

    id_number = IDNumberField(required=False)
    phone = PhoneField(required=False, mobile=False, label=_("Phone"))
    region = RegionField(label=_("Home region"))

    class Meta:
        model = Person
        fields = ["name", "sex", "birth_date", "phone", "region"]
        widgets = {"birth_date": date_input()}

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
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
            raise ValidationError(_("%(region)s is outside your area.") % {"region": region.full_name})
        return region


class FindPersonForm(forms.Form):
    """Looking somebody up by what must not stand in an address: sent with POST."""

    number = forms.CharField(
        label=_("Phone or ID number"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
