"""Forms about two files of one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.persons.models import Person


class ProposeForm(forms.Form):
    """Which other file, which one stays, and how it is known."""

    other = forms.ModelChoiceField(
        label=_("The other file"), queryset=Person.objects.none(), empty_label=None
    )
    stays = forms.ChoiceField(
        label=_("Which file stays?"),
        choices=[("this", _("This file")), ("other", _("The other one"))],
        initial="this",
        widget=forms.RadioSelect,
    )
    # What the second person and an auditor go by.
    reason = forms.CharField(
        label=_("How do you know that they are one person?"),
        max_length=300,
        help_text=_("Asked at home, seen the ID card, …"),
    )

    def __init__(self, *args: Any, others: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.queryset = Person.objects.filter(pk__in=[one.pk for one in others]).select_related("region")
        field.label_from_instance = _label


def _label(person: Person) -> str:
    parts = [person.name, person.get_sex_display(), str(person.birth_date or ""), person.masked_phone]
    return " · ".join(part for part in [*parts, str(person.region or "")] if part)


class UndoForm(forms.Form):
    reason = forms.CharField(label=_("How do you know that they are two people?"), max_length=300)
