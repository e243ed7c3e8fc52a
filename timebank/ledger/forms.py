from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import date_input
from regions.forms import RegionField

EARLIEST = date(2000, 1, 1)
# An export of more than a year is made year by year, so that what was taken stays easy to say.
LONGEST_EXPORT = timedelta(days=366)


class DayField(forms.DateField):
    """A day of this century until today."""

    widget = date_input()
    default_error_messages = {"invalid": _("Write the date like 2026-01-31.")}
    input_formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]

    def to_python(self, value: Any) -> date | None:
        return super().to_python(value[:20] if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < EARLIEST:
            raise forms.ValidationError(_("This date is too far in the past."))
        if value > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))


class PeriodForm(forms.Form):
    """From one day to another, both included; empty fields mean what the subclass says."""

    since = DayField(label=_("First day"), required=False)
    until = DayField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The first day must not be after the last."))
        return data


class ExportForm(PeriodForm):
    region = RegionField(label=_("Region"))
    format = forms.ChoiceField(
        label=_("File"),
        choices=[("csv", _("CSV (any number of rows)")), ("xlsx", _("XLSX (up to 20,000 rows)"))],
    )
    with_id_number = forms.BooleanField(label=_("With ID numbers"), required=False)
    reason = forms.CharField(
        label=_("What it is for"),
        min_length=4,
        max_length=120,
        help_text=_("It is recorded in the access log with your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].required = self.fields["until"].required = True
        self.order_fields(["region", "since", "until", "format", "with_id_number", "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until - since > LONGEST_EXPORT:
            self.add_error("until", _("At most a year at a time."))
        return data
