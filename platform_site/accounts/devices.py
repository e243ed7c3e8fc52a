"""The browser somebody logs in with: whether it was here before, and what people call it.

A browser keeps a random cookie once somebody has logged in with it. It opens nothing. By it a log-in from elsewhere is
told to the person, and whoever comes back with the own phone is not stopped by limits that strangers used up.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from common.web import visitor_address
from people.logins.selectors import knows_device

COOKIE = "device"
# Browsers keep a cookie for 400 days at most. A device from which nobody logged in for so long is forgotten.
KEPT_DAYS = 400

# What stands in a browser's name of itself, the first that fits: browsers name others to be taken for them.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("HuaweiBrowser", "Huawei"),
    ("MiuiBrowser", "MIUI"),
    ("MQQBrowser", "QQ"),
    ("QQBrowser", "QQ"),
    ("UCBrowser", "UC"),
    ("SamsungBrowser", "Samsung"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def token_hash(request: HttpRequest) -> str:
    """What is kept of the cookie of this browser; "" for one that was never here."""
    token = request.COOKIES.get(COOKIE, "")
    return _hash(token) if token else ""


def is_known_device(request: HttpRequest, phone: str) -> bool:
    """Whether the owner of this number has logged in with this browser before."""
    return knows_device(phone, token_hash(request))


def new_token() -> tuple[str, str]:
    """A cookie for a browser that has none, and what is kept of it."""
    token = secrets.token_urlsafe(32)
    return token, _hash(token)


def set_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=KEPT_DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def device_words(user_agent: str) -> str:
    """What somebody recognises the own device by: "WeChat, iPhone"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser == "WeChat":
        browser = _("WeChat")
    return _(", ").join(part for part in (browser, system) if part) or _("Unknown device")


def coarse_address(address: str) -> str:
    """The part of an address that stays the same at home: enough to recognise, too little to follow somebody."""
    if ":" in address:
        return ":".join(address.split(":")[:3]) + ":…"
    return ".".join(address.split(".")[:2]) + ".…" if address else "—"


def here(request: HttpRequest) -> dict[str, str]:
    """Device and address of this request in words, for a message to the person."""
    return {
        "device": device_words(request.headers.get("User-Agent", "")),
        "address": coarse_address(visitor_address(request)),
    }


def _hash(token: str) -> str:
    return salted_hmac("shouwang.device", token, algorithm="sha256").hexdigest()
