from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timebank.certificates.enums import RevocationReason
from timebank.certificates.selectors import MOST_FILE_BYTES
from timebank.ledger.forms import PeriodForm


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
        help_text=_("It begins with SW and is printed below the title."),
    )
    name = forms.CharField(
        label=_("Name on the certificate (if you want it checked)"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The PDF file"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("It is only compared, not stored. At most 5 MB."),
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
        help_text=_("Anyone who verifies the certificate sees this."),
        choices=[choice for choice in RevocationReason.choices if choice[0] != RevocationReason.CORRECTED],
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the file only: what happened, and who reported it."),
    )
