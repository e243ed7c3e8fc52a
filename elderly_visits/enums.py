"""Words about elders, visits and concerns (domain.md)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HardshipFlag(models.TextChoices):
    """Why an elder is in special difficulty; several at once. `advanced_age` follows from the birth date."""

    LIVING_ALONE = "living_alone", _("Living alone")
    EMPTY_NEST = "empty_nest", _("Empty nest")
    LEFT_BEHIND = "left_behind", _("Left behind")
    DISABLED = "disabled", pgettext_lazy("hardship", "Disabled")
    SEVERELY_HANDICAPPED = "severely_handicapped", _("Severely handicapped")
    FAMILY_PLANNING_SPECIAL = "family_planning_special", _("Family planning special family")
    DEMENTIA = "dementia", _("Dementia")
    ADVANCED_AGE = "advanced_age", _("Advanced age (80+)")


# The flags that are columns of Elder; advanced_age is derived.
STORED_FLAGS = tuple(flag for flag in HardshipFlag.values if flag != HardshipFlag.ADVANCED_AGE)


class Assistance(models.TextChoices):
    NONE = "none", _("None")
    DIBAO = "dibao", _("Minimum living guarantee")
    DESTITUTE = "destitute", _("Destitute support")
    DIBAO_MARGINAL = "dibao_marginal", _("On the margin of the minimum living guarantee")
    RIGID_EXPENDITURE = "rigid_expenditure", _("Hardship by unavoidable expenses")
    POVERTY_MONITORING = "poverty_monitoring", _("Watched against return to poverty")


class AbilityLevel(models.IntegerChoices):
    """GB/T 42195-2022."""

    INTACT = 0, _("Intact")
    MILD = 1, _("Mild disability")
    MODERATE = 2, _("Moderate disability")
    SEVERE = 3, _("Severe disability")
    COMPLETE = 4, _("Complete disability")


class RiskTier(models.TextChoices):
    HIGH = "high", _("High risk")
    KEY = "key", pgettext_lazy("risk tier", "Key")
    GENERAL = "general", pgettext_lazy("risk tier", "General")


class LeftReason(models.TextChoices):
    DIED = "died", _("Died")
    MOVED = "moved", _("Moved away")
    INSTITUTION = "institution", _("Moved into an institution")
    NO_LONGER = "no_longer", _("No longer in special difficulty")


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


class Severity(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency")
    URGENT = "urgent", _("Urgent")
    ROUTINE = "routine", _("Routine")


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


class Outcome(models.TextChoices):
    SOLVED = "solved", _("Solved")
    REFERRED = "referred", _("Referred")
    NOT_NEEDED = "not_needed", _("Looked into, nothing needed")
    DECLINED = "declined", _("Help declined by the elder")


class RepairCause(models.TextChoices):
    """Why visits were matched again between two plans."""

    DECLINED = "declined", _("A volunteer said no")
    WITHDRAWN = "withdrawn", _("A volunteer cannot come after all")
    AWAY = "away", _("A volunteer is ill or away")
    LEFT = "left", _("A volunteer stopped or was suspended")
    NO_ANSWER = "no_answer", _("Nobody answered in time")
    NEW_ELDER = "new_elder", _("A visit has become due")
    CLOSED = "closed", _("A place cannot be reached")
    OPENED = "opened", _("A place can be reached again")
    BY_WORKER = "by_worker", _("A worker asked for it")


class RepairState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("repair", "Waiting")
    DONE = "done", pgettext_lazy("repair", "Done")
    FAILED = "failed", pgettext_lazy("repair", "Given up")


class Fate(models.TextChoices):
    """What became of a visit in a repair."""

    WAITING = "waiting", pgettext_lazy("fate of a visit", "Waiting")
    FOUND = "found", pgettext_lazy("fate of a visit", "Somebody else was asked")
    NOBODY = "nobody", pgettext_lazy("fate of a visit", "Nobody was found")
    HELD = "held", pgettext_lazy("fate of a visit", "Has its visitor")
    SEARCH = "search", pgettext_lazy("fate of a visit", "Others are being asked in turn")
    MOVED = "moved", pgettext_lazy("fate of a visit", "Moved to make room")
    OVER = "over", pgettext_lazy("fate of a visit", "No longer to be made")


class SearchState(models.TextChoices):
    """How far the search for somebody who stands in has come."""

    ASKING = "asking", pgettext_lazy("search", "Asking")
    FOUND = "found", pgettext_lazy("search", "Somebody said yes")
    EXHAUSTED = "exhausted", pgettext_lazy("search", "Everybody was asked")
    STOPPED = "stopped", pgettext_lazy("search", "Stopped")


class Referral(models.TextChoices):
    NONE = "", _("None")
    CARE_POINT = "care_point", _("Care point")
    ASSISTANCE = "assistance", _("Assistance window")
    ORGANIZATION = "organization", _("Social organization")
    HEALTH = "health", _("Hospital or clinic")
    FAMILY = "family", _("Family")
    POLICE = "police", _("Police")
