"""What concerns are about, how far they have come and how they end (domain.md)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class Severity(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency")
    URGENT = "urgent", _("Urgent")
    ROUTINE = "routine", _("Routine")


register_badges("severity", {Severity.EMERGENCY: Badge.BAD, Severity.URGENT: Badge.WARN})


class ConcernKind(models.TextChoices):
    HEALTH = "health", _("Health")
    MOOD = "mood", _("State of mind")
    LIVING = "living", _("Daily living")
    SUPPORT = "support", _("Family support and care")
    SAFETY = "safety", _("Safety at home")
    HYGIENE = "hygiene", _("Hygiene and surroundings")
    NEED = "need", _("Service need")
    NO_CONTACT = "no_contact", _("No contact made")
    OTHER = "other", _("Other")


class ConcernState(models.TextChoices):
    OPEN = "open", pgettext_lazy("concern", "Open")
    IN_PROGRESS = "in_progress", _("Being dealt with")
    CLOSED = "closed", pgettext_lazy("concern", "Closed")


register_badges("concern", {ConcernState.CLOSED: Badge.OK})


class Outcome(models.TextChoices):
    SOLVED = "solved", _("Solved")
    REFERRED = "referred", _("Referred")
    NOT_NEEDED = "not_needed", _("Looked into, nothing needed")
    DECLINED = "declined", _("Help declined by the elder")


class Referral(models.TextChoices):
    NONE = "", _("None")
    CARE_POINT = "care_point", _("Care point")
    ASSISTANCE = "assistance", _("Assistance window")
    ORGANIZATION = "organization", _("Social organization")
    HEALTH = "health", _("Hospital or clinic")
    FAMILY = "family", _("Family")
    POLICE = "police", _("Police")
