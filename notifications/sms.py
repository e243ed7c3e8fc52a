"""Text messages: one small class between us and the gateway."""

from __future__ import annotations

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger("shouwang.sms")


class SMSError(Exception):
    """The gateway did not take the message; it may be tried again."""


class SMSBackend(Protocol):
    def send(self, *, phone: str, text: str) -> None:
        """Send `text` to `phone` (E.164). Raises `SMSError` when the gateway did not take it."""


class ConsoleSMS:
    """Writes messages to the log: the embedded default, and the demonstration."""

    def send(self, *, phone: str, text: str) -> None:
        logger.info("SMS to …%s: %s", phone[-4:], text)


def backend() -> SMSBackend:
    """The configured backend (`SMS_BACKEND`, with `SMS_OPTIONS` as keyword arguments)."""
    return import_string(settings.SMS_BACKEND)(**settings.SMS_OPTIONS)
