from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class SuspicionState(models.TextChoices):
    """How far the check of a suspicion has come."""

    OPEN = "open", pgettext_lazy("suspicion", "Open")
    IN_CHECK = "in_check", pgettext_lazy("suspicion", "Being checked")
    CLEARED = "cleared", pgettext_lazy("suspicion", "Nothing wrong")
    CONFIRMED = "confirmed", pgettext_lazy("suspicion", "Something was wrong")


register_badges(
    "suspicion",
    {SuspicionState.CONFIRMED: Badge.BAD, SuspicionState.CLEARED: Badge.OK},
    default=Badge.WARN,
)


class HoldState(models.TextChoices):
    """What became of a credit that was set aside."""

    HELD = "held", pgettext_lazy("hold", "Set aside")
    RELEASED = "released", pgettext_lazy("hold", "Released")
    REVERSED = "reversed", pgettext_lazy("hold", "Taken back")


register_badges("hold", {HoldState.HELD: Badge.WARN, HoldState.RELEASED: Badge.OK}, default=Badge.BAD)


class CallResult(models.TextChoices):
    """What a call to the person served brought."""

    CONFIRMED = "confirmed", pgettext_lazy("call", "Confirmed: the service took place")
    NOT_CONFIRMED = "not_confirmed", pgettext_lazy("call", "Not confirmed")
    NOT_REACHED = "not_reached", pgettext_lazy("call", "Not reached")


class CallState(models.TextChoices):
    """How far a telephone check has come; not reached stays to be called until the last attempt."""

    TO_CALL = "to_call", pgettext_lazy("call", "To call")
    CONFIRMED = "confirmed", pgettext_lazy("call", "Confirmed")
    NOT_CONFIRMED = "not_confirmed", pgettext_lazy("call", "Not confirmed")
    UNREACHABLE = "unreachable", pgettext_lazy("call", "Never reached")


register_badges("call", {CallState.CONFIRMED: Badge.OK, CallState.NOT_CONFIRMED: Badge.BAD})
