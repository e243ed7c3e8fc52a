"""What the register of elders knows in closed words (domain.md)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class HardshipFlag(models.TextChoices):
    """Why an elder is in special difficulty; several at once. `advanced_age` follows from the birth date."""

    LIVING_ALONE = "living_alone", _("Living alone")
    EMPTY_NEST = "empty_nest", _("Empty nest")
    LEFT_BEHIND = "left_behind", _("Left behind")
    DISABLED = "disabled", pgettext_lazy("hardship", "Disabled")
    SEVERELY_HANDICAPPED = "severely_handicapped", _("Severely disabled")
    FAMILY_PLANNING_SPECIAL = "family_planning_special", _("Family planning special family")
    DEMENTIA = "dementia", _("Dementia")
    ADVANCED_AGE = "advanced_age", _("Advanced age (80+)")


# The flags that are columns of Elder; advanced_age is derived.
STORED_FLAGS = tuple(flag for flag in HardshipFlag.values if flag != HardshipFlag.ADVANCED_AGE)


class Assistance(models.TextChoices):
    NONE = "none", _("None")
    DIBAO = "dibao", _("Minimum living guarantee")
    DESTITUTE = "destitute", _("Destitute support")
    DIBAO_MARGINAL = "dibao_marginal", _("Just above the minimum living guarantee")
    RIGID_EXPENDITURE = "rigid_expenditure", _("Hardship due to unavoidable expenses")
    POVERTY_MONITORING = "poverty_monitoring", _("Monitored for risk of return to poverty")


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


register_badges("risk_tier", {RiskTier.HIGH: Badge.BAD, RiskTier.KEY: Badge.WARN})


class LeftReason(models.TextChoices):
    DIED = "died", _("Died")
    MOVED = "moved", _("Moved away")
    INSTITUTION = "institution", _("Moved into an institution")
    NO_LONGER = "no_longer", _("No longer in special difficulty")
    # The same person has another file (people.merging): in no month's figures.
    DUPLICATE = "duplicate", _("Registered twice")
