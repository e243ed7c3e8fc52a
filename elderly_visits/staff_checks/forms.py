"""What a check of a visit by staff brought, and how somebody was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elderly_visits.staff_checks.enums import Way
from elderly_visits.staff_checks.selectors import Number
from timebank.oversight.forms import CallForm


class StaffCallForm(CallForm):
    """`numbers` are those on file, those that count first; somebody may also have gone there."""

    way = forms.ChoiceField(label=gettext_lazy("How was the elder asked?"), widget=forms.RadioSelect)
    field_order = ("way", "result", "note", "attempt")

    def __init__(self, *args: Any, numbers: Sequence[Number], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [
            *((one.key, _label(one)) for one in numbers),
            (Way.IN_PERSON.value, _("In person, by somebody who did not make the visit")),
        ]


def _label(number: Number) -> str:
    said = f"{number.way.label}: {number.masked}"
    return said if number.counts else f"{said} · {_('a yes by this number does not confirm the visit')}"
