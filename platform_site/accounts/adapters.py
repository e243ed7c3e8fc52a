"""allauth's adapters: log-in by phone and SMS code, second factor for staff."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.encryption import decrypt, encrypt
from common.forms import PhoneField
from common.installation import is_demonstration
from notifications.sms import SMSError, send_sms
from people.logins.models import User
from people.logins.selectors import proven_login
from people.logins.services import adopt_person, change_phone
from platform_site.policy import STAFF_SESSION_HOURS
from policies.selectors import value

# Where the last code lies for the demonstration's banner; written in demo mode only.
DEMO_CODE = "demo_code"


class AccountAdapter(DefaultAccountAdapter):
    """Phone numbers live on the user; codes go out by text message and, in demo mode, onto the page."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This is not the code we sent. Please check it against the text message."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts. Please wait a few minutes, then request a new code."
        ),
        "rate_limited": gettext_lazy("You tried again too quickly. Please wait half a minute and try again."),
        "phone_taken": gettext_lazy("This number is already used by another account."),
        "same_as_current": gettext_lazy("This is the number you already use."),
        "invalid_login": gettext_lazy("Please enter your mobile number."),
    }

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        kwargs.pop("label", None)
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        change_phone(user=user, phone=phone, verified=verified)

    def set_phone_verified(self, user: User, phone: str) -> None:
        change_phone(user=user, phone=phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return proven_login(phone)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Send the code. When the gateway does not take it, say so kindly where the code was asked for."""
        request = context.request
        minutes = account_settings.LOGIN_BY_CODE_TIMEOUT // 60
        text = _(
            "Your Shouwang code is %(code)s, valid for %(minutes)s minutes. Do not share it with "
            "anyone, including us."
        ) % {
            "code": code,
            "minutes": minutes,
        }
        try:
            send_sms(phone=phone, text=text, code=code, minutes=minutes)
        except SMSError as error:
            messages.error(
                request,
                _(
                    "The text message could not be sent just now. Please try again in a minute, "
                    "or ask your community worker."
                ),
            )
            raise ImmediateHttpResponse(HttpResponseRedirect(request.get_full_path())) from error
        if is_demonstration():
            request.session[DEMO_CODE] = code

    def send_account_already_exists_sms(self, phone: str) -> None:
        """To the owner of a number that somebody else wanted to make theirs."""
        text = _("Someone tried to use this number for another Shouwang account. Nothing was changed.")
        try:
            send_sms(phone=phone, text=text)
        except SMSError:
            # The one who asked learns nothing from it either way.
            return

    def login(self, request: HttpRequest, user: User) -> None:
        """Enter. A file that came with a roster is joined now; a workbench is not left open overnight."""
        super().login(request, user)
        request.session.pop(DEMO_CODE, None)
        adopt_person(user=user)
        if user.is_worker:
            request.session.set_expiry(round(value(STAFF_SESSION_HOURS) * 3600))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not again right after the second factor was given."""
        request = context.request
        fresh = time.time() - account_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(request, request.user)
        if any(record["method"] == "mfa" and record["at"] > fresh for record in records):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: secrets are stored encrypted, and an authenticator app shows a name people recognise."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code is not correct. Each code is valid for half a minute and can be used once: "
            "please enter the next one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.display_name
