"""Form fields about people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField, date_input
from people.actors import AnyUser
from people.persons.id_numbers import birth_date, normalise_id_number
from people.persons.models import Person
from people.persons.selectors import Duplicate, likely_duplicates
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


def duplicates_of_entry(user: AnyUser, data: dict[str, Any]) -> list[Duplicate]:
    """Who may be meant by what was entered (the cleaned values of a form), as far as `user` may know."""
    if not data.get("name"):
        return []
    region = data.get("region")
    return likely_duplicates(
        user, name=data["name"], birth_date=_born(data), phone=data.get("phone") or "",
        id_number=data.get("id_number") or "", region=region.pk if region else "",
    )  # fmt: skip


class EntryForm(forms.Form):
    """What has been typed of a new file so far. What is not right yet is as if it were not there."""

    name = forms.CharField(max_length=60, required=False)
    birth_date = forms.DateField(required=False)
    id_number = IDNumberField(required=False)
    phone = PhoneField(required=False, mobile=False)
    region = RegionField(required=False)


class DuplicateCheck:
    """Asks once, when somebody new is saved, whether one of the likely duplicates is meant. Nothing typed is lost.

    The page tells of them while it is being filled in (people/duplicates.js). After saving it shows `duplicates` with a
    button for each (`use`, where `may_use`) and one that says it is somebody else (`different`); after a valid form
    `existing` is the file to go on with.
    """

    may_use = False
    duplicates: Sequence[Duplicate] = ()
    existing: Person | None = None
    user: AnyUser
    data: Any
    errors: Any

    def check_duplicates(self, data: dict[str, Any]) -> None:
        """Called at the end of `clean`, for new rows only."""
        if self.errors:
            return
        found = duplicates_of_entry(self.user, data)
        chosen = self.data.get("use", "") if self.may_use else ""
        if chosen:
            self.existing = next((row.person for row in found if row.person and str(row.pk) == chosen), None)
            if self.existing is not None:
                return
        # Those that were shown and said to be somebody else; new ones are asked about again.
        said = set(self.data.get("different", "").split(","))
        if any(str(row.pk) not in said for row in found):
            self.duplicates = found
            raise ValidationError(
                _(
                    "Somebody like this is registered already. Please look below whether it is the same person."
                ),
                code="duplicate",
            )

    @property
    def different(self) -> str:
        """What the button “somebody else” sends."""
        return ",".join(str(row.pk) for row in self.duplicates)


def _born(data: dict[str, Any]) -> date | None:
    number = data.get("id_number")
    return birth_date(number) if number else data.get("birth_date")


class PersonForm(DuplicateCheck, forms.ModelForm):
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

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.instance.pk:
            self.check_duplicates(data)
        return data

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
