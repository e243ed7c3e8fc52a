"""The error that every refusal of the time bank is; each room has its own below it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class TimebankError(Exception):
    """Nothing was booked. `str()` of it may be shown."""

    message: Any = _("The time bank could not do this.")

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or self.message)
