"""What can be wrong with a request to the time bank: each error says it in words that can be shown to the person.

`str(error)` is the message in the language of the moment. Upper floors catch `TimebankError` and show it; nothing has
been written when one is raised.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from timebank.wording import spoken_amount


class TimebankError(Exception):
    """Nothing was booked. `str()` of it may be shown."""

    message: Any = _("The time bank could not do this.")

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or self.message)


class LedgerError(TimebankError):
    """A transfer was refused."""


class InsufficientBalance(LedgerError):
    """The account has less than is to be paid out. `available` and `needed` are in its unit."""

    def __init__(self, *, available: int, needed: int, unit: str) -> None:
        self.available, self.needed, self.unit = available, needed, unit
        super().__init__(
            _("There is not enough on this account: %(available)s can be used, %(needed)s would be needed.")
            % {"available": spoken_amount(available, unit), "needed": spoken_amount(needed, unit)}
        )


class AccountClosed(LedgerError):
    message = _("This account is closed.")


class AccountNotEmpty(LedgerError):
    message = _("An account can be closed once nothing is left on it and nothing is reserved.")


class AmountNotPositive(LedgerError):
    message = _("The amount must be a whole number above zero.")


class AmountTooLarge(LedgerError):
    message = _("The amount is too large.")


class AmountAboveReservation(LedgerError):
    message = _("More cannot be booked than was reserved.")


class SameAccount(LedgerError):
    message = _("An amount cannot go from an account to the same account.")


class UnitMismatch(LedgerError):
    message = _("Time coins and service points cannot be exchanged for one another.")


class IssueWithoutService(LedgerError):
    message = _("Time coins are issued for a recorded service only.")


class KeyInvalid(LedgerError):
    message = _("A transfer needs a key of 1 to 200 characters.")


class KeyConflict(TimebankError):
    """The key was used before, for something else. A replay of the same thing is no conflict."""

    message = _("This was booked before with other content. Nothing was changed.")


class NotReserved(LedgerError):
    message = _("This is not a reservation.")


class AlreadyResolved(LedgerError):
    message = _("This reservation has been settled already.")


class ReservationExpired(LedgerError):
    """The reservation's time has passed; it can only be let go."""

    def __init__(self, expired_at: datetime) -> None:
        when = date_format(timezone.localtime(expired_at), "DATETIME_FORMAT")
        super().__init__(_("This reservation ended at %(when)s.") % {"when": when})


class CannotUndo(LedgerError):
    message = _("Only a booked transfer can be undone, and an undoing cannot be undone itself.")


class AlreadyUndone(LedgerError):
    message = _("This transfer has been undone already.")


class RecordError(TimebankError):
    """A service cannot be recorded as given. `field` names what is wrong, as in `record_service`."""

    def __init__(self, field: str, message: Any) -> None:
        self.field = field
        super().__init__(message)


class AlreadyCorrected(TimebankError):
    message = _("This record was corrected before. Correct the newer record.")


class OwnRecord(TimebankError):
    message = _("Nobody corrects a record of their own. Please ask a colleague.")


class NothingToCorrect(TimebankError):
    message = _("The correction says the same as the record.")


class GivingError(TimebankError):
    """Something cannot be given as asked. `field` names what is wrong in the form, "" for the whole."""

    def __init__(self, message: Any, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class PlanChanged(TimebankError):
    message = _("Something has changed since you looked. Please look once more before you confirm.")


class SettlementError(TimebankError):
    """An account cannot be settled, or a settlement not taken back, as things stand."""
