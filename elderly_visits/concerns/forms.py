"""Raising a concern, and the steps in dealing with one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import text_area
from elderly_visits.concerns.enums import ConcernKind, Outcome, Referral, Severity
from elderly_visits.concerns.wording import READY
from facilities.models import Facility
from people.logins.models import User


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
    text = text_area(_("What did you notice?"), 500, 3)


class NoteForm(forms.Form):
    note = text_area(_("What was done?"), 500, 3)


class HandOverForm(forms.Form):
    """To whom; offered are those who work for this elder."""

    to = forms.ChoiceField(label=_("To whom?"))
    note = text_area(_("What should they know?"), 500, 2, required=False)

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
    """How it ended. A referral says where to; a care point is chosen among those nearest to the elder.

    A ready-made text brings its outcome along; whatever is chosen or written beside it counts first. In an emergency
    (`own_words`) there is none: what was done there is told in words of one's own.
    """

    ready = forms.ChoiceField(
        label=_("What was done?"),
        choices=[(key, one.text) for key, one in READY.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("What was the outcome?"), choices=Outcome.choices, widget=forms.RadioSelect, required=False
    )
    referral = forms.ChoiceField(label=_("Referred to"), choices=Referral.choices, required=False)
    facility = forms.ModelChoiceField(
        label=_("Which care point?"), queryset=Facility.objects.none(), required=False
    )
    note = text_area(_("In your own words"), 500, 3, required=False)

    def __init__(self, *args: Any, own_words: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].queryset = Facility.objects.listed()
        if own_words:
            del self.fields["ready"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if ready := READY.get(data.get("ready", "")):
            data["note"] = data.get("note") or str(ready.text)
            if not data.get("outcome"):
                data |= {
                    "outcome": ready.outcome.value,
                    "referral": data.get("referral") or ready.referral.value,
                }
        required = _("Please choose an answer.")
        if not data.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", required)
        if not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("Please describe what was done."))
        return data
