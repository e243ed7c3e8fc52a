from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions.models import Region
from timebank.giving.selectors.relatives import Relative
from timebank.ledger.enums import AccountKind, SettlementCause

# More hours than anybody's life has; larger numbers are slips of the pen.
MOST_HOURS = 1_000_000
POOL = "pool"


def _hours(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        **more,
    )


def relative_choices(relatives: Sequence[Relative]) -> list[tuple[str, str]]:
    """Those one may give to, as choices: 'Li Si · Father or mother'."""
    return [
        (str(one.kinship.uuid), f"{one.person.name} · {one.relation.label}")
        for one in relatives
        if one.allowed
    ]


def choices_of(form: forms.Form) -> dict[str, Any]:
    """The fields of a form, whose kinds the type checker does not know."""
    return form.fields


class RelativesForm(forms.Form):
    """A form in which one of the `relatives` can be chosen: by the uuid of the kinship."""

    def __init__(self, *args: Any, relatives: Sequence[Relative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.relatives = {str(one.kinship.uuid): one for one in relatives}


class GiveForm(RelativesForm):
    """To whom, and how much. `to` is the uuid of a kinship, the code of an area, or the pool."""

    to = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("From which account"), widget=forms.RadioSelect)
    hours = _hours(pgettext_lazy("amount", "Hours"), required=False)
    minutes = forms.IntegerField(
        label=pgettext_lazy("amount", "Minutes"),
        required=False,
        min_value=0,
        max_value=59,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 59}),
    )

    def __init__(
        self,
        *args: Any,
        relatives: Sequence[Relative],
        areas: Sequence[Region],
        has_group_hours: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, relatives=relatives, **kwargs)
        self.areas = {area.pk: area for area in areas}
        choices_of(self)["to"].choices = [
            *relative_choices(relatives),
            *(
                (code, _("A person in difficulty in %(place)s") % {"place": area.short_name})
                for code, area in self.areas.items()
            ),
            (POOL, _("The public pool of my county")),
        ]
        if has_group_hours:
            choices_of(self)["source"].choices = [
                (AccountKind.PERSONAL.value, _("My own time coins")),
                (AccountKind.DONATE_ONLY.value, _("Earned by our group (can only be donated)")),
            ]
            self.fields["source"].initial = AccountKind.PERSONAL.value
        else:
            del self.fields["source"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self._amount(data):
            self.add_error("hours", ValidationError(_("Please say how much you want to give.")))
        return data

    @staticmethod
    def _amount(data: dict[str, Any]) -> int:
        return int((data.get("hours") or 0) * 60 + (data.get("minutes") or 0))

    @property
    def amount(self) -> int:
        return self._amount(self.cleaned_data)


class ConfirmForm(forms.Form):
    """What the confirm page sends along: one key a form, and what was shown."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    agreed = forms.CharField(max_length=60, widget=forms.HiddenInput)


class StandingForm(RelativesForm):
    """'Keep … hours, what is above goes to …'."""

    threshold = _hours(_("Hours I want to keep"))
    to = forms.ChoiceField(label=_("The excess goes to"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, relatives: Sequence[Relative], **kwargs: Any) -> None:
        super().__init__(*args, relatives=relatives, **kwargs)
        choices_of(self)["to"].choices = [
            (POOL, _("The public pool of my county")),
            *relative_choices(relatives),
        ]


class NomineeForm(RelativesForm):
    """Whom the coins go to one day."""

    relative = forms.ChoiceField(label=_("My relative"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, relatives: Sequence[Relative], **kwargs: Any) -> None:
        super().__init__(*args, relatives=relatives, **kwargs)
        choices_of(self)["relative"].choices = relative_choices(relatives)


class SettleForm(forms.Form):
    """Why an account is settled, and the preview that was looked at."""

    cause = forms.ChoiceField(
        label=_("Why"),
        choices=SettlementCause.choices,
        help_text=_("A departure is announced by one worker first, and then settled by another."),
    )
    agreed = forms.CharField(max_length=120, widget=forms.HiddenInput)


class UndoSettlementForm(forms.Form):
    """Why a settlement was a mistake."""

    reason = forms.CharField(
        label=_("Reason for the reversal"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
