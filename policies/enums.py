"""Small vocabularies of policies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.badges import Badge, register_badges


class Standing(models.TextChoices):
    """How a row stands on a day in a region."""

    IN_FORCE = (
        "in_force",
        _("In force: of all rules covering this place, none is for a smaller area or later"),
    )
    LATER = "later", _("Not yet: it takes effect later")
    ELSEWHERE = "elsewhere", _("Not here: it is for another area")
    LARGER_REGION = "larger_region", _("A rule for a smaller area takes precedence")
    REPLACED = "replaced", _("Replaced by a later rule for the same area")


class SourceKind(models.TextChoices):
    LAW = "law", _("Statute")
    PROGRAMME = "programme", _("The city's programme")
    PRESS = "press", _("Press report of another city's rule")
    CHOICE = "choice", _("Local decision; no rule found")


register_badges("policy_source", {SourceKind.CHOICE: Badge.WARN})
