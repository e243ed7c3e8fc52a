"""A fresh code to the old number before a log-in moves to a new one: an unlocked screen alone moves nothing."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from django.http import HttpRequest

_STATE = "old_phone_code"
_PROVEN = "old_phone_proven"
# Long enough to find the new phone and to read its code.
_FRESH_SECONDS = 20 * 60


class OldPhoneProcess(AbstractCodeVerificationProcess):
    """allauth's process for codes (tries, time, sending again), for a number that is known already."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            user=request.user,
            state=state,
            timeout=app_settings.PHONE_VERIFICATION_TIMEOUT,
            max_attempts=app_settings.PHONE_VERIFICATION_MAX_ATTEMPTS,
        )

    @classmethod
    def start(cls, request: HttpRequest) -> OldPhoneProcess:
        user = request.user
        process = cls(request, cls.initial_state(user=user, phone=user.phone))  # type: ignore[union-attr]
        process.send()
        return process

    @classmethod
    def resume(cls, request: HttpRequest) -> OldPhoneProcess | None:
        """The code that is waited for; None when none was sent, it is too old, or the number is another by now."""
        state = request.session.get(_STATE)
        if not state or state["phone"] != request.user.phone:  # type: ignore[union-attr]
            return None
        process: OldPhoneProcess | None = cls(request, state).abort_if_invalid()
        return process

    def send(self) -> None:
        phone = self.state["phone"]
        adapter = get_adapter()
        code = adapter._generate_phone_verification_code_compat(user=self.user, phone=phone)
        adapter.send_verification_code_sms(user=self.user, phone=phone, code=code)
        self.state["code"] = code
        self.persist()

    def persist(self) -> None:
        self.request.session[_STATE] = self.state

    def abort(self) -> None:
        self.request.session.pop(_STATE, None)

    def finish(self) -> None:
        """The code was right: for a while the number may be changed in this session."""
        self.request.session[_PROVEN] = {"phone": self.state["phone"], "at": time.time()}
        self.abort()


def is_proven(request: HttpRequest) -> bool:
    """Whether the number may be changed now: the old one was proven, or there is none."""
    user = request.user
    if not user.is_authenticated:
        return False
    if not (user.phone and user.phone_verified):
        return True
    proof = request.session.get(_PROVEN) or {}
    return bool(proof.get("phone") == user.phone and time.time() - proof["at"] <= _FRESH_SECONDS)


def forget(request: HttpRequest) -> None:
    """One proof, one change."""
    request.session.pop(_PROVEN, None)
