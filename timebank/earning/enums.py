from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StarState(models.TextChoices):
    """Where an awarded star stands on a day. Derived from its dates, so that no clock has to move it."""

    NOTICE = "notice", pgettext_lazy("star", "On public notice")
    EFFECTIVE = "effective", pgettext_lazy("star", "In force")
    OBJECTION = "objection", pgettext_lazy("star", "Waiting: an objection is being looked into")
    WITHDRAWN = "withdrawn", pgettext_lazy("star", "Withdrawn")


class ObjectionDecision(models.TextChoices):
    """What came of an objection to a star."""

    DISMISSED = "dismissed", _("The star is justified: it takes effect")
    WITHDRAWN = "withdrawn", _("The star is withdrawn")


class ExcessDestination(models.TextChoices):
    """Where minutes above a cap go."""

    POOL = "pool", _("To the county's public pool")
    HONOURS = "honours", _("To the county's honours")


class GroupDestination(models.TextChoices):
    """Where the coins of a service go that a team served as one."""

    DONATE_ONLY = "donate_only", _("To each member's group service account, which can only be donated")
    POOL = "pool", _("To the county's public pool")


class LateConsequence(models.TextChoices):
    """What a record earns that was written after its time."""

    CREDIT = "credit", _("Credited as usual")
    NO_POINTS = "no_points", _("Hours and coins, no points")
    NEEDS_MANAGER = "needs_manager", _("Recorded only when a county's manager confirms it")


class HolidayDays(models.TextChoices):
    """Which days count as holidays for points."""

    HOLIDAYS = "holidays", _("Public holidays")
    REST_DAYS = "rest_days", _("All non-working days: weekends and public holidays")
