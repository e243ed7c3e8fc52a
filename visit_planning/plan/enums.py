"""How far the plan of a month has come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class PlanStage(models.TextChoices):
    """A draft has asked nobody. Publishing and stopping take a while, and go on where they were interrupted."""

    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    PUBLISHING = "publishing", _("Being published")
    PUBLISHED = "published", pgettext_lazy("plan", "Published")
    DISCARDED = "discarded", _("Thrown away")
    STOPPING = "stopping", _("Being stopped")
    STOPPED = "stopped", _("Stopped")


register_badges(
    "plan",
    {PlanStage.DRAFT: Badge.WARN, PlanStage.PUBLISHING: Badge.INFO, PlanStage.PUBLISHED: Badge.OK},
    default=Badge.BAD,
)
# What only those see who plan: nobody else has anything to do with it.
FOR_PLANNERS = (PlanStage.DRAFT, PlanStage.DISCARDED)


class Publishing(models.TextChoices):
    """What a run does with what it found: ask at once, keep it as a draft, or ask at once when only few are told."""

    NOW = "now"
    DRAFT = "draft"
    IF_FEW = "if_few"
