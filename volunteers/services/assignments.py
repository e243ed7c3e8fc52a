"""The lifecycle of an assignment under one name: what other packages call."""

from volunteers.services.offers import (
    OfferRow,
    accept,
    decline,
    offer,
    offer_deadline,
    offer_many,
    replace,
    sign_up,
    withdraw,
)
from volunteers.services.presence import (
    check_in,
    check_out,
    mark_no_show,
    record_on_behalf,
    reject,
    reopen_rejected,
    verify,
)

__all__ = [
    "OfferRow",
    "accept",
    "check_in",
    "check_out",
    "decline",
    "mark_no_show",
    "offer",
    "offer_deadline",
    "offer_many",
    "record_on_behalf",
    "reject",
    "reopen_rejected",
    "replace",
    "sign_up",
    "verify",
    "withdraw",
]
