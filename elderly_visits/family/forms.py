"""What the family may tell the worker."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import text_area


class FamilyMessageForm(forms.Form):
    text = text_area(
        _("What has changed?"), 400, 3,
        help_text=_(
            "For example: she is in hospital; he is staying with us until Sunday; please come in the "
            "afternoon …"
        ),
    )  # fmt: skip
