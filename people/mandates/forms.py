"""Who may see and act for a person."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField, date_input
from people.mandates.enums import MandateConsent


class MandateForm(forms.Form):
    name = forms.CharField(label=_("Name of the relative"), max_length=60)
    phone = PhoneField(help_text=_("They use it to log in and see how the person is doing."))
    relation = forms.CharField(label=_("Relation"), max_length=40, help_text=_("Daughter, neighbour, …"))
    may_ask = forms.BooleanField(
        label=_("May request services"),
        required=False,
        help_text=_("They are paid with the person's time coins. The person is notified each time."),
    )
    may_give = forms.BooleanField(
        label=_("May give time coins away"),
        required=False,
        help_text=_("To relatives or to the public pool. The person is notified each time."),
    )
    how = forms.ChoiceField(
        label=_("How did the person agree?"),
        # Nothing is preselected: it is the one thing only the worker knows.
        choices=[
            ("", "—"),
            *((one.value, one.label) for one in MandateConsent if one != MandateConsent.UNKNOWN),
        ],
    )
    valid_until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: for the usual term, after which both are asked again."),
    )


class RenewForm(forms.Form):
    """The principal was asked again."""

    how = MandateForm.base_fields["how"]
