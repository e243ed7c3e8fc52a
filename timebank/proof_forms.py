"""Forms of the papers: which period, which number, which file."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.forms import RegionField
from timebank.enums import RevocationReason
from timebank.selectors.certificates import MOST_FILE_BYTES

EARLIEST = date(2000, 1, 1)
# An export of more than a year is made year by year, so that what was taken stays easy to say.
LONGEST_EXPORT = timedelta(days=366)


class DayField(forms.DateField):
    """A day of this century until today."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("A day is written like 2026-01-31.")}
    input_formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]

    def to_python(self, value: Any) -> date | None:
        return super().to_python(value[:20] if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < EARLIEST:
            raise forms.ValidationError(_("This day lies too far back."))
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
            self.add_error("until", _("The first day must not come after the last."))
        return data


class CertificateForm(PeriodForm):
    """Ask for a certificate. `once` makes a double click one certificate."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class NumberForm(forms.Form):
    """A number typed off a paper, and the name beside it."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("It begins with SW and stands below the title."),
    )
    name = forms.CharField(
        label=_("Name on the certificate (if you want it compared)"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The PDF file"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("It is compared and not kept. At most 5 MB."),
        allow_empty_file=True,
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Our certificates are much smaller."))
        return upload


class RevocationForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Whoever checks the certificate sees this."),
        choices=[choice for choice in RevocationReason.choices if choice[0] != RevocationReason.CORRECTED],
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the file only: what happened, who said so."),
    )


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
        help_text=_("It stands in the access log beside your name."),
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
