"""Log-ins of the demonstration: the second factor of its staff, shown where it is asked for.

Only for log-ins with a number of the demonstration's range (common.phones), and shown in demo mode only: real staff who
try the demonstration with their own phone keep their second factor to themselves.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from common.installation import is_demonstration
from common.phones import DEMO_PREFIX
from people.logins.models import User


def is_demo_login(user: User) -> bool:
    """Whether `user` is a log-in of the demonstration: its number reaches nobody, and it does not run the site."""
    return bool(user.phone and user.phone.startswith(DEMO_PREFIX) and not user.is_superuser)


def enrol_demo_totp(user: User) -> None:
    """Give a demo log-in its second factor. Repeating it changes nothing.

    The secret follows from the installation's key and the phone, so that an authenticator app set up once still fits
    after the demonstration is loaded anew. Raises ImproperlyConfigured for any other log-in.
    """
    if not is_demo_login(user):
        raise ImproperlyConfigured(
            "Only log-ins of the demonstration get a second factor that is shown on the page."
        )
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return
    digest = hmac.new(
        settings.SECRET_KEY.encode(), f"demo totp {user.phone}".encode(), hashlib.sha256
    ).digest()
    TOTP.activate(user, base64.b32encode(digest[:20]).decode())


def demo_totp_code(user: User) -> str | None:
    """A code that opens now, for the page that asks for it; None outside demo mode and for everybody but demo log-ins.

    A code opens once: after it was used the next one is shown, within the tolerance that the check allows.
    """
    if not (is_demonstration() and is_demo_login(user)):
        return None
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return None
    secret = decrypt(authenticator.data["secret"])
    counter = int(time.time()) // mfa_settings.TOTP_PERIOD
    tolerance = mfa_settings.TOTP_TOLERANCE
    codes = [
        format_hotp_value(hotp_value(secret, counter + step))
        for step in sorted(range(-tolerance, tolerance + 1), key=abs)
    ]
    unused = [code for code in codes if not cache.get(authenticator.wrap()._get_used_cache_key(code))]
    return (unused or codes)[0]
