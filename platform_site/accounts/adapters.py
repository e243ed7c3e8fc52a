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
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.encryption import decrypt, encrypt
from common.forms import PhoneField
from common.web import visitor_address
from notifications.models import Channel
from notifications.services import notify
from notifications.sms import SMSError, send_sms
from people.logins.models import User
from people.logins.selectors import proven_login
from people.logins.services import adopt_person, change_phone, remember_device
from people.persons.models import Person
from people.phone_changes.services import change_own_phone
from platform_site.accounts import devices, limits, old_phone
from platform_site.accounts.demo_codes import shows_code
from platform_site.policy import NEW_DEVICE_SMS, STAFF_SESSION_HOURS
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
        """Only for a log-in that has no number of its own yet."""
        if user.phone_verified:
            raise PermissionDenied
        change_phone(user=user, phone=phone, verified=verified)

    def set_phone_verified(self, user: User, phone: str) -> None:
        """A code proved `phone`. To another number than the own one it takes a proof of that one, too."""
        request = context.request
        if not (user.phone and user.phone_verified) or user.phone == phone:
            change_phone(user=user, phone=phone, verified=True)
            return
        if request.user.pk != user.pk or not old_phone.is_proven(request):
            raise PermissionDenied
        change_own_phone(user=user, phone=phone, session_key=request.session.session_key or "")
        old_phone.forget(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """By which allauth counts and lists sessions: the visitor's, never a proxy's."""
        if address := visitor_address(request):
            return address
        raise PermissionDenied

    def get_user_by_phone(self, phone: str) -> User | None:
        return proven_login(phone)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Send the code, within the limits: no code goes out elsewhere.

        When the gateway does not take it, say so kindly where the code was asked for.
        """
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
            counted = limits.take_code(request, phone)
        except limits.LimitReached as reached:
            messages.error(request, reached.sentence)
            raise ImmediateHttpResponse(HttpResponseRedirect(request.get_full_path())) from reached
        request.session.pop(DEMO_CODE, None)
        try:
            send_sms(phone=phone, text=text, code=code, minutes=minutes)
        except SMSError as error:
            limits.give_back(counted)
            messages.error(
                request,
                _(
                    "The text message could not be sent just now. Please try again in a minute, "
                    "or ask your community worker."
                ),
            )
            raise ImmediateHttpResponse(HttpResponseRedirect(request.get_full_path())) from error
        if shows_code(user, phone):
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

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The session is listed now: note from which device, and tell the person of one never seen before."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        token, hashed = "", devices.token_hash(request)
        if not hashed:
            token, hashed = devices.new_token()
        known_before = not remember_device(
            user=user, token_hash=hashed, session_key=request.session.session_key or ""
        )
        if not known_before:
            _tell_of_new_device(request, user)
        devices.set_cookie(response, token or request.COOKIES[devices.COOKIE])
        return response

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


def _tell_of_new_device(request: HttpRequest, user: User) -> None:
    """Among the messages, and by text message as the city decides; staff always by text message."""
    person = Person.objects.filter(user=user).first()
    if person is None:
        return
    by_sms = user.is_worker or value(NEW_DEVICE_SMS)
    notify(
        person=person,
        kind="new_device",
        subject=_("Log-in from a new device"),
        body=_(
            "%(device)s, internet address %(address)s. If that was you, nothing is to be done. If not, log out all "
            "devices under “My account”, and tell your community worker or call 12345."
        )
        % devices.here(request),
        key=f"new-device:{user.pk}:{request.session.session_key}"[:120],
        link=reverse("usersessions_list"),
        channel=Channel.SMS if by_sms else Channel.INBOX,
        # To the number that proved itself: the one in the file is what somebody typed.
        phone=user.phone or "",
    )
