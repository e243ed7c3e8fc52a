"""A gateway that keeps what it was given, and one that is out of order."""

from __future__ import annotations

from notifications.sms import SMSError


class Recorded:
    """Set `SMS_BACKEND` to this class: every text message lands in `sent` as (phone, text, code)."""

    sent: list[tuple[str, str, str]] = []

    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        self.sent.append((phone, text, code))


class OutOfOrder:
    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        raise SMSError("LimitExceeded.AppDailyLimit: limit reached")
