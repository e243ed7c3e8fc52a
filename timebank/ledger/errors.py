from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from timebank.errors import TimebankError
from timebank.ledger.wording import spoken_amount


class LedgerError(TimebankError):
    """A transfer was refused."""


class InsufficientBalance(LedgerError):
    """The account has less than is to be paid out. `available` and `needed` are in its unit."""

    def __init__(self, *, available: int, needed: int, unit: str) -> None:
        self.available, self.needed, self.unit = available, needed, unit
        super().__init__(
            _("The balance of this account is not sufficient: %(available)s available, %(needed)s needed.")
            % {"available": spoken_amount(available, unit), "needed": spoken_amount(needed, unit)}
        )


class AccountClosed(LedgerError):
    message = _("This account is closed.")


class AccountNotEmpty(LedgerError):
    message = _("An account can only be closed when its balance is zero and nothing is reserved.")


class AmountNotPositive(LedgerError):
    message = _("The amount must be a whole number above zero.")


class AmountTooLarge(LedgerError):
    message = _("The amount is too large.")


class AmountAboveReservation(LedgerError):
    message = _("You cannot book more than was reserved.")


class SameAccount(LedgerError):
    message = _("An amount cannot go from an account to the same account.")


class UnitMismatch(LedgerError):
    message = _("Time coins and service points cannot be converted into each other.")


class IssueWithoutService(LedgerError):
    message = _("Time coins can only be issued for a recorded service.")


class KeyInvalid(LedgerError):
    message = _("A transfer needs a key of 1 to 200 characters.")


class KeyConflict(TimebankError):
    """The key was used before, for something else. A replay of the same thing is no conflict."""

    message = _("This was already booked with different content. Nothing was changed.")


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
    message = _("Only a booked transfer can be reversed, and a reversal cannot itself be reversed.")


class AlreadyUndone(LedgerError):
    message = _("This transfer has already been reversed.")
