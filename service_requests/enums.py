"""States of a request and the steps between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class RequestState(models.TextChoices):
    """Where a request stands. Who is asked, has said yes or is at work is said by its task."""

    REVIEW = "review", _("Under review by the community")
    OPEN = "open", _("Accepted by the community")
    SERVED = "served", _("Served, awaiting confirmation")
    DISPUTED = "disputed", _("Disputed")
    PAID = "paid", pgettext_lazy("request", "Paid")
    UNPAID = "unpaid", _("Decided: no payment")
    REJECTED = "rejected", _("Not accepted by the community")
    CANCELLED = "cancelled", _("Called off")
    LAPSED = "lapsed", _("The days have passed")
    NO_SHOW = "no_show", _("The volunteer did not come")


# Of a request's stage: its state, and while it is open what its assignment says (selectors/mine.py).
register_badges(
    "request_stage",
    {
        RequestState.REVIEW: Badge.WARN,
        "searching": Badge.WARN,
        "agreed": Badge.OK,
        "under_way": Badge.OK,
        RequestState.DISPUTED: Badge.WARN,
        RequestState.PAID: Badge.OK,
    },
)


_S = RequestState
# Of a state that is not among them nothing follows.
TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    _S.REVIEW: frozenset({_S.OPEN, _S.REJECTED, _S.CANCELLED, _S.LAPSED}),
    _S.OPEN: frozenset({_S.SERVED, _S.CANCELLED, _S.LAPSED, _S.NO_SHOW}),
    _S.SERVED: frozenset({_S.PAID, _S.DISPUTED}),
    _S.DISPUTED: frozenset({_S.PAID, _S.UNPAID}),
}
# As long as a request is in one of these, its coins are set aside.
HOLDING = (_S.REVIEW, _S.OPEN, _S.SERVED, _S.DISPUTED)
# Nothing was served yet: it can be called off.
BEFORE_SERVICE = (_S.REVIEW, _S.OPEN)


class Channel(models.TextChoices):
    """How somebody asked."""

    SELF = "self", _("Asked in person")
    MANDATE = "mandate", _("Requested by a representative")
    PHONE = "phone", _("Requested through the community worker")


class Step(models.TextChoices):
    """What happened to a request; each is a line that both sides can read."""

    ASKED = "asked", _("Requested, coins set aside")
    APPROVED = "approved", _("Accepted by the community")
    REJECTED = "rejected", _("Not accepted by the community")
    ACCEPTED = "accepted", _("A volunteer accepted")
    TIME_CHANGED = "time_changed", _("The agreed time was changed")
    WITHDRAWN = "withdrawn", _("The volunteer can no longer come")
    REASSIGNED = "reassigned", _("The worker asked another volunteer")
    SERVED = "served", _("The service has ended")
    CONFIRMED = "confirmed", _("Confirmed and paid")
    SILENCE = "silence", _("Paid: no objection within the time limit")
    UNUSUAL = "unusual", _("Unusual duration: under review by a worker")
    UNPROVEN = "unproven", _("No answer and no proof of presence: a worker asks both sides")
    DISPUTED = "disputed", _("Objection: payment on hold")
    DECIDED_FULL = "decided_full", _("Decided: paid as served")
    DECIDED_PART = "decided_part", _("Decided: paid in part")
    DECIDED_NONE = "decided_none", _("Decided: no payment")
    CANCELLED = "cancelled", _("Called off, coins released")
    LAPSED = "lapsed", _("The dates passed, coins released")
    NO_SHOW = "no_show", _("The volunteer did not come, coins released")


class Decision(models.TextChoices):
    """What a worker may decide on a dispute."""

    FULL = "full", _("Pay for the full service")
    PART = "part", _("Pay in part")
    NONE = "none", _("Pay nothing: there was no service")
