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

from timebank.wording import spoken_amount, spoken_points


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


class NotEnoughPoints(TimebankError):
    """`missing` points more would be needed."""

    def __init__(self, *, available: int, needed: int) -> None:
        self.available, self.needed, self.missing = available, needed, needed - available
        super().__init__(
            _("You have %(available)s to use and this costs %(needed)s. %(missing)s are missing.")
            % {
                "available": spoken_points(available),
                "needed": spoken_points(needed),
                "missing": spoken_points(self.missing),
            }
        )


class OfferRefused(TimebankError):
    """An offer cannot be ordered, now or by this person."""

    message = _("This cannot be ordered at the moment.")


class SoldOut(OfferRefused):
    message = _("Somebody was faster: there is nothing left of this offer.")


class PartnerRefused(TimebankError):
    """A step with a partner that its state or one's role does not allow."""

    message = _("This is not possible.")


class VoucherRefused(TimebankError):
    """A voucher that cannot be redeemed or given back."""

    message = _("This voucher cannot be used.")


class AlreadyRedeemed(VoucherRefused):
    """`at` is when, `by` the name of who took it."""

    def __init__(self, *, at: datetime, by: str) -> None:
        self.at, self.by = at, by
        moment = timezone.localtime(at)
        when = date_format(
            moment, "TIME_FORMAT" if moment.date() == timezone.localdate() else "DATETIME_FORMAT"
        )
        super().__init__(
            _("This voucher was redeemed already: at %(when)s by %(who)s.") % {"when": when, "who": by or "—"}
        )


class VoucherCancelled(VoucherRefused):
    message = _("This voucher was given back by its owner and no longer counts.")


class VoucherExpired(VoucherRefused):
    message = _("This voucher has expired. The points went back to its owner.")


class RecordError(TimebankError):
    """A service cannot be recorded as given. `field` names what is wrong, as in `record_service`."""

    def __init__(self, field: str, message: Any) -> None:
        self.field = field
        super().__init__(message)


class AlreadyCorrected(TimebankError):
    message = _("This record was corrected before. Correct the newer record.")


class OwnRecord(TimebankError):
    message = _("Nobody corrects a record of their own. Please ask a colleague.")


class NoticeOver(TimebankError):
    message = _("This star is not on public notice any more.")


class ObjectionRefused(TimebankError):
    """An objection, or a decision about one, cannot be taken as given. `field` names what is wrong."""

    def __init__(self, field: str, message: Any) -> None:
        self.field = field
        super().__init__(message)


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


class CertificateError(TimebankError):
    """A certificate cannot be issued or revoked as asked."""


class NothingToCertify(CertificateError):
    message = _("There is no certified service in this period yet, so there is nothing to certify.")


class PeriodInvalid(CertificateError):
    message = _("The first day must not come after the last.")


class TooManyCertificates(CertificateError):
    message = _("You have asked for many certificates today. Please use one of them, or come back tomorrow.")


class CertificateUnavailable(CertificateError):
    """The paper could not be made; why stands in the installation's log."""

    message = _(
        "The certificate cannot be made at the moment. Please try again later, or ask your community."
    )


class NameUnprintable(CertificateError):
    message = _(
        "Your name or an activity has a character that cannot be printed here. Please ask your community to help."
    )


class AlreadyRevoked(CertificateError):
    message = _("This certificate was revoked before.")


class TooYoungToAgree(TimebankError):
    message = _("Below the age of 14 a parent or guardian agrees for you. Please ask your community.")


class FourEyes(TimebankError):
    message = _(
        "You cannot decide this: it lies outside your area, concerns you, or you confirmed the service yourself. "
        "Please ask a colleague."
    )


class ReasonMissing(TimebankError):
    message = _("Please say why.")


class DecidedBefore(TimebankError):
    message = _("This has been decided already. Nothing was changed.")
