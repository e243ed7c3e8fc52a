"""Forms of log-in and second factor: fewer fields, bigger keys, the same checks as allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from people.logins.services import login_for_phone


def _code_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A code: digits on the phone's number keys, filled in from the text message where the phone offers it."""
    attrs = {
        "inputmode": "numeric",
        "autocomplete": "one-time-code",
        "autofocus": True,
        "maxlength": 12,
        "class": "code",
    }
    return forms.CharField(label=label, help_text=help_text, widget=forms.TextInput(attrs=attrs))


class LoginForm(account_forms.LoginForm):
    """One field: the mobile number. A number nobody used before gets a log-in of its own once the code proves it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        if not phone:
            self.add_error("login", get_adapter().validation_error("invalid_login"))
        elif not ratelimit.consume(context.request, action="request_login_code", key=phone):
            self.add_error("login", get_adapter().validation_error("too_many_login_attempts"))
        else:
            self.user = login_for_phone(phone=phone)
        return self.cleaned_data


class _CodeForm:
    """A form of allauth with our field for its code."""

    code_label = _("Code from the text message")
    code_help: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(self.code_label, self.code_help)


class ConfirmLoginCodeForm(_CodeForm, account_forms.ConfirmLoginCodeForm):
    """The code that a log-in waits for."""


class VerifyPhoneForm(_CodeForm, account_forms.VerifyPhoneForm):
    """The code that proves a new number."""


class ChangePhoneForm(account_forms.ChangePhoneForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("New mobile number")


class AuthenticateForm(_CodeForm, mfa_forms.AuthenticateForm):
    code_label = _("Code from your authenticator app")
    code_help = _("Don't have your phone? You can also use a recovery code.")


class ReauthenticateForm(_CodeForm, mfa_forms.ReauthenticateForm):
    code_label = _("Code from your authenticator app")


class ActivateTOTPForm(_CodeForm, totp_forms.ActivateTOTPForm):
    code_label = _("Code currently shown in the app")
