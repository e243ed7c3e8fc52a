"""Forms of log-in and second factor: fewer fields, bigger keys, the same checks as allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from common.phones import DEMO_PREFIX
from people.logins.services import login_for_phone
from platform_site.accounts import devices, limits, question


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
    """One field: the mobile number. A number nobody used before gets a log-in of its own once the code proves it.

    Where many codes were asked for before, an easy question comes along.
    """

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True
        if question.current(self.request.session) is not None:
            self._show_question()
        elif not self.is_bound and not devices.token_hash(self.request) and limits.must_answer(self.request):
            # Who was here before is asked only if the number turns out to be another's.
            self._ask_question()

    @property
    def question(self) -> str:
        """The text of the question, for whoever has it read aloud."""
        return str(self.fields["answer"].label) if "answer" in self.fields else ""

    def _ask_question(self) -> None:
        question.ask(self.request.session)
        self._show_question()
        if self.is_bound:
            self.data = self.data.copy()
            self.data.pop("answer", None)

    def _show_question(self) -> None:
        asked = question.current(self.request.session)
        if asked is not None:
            self.fields["answer"] = forms.CharField(
                label=asked.text,
                required=False,
                max_length=20,
                help_text=_(
                    "So that machines do not send codes to people who asked for none. If you cannot answer it, call "
                    "your community worker or 12345."
                ),
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
            )

    def _answers_question(self) -> bool:
        """Whether no question stands between this number and its code; else one is asked."""
        phone = self.cleaned_data["login"]
        if not limits.must_answer(self.request, phone):
            return True
        waited = "answer" in self.fields
        if waited and question.answered(self.request.session, self.cleaned_data.get("answer", "")):
            return True
        self._ask_question()
        self.add_error(
            "answer",
            _("This is not the answer. Here is another question.")
            if waited
            else _("Please answer this first; then the code is sent."),
        )
        return False

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        if not phone:
            self.add_error("login", get_adapter().validation_error("invalid_login"))
            return self.cleaned_data
        try:
            limits.check_code(self.request, phone)
        except limits.LimitReached as reached:
            self.add_error("login", reached.sentence)
            return self.cleaned_data
        if self._answers_question():
            self.user = login_for_phone(phone=phone)
        return self.cleaned_data


class CountedCodeForm:
    """A form of allauth with our field for its code, which counts each code before it is looked at and takes the right
    ones off again (platform_site.accounts.limits).
    """

    code_label = _("Code from the text message")
    code_help: Any = ""
    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(self.code_label, self.code_help)

    def tried_phone(self) -> str:
        """The number whose code is tried; "" for a second factor."""
        return ""

    def clean_code(self) -> str:
        login = getattr(self, "user", None)
        phone = self.tried_phone()
        try:
            counted = limits.take_try(context.request, phone=phone, login=None if phone else login)
        except limits.LimitReached as reached:
            raise forms.ValidationError(reached.sentence, code="limit") from reached
        code: str = super().clean_code()  # type: ignore[misc]
        limits.give_back(counted)
        return code


class ConfirmLoginCodeForm(CountedCodeForm, account_forms.ConfirmLoginCodeForm):
    """The code that a log-in waits for."""

    def tried_phone(self) -> str:
        return str(context.request._login_stage.state["phone"])


class VerifyPhoneForm(CountedCodeForm, account_forms.VerifyPhoneForm):
    """The code that proves a new number."""

    def tried_phone(self) -> str:
        return str(self.phone)


class ProveOldPhoneForm(CountedCodeForm, account_forms.BaseConfirmCodeForm):
    """The code that was sent to the number one logs in with now."""

    def __init__(self, *args: Any, phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phone = phone

    def tried_phone(self) -> str:
        return self.phone


class ChangePhoneForm(account_forms.ChangePhoneForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("New mobile number")

    def clean_phone(self) -> str:
        phone: str = super().clean_phone()
        if phone.startswith(DEMO_PREFIX) and self.phone and not self.phone.startswith(DEMO_PREFIX):
            raise forms.ValidationError(_("Numbers that begin with 100 belong to the demonstration."))
        return phone


class AuthenticateForm(CountedCodeForm, mfa_forms.AuthenticateForm):
    code_label = _("Code from your authenticator app")
    code_help = _("Don't have your phone? You can also use a recovery code.")


class ReauthenticateForm(CountedCodeForm, mfa_forms.ReauthenticateForm):
    code_label = _("Code from your authenticator app")


class ActivateTOTPForm(CountedCodeForm, totp_forms.ActivateTOTPForm):
    code_label = _("Code currently shown in the app")
