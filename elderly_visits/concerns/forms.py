"""Raising a concern, and the steps in dealing with one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elderly_visits.concerns.enums import ConcernKind, Outcome, Referral, Severity
from facilities.models import Facility
from people.logins.models import User


def _text(label: Any, length: int = 500, rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class RaiseForm(forms.Form):
    """A concern that a worker notices outside a report."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=ConcernKind.choices, widget=forms.RadioSelect
    )
    severity = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
        initial=Severity.ROUTINE,
    )
    text = _text(_("What did you notice?"))


class NoteForm(forms.Form):
    note = _text(_("What was done?"))


class HandOverForm(forms.Form):
    """To whom; offered are those who work for this elder."""

    to = forms.ChoiceField(label=_("To whom?"))
    note = _text(_("What should they know?"), rows=2, required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._users = {str(user.pk): user for user, _role in colleagues}
        self.fields["to"].choices = [
            (str(user.pk), f"{user.display_name} · {role}") for user, role in colleagues
        ]

    @property
    def colleague(self) -> User:
        """The one chosen. Call `is_valid()` first."""
        return self._users[self.cleaned_data["to"]]


class CloseForm(forms.Form):
    """How it ended. A referral says where to; a care point is chosen among those nearest to the elder."""

    outcome = forms.ChoiceField(
        label=_("What was the outcome?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    referral = forms.ChoiceField(label=_("Referred to"), choices=Referral.choices, required=False)
    facility = forms.ModelChoiceField(
        label=_("Which care point?"), queryset=Facility.objects.none(), required=False
    )
    note = _text(_("What was done?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].queryset = Facility.objects.listed()
