"""allauth's adapters: log-in by phone and SMS code, second factor for staff."""

from __future__ import annotations

from typing import Any

import phonenumbers
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from notifications.sms import SMSError, backend
from people.models import User
from people.phones import normalise_phone


class AccountAdapter(DefaultAccountAdapter):
    """Phone numbers live on the user; codes go out by text message and, in demo mode, onto the page."""

    def phone_form_field(self, **kwargs: Any) -> Any:
        from people.forms import PhoneField

        return PhoneField(**kwargs)

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        self._send_code(phone, code)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        text = _("Somebody asked for a log-in code for this number, but it is not registered with Shouwang.")
        backend().send(phone=phone, text=text)
