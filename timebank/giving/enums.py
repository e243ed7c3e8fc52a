from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.badges import Badge, register_badges


class GiftExcess(models.TextChoices):
    """What becomes of a gift that the receiver cannot keep."""

    REFUSE = "refuse", _("It cannot be given")
    POOL = "pool", _("To the county's public pool")


class ExpiryDestination(models.TextChoices):
    """Where coins go whose time has passed."""

    POOL = "pool", _("To the county's public pool")
    RETIRED = "retired", _("Out of circulation")


class StandingTo(models.TextChoices):
    """Whom a standing instruction gives to."""

    POOL = "pool", _("To the county's public pool")
    RELATIVE = "relative", _("To a relative")


class GrantOutcome(models.TextChoices):
    """What the pool's monthly run did for somebody, and why not more."""

    GRANTED = "granted", _("Given")
    WAITING = "waiting", _("Waiting: the public pool is empty")
    FULL = "full", _("Has enough on the account")
    CLOSED = "closed", _("The account is closed")


register_badges("grant", {GrantOutcome.GRANTED: Badge.OK, GrantOutcome.WAITING: Badge.WARN})


class GiveTo(models.TextChoices):
    """Whom one can give to."""

    RELATIVE = "relative", _("To a relative")
    DIFFICULTY = "difficulty", _("To a person in difficulty near me")
    POOL = "pool", _("To the county's public pool")
