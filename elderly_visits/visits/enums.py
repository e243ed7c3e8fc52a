"""How a visit is made and what its report answers (domain.md)."""

from __future__ import annotations

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.badges import Badge, register_badges


class VisitMethod(models.TextChoices):
    HOME = "home", _("At home")
    PHONE = "phone", _("By phone or video")
    REMOTE = "remote", _("Remote monitoring")


class NoContactReason(models.TextChoices):
    NOT_AT_HOME = "not_at_home", _("Nobody at home")
    IN_HOSPITAL = "in_hospital", _("In hospital")
    WITH_FAMILY = "with_family", _("Staying with family")
    REFUSED = "refused", _("Did not wish to be visited")
    UNREACHABLE = "unreachable", _("Telephone not answered")
    MOVED = "moved", _("Moved away")
    DIED = "died", _("Died")
    OTHER = "other", _("Other")


class ContactState(models.TextChoices):
    """Whether a submitted report counts as a contact."""

    MADE = "made", _("Reached")
    VOIDED = "voided", _("Not confirmed")
    NONE = "none", _("Not reached")
    LATE = "late", _("Entered late, not accepted yet")
    NO_CONSENT = "no_consent", _("Reached, but no consent on record")
    OWN_WORD = "own_word", _("Reached, consent not confirmed by a second person yet")


register_badges("contact", {ContactState.MADE: Badge.OK, ContactState.VOIDED: Badge.BAD}, default=Badge.WARN)


class Agreement(Enum):
    """What was on record about an elder's consent to a visit when its report came in."""

    GIVEN = "given"
    # Written down after the visit, and only by who entered or made it or somebody close to them.
    OWN_WORD = "own_word"
    NONE = "none"


class ContactClass(models.IntegerChoices):
    """The best contact that an elder had in a month; the smaller, the better it is confirmed."""

    VERIFIED = 0, _("Visited by a volunteer, verified")
    WAITING = 1, _("Visited by a volunteer, not yet verified")
    STAFF_A = 2, _("Visited by staff only, two proofs (A)")
    STAFF_B = 3, _("Visited by staff only, one proof (B)")
    STAFF_C = 4, _("Visited by staff only, entered afterwards (C)")


STAFF_CLASSES = (ContactClass.STAFF_A, ContactClass.STAFF_B, ContactClass.STAFF_C)


class Correction(models.TextChoices):
    """What became known of a month after it was closed."""

    LATE = "late", _("Entered after the month was closed")
    VOIDED = "voided", _("Found untrue after the month was closed")
    VERIFIED = "verified", _("Verified after the month was closed")


class Health(models.TextChoices):
    GOOD = "good", _("Good")
    STABLE = "stable", _("Chronic illness, stable")
    WORSE = "worse", _("Worse than last time")
    SICK = "sick", _("Ill, needs a doctor")
    CRITICAL = "critical", _("Life in danger")


class Mood(models.TextChoices):
    GOOD = "good", _("Cheerful")
    CALM = "calm", _("Calm")
    LOW = "low", _("Low or lonely")
    CONFUSED = "confused", _("Confused or forgetful")
    DISTRESSED = "distressed", _("In distress")


class Living(models.TextChoices):
    NONE = "none", _("No difficulty")
    SOME = "some", _("Some difficulty")
    SERIOUS = "serious", _("Cannot manage alone")


class Support(models.TextChoices):
    GOOD = "good", _("Family cares well")
    SOME = "some", _("Family comes now and then")
    NONE = "none", _("Nobody cares")
    NEGLECT = "neglect", _("Signs of neglect or abuse")


class Safety(models.TextChoices):
    SAFE = "safe", _("Safe")
    HAZARD = "hazard", _("Hazard seen")
    DANGER = "danger", _("Immediate danger")
    NOT_SEEN = "not_seen", _("Not seen")


class Hygiene(models.TextChoices):
    GOOD = "good", _("Clean")
    FAIR = "fair", _("Acceptable")
    POOR = "poor", _("Poor")
    NOT_SEEN = "not_seen", _("Not seen")
