"""The lifecycle of an assignment under one name: what other packages call."""

from volunteers.tasks.services.bulk_offers import OfferRow, offer_many
from volunteers.tasks.services.offers import (
    accept,
    claim_place,
    decline,
    offer,
    replace,
    sign_up,
    withdraw,
)
from volunteers.tasks.services.presence import (
    check_in,
    check_out,
    has_plausible_length,
    mark_no_show,
    record_on_behalf,
)
from volunteers.tasks.services.verifying import (
    reject,
    reopen_rejected,
    settle,
    settle_without_service,
    verify,
)
