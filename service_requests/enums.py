"""States of a request and the steps between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class RequestState(models.TextChoices):
    """Where a request stands. Who is asked, has said yes or is at work is said by its task."""

    REVIEW = "review", _("Being looked at by the community")
    OPEN = "open", _("Accepted by the community")
    SERVED = "served", _("Served, to be confirmed")
    DISPUTED = "disputed", _("Disputed")
    PAID = "paid", pgettext_lazy("request", "Paid")
    UNPAID = "unpaid", _("Decided: nothing is paid")
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
TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    _S.REVIEW: frozenset({_S.OPEN, _S.REJECTED, _S.CANCELLED, _S.LAPSED}),
    _S.OPEN: frozenset({_S.SERVED, _S.CANCELLED, _S.LAPSED, _S.NO_SHOW}),
    _S.SERVED: frozenset({_S.PAID, _S.DISPUTED}),
    _S.DISPUTED: frozenset({_S.PAID, _S.UNPAID}),
    _S.PAID: frozenset(),
    _S.UNPAID: frozenset(),
    _S.REJECTED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.LAPSED: frozenset(),
    _S.NO_SHOW: frozenset(),
}
# As long as a request is in one of these, its coins are set aside.
HOLDING = (_S.REVIEW, _S.OPEN, _S.SERVED, _S.DISPUTED)
# Nothing was served yet: it can be called off.
BEFORE_SERVICE = (_S.REVIEW, _S.OPEN)


class Channel(models.TextChoices):
    """How somebody asked."""

    SELF = "self", _("Asked in person")
    MANDATE = "mandate", _("Asked by somebody with a mandate")
    PHONE = "phone", _("Asked through the community worker")


class Step(models.TextChoices):
    """What happened to a request; each is a line that both sides can read."""

    ASKED = "asked", _("Asked for, coins set aside")
    APPROVED = "approved", _("Accepted by the community")
    REJECTED = "rejected", _("Not accepted by the community")
    ACCEPTED = "accepted", _("A volunteer said yes")
    TIME_CHANGED = "time_changed", _("Another time was agreed")
    WITHDRAWN = "withdrawn", _("The volunteer cannot come after all")
    REASSIGNED = "reassigned", _("The worker asked another volunteer")
    SERVED = "served", _("The service has ended")
    CONFIRMED = "confirmed", _("Confirmed and paid")
    SILENCE = "silence", _("Paid: nobody objected in time")
    UNUSUAL = "unusual", _("The length is unusual: a worker looks at it")
    DISPUTED = "disputed", _("Objection: the payment waits")
    DECIDED_FULL = "decided_full", _("Decided: paid as served")
    DECIDED_PART = "decided_part", _("Decided: paid in part")
    DECIDED_NONE = "decided_none", _("Decided: nothing is paid")
    CANCELLED = "cancelled", _("Called off, coins free again")
    LAPSED = "lapsed", _("The days passed, coins free again")
    NO_SHOW = "no_show", _("The volunteer did not come, coins free again")


class Decision(models.TextChoices):
    """What a worker may decide on a dispute."""

    FULL = "full", _("Pay all that was served")
    PART = "part", _("Pay a part of it")
    NONE = "none", _("Pay nothing: there was no service")
