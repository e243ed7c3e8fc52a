"""Going through the doors of log-in as a browser does."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.sms import Recorded

NEW = "+8613800138000"


def ask_for_code(client: Client, phone: str, **fields: str) -> Any:
    return client.post(reverse("account_login"), {"login": phone, **fields})


def enter(client: Client, code: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"action": "verify", "code": code})


def last_code() -> str:
    return next(code for _phone, _text, code in reversed(Recorded.sent) if code)


def codes_to(phone: str) -> int:
    return sum(1 for number, _text, code in Recorded.sent if number == phone and code)


def texts_to(phone: str) -> list[str]:
    return [text for number, text, code in Recorded.sent if number == phone and not code]


def log_in_by_code(phone: str, client: Client | None = None) -> Client:
    client = client or Client()
    ask_for_code(client, phone)
    enter(client, last_code())
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def prove_old_number(client: Client) -> Any:
    client.post(reverse("account_old_phone"), {"action": "send"})
    return client.post(reverse("account_old_phone"), {"action": "verify", "code": last_code()})
