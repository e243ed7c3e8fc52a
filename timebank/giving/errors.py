from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from timebank.errors import TimebankError


class GivingError(TimebankError):
    """Something cannot be given as asked. `field` names what is wrong in the form, "" for the whole."""

    def __init__(self, message: Any, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class PlanChanged(TimebankError):
    message = _("Something has changed in the meantime. Please check again before you confirm.")


class SettlementError(TimebankError):
    """An account cannot be settled, or a settlement not taken back, as things stand."""
