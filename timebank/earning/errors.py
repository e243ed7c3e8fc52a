from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from timebank.errors import TimebankError


class RecordError(TimebankError):
    """A service cannot be recorded as given. `field` names what is wrong, as in `record_service`."""

    def __init__(self, field: str, message: Any) -> None:
        self.field = field
        super().__init__(message)


class AlreadyCorrected(TimebankError):
    message = _("This record has already been corrected. Please correct the newer record.")


class OwnRecord(TimebankError):
    message = _("You cannot correct your own record. Please ask a colleague.")


class NoticeOver(TimebankError):
    message = _("This star is no longer on public notice.")


class ObjectionRefused(TimebankError):
    """An objection, or a decision about one, cannot be taken as given. `field` names what is wrong."""

    def __init__(self, field: str, message: Any) -> None:
        self.field = field
        super().__init__(message)


class NothingToCorrect(TimebankError):
    message = _("The correction is identical to the record.")


class TooYoungToAgree(TimebankError):
    message = _("If you are under 14, a parent or guardian must agree for you. Please ask your community.")
