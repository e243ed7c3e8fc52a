from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from timebank.errors import TimebankError
from timebank.ledger.wording import spoken_points


class NotEnoughPoints(TimebankError):
    """`missing` points more would be needed."""

    def __init__(self, *, available: int, needed: int) -> None:
        self.available, self.needed, self.missing = available, needed, needed - available
        super().__init__(
            _("You have %(available)s available, but this costs %(needed)s. You need %(missing)s more.")
            % {
                "available": spoken_points(available),
                "needed": spoken_points(needed),
                "missing": spoken_points(self.missing),
            }
        )


class OfferRefused(TimebankError):
    """An offer cannot be ordered, now or by this person."""

    message = _("This offer is not available at the moment.")


class SoldOut(OfferRefused):
    message = _("Someone was faster: this offer is sold out.")


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
            _("This voucher has already been redeemed: at %(when)s by %(who)s.")
            % {"when": when, "who": by or "—"}
        )


class VoucherCancelled(VoucherRefused):
    message = _("This voucher was returned by its holder and is no longer valid.")


class VoucherExpired(VoucherRefused):
    message = _("This voucher has expired. The points were refunded to its holder.")
