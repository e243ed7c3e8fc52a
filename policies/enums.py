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


class Untried(models.TextChoices):
    """Why a value is set without a preview, as it is told to people."""

    TERM = "term", _("It says how long somebody has; what is under way keeps its own term.")
    FROM_THEN_ON = (
        "from_then_on",
        _("It applies to what is entered from then on; what is on record stays as it is."),
    )
    ATTEMPTS = (
        "attempts",
        _("It limits attempts and messages; how often it would have stopped somebody is not kept."),
    )
    DISCLOSURE = (
        "disclosure",
        _("It decides how long an address is seen: people's protection, and no number to count."),
    )
    WHEN_ASKED = (
        "when_asked",
        _("It is asked anew each time, with what the account or the pair says at that moment."),
    )
    SCHEDULE = "schedule", _("It says when and how the system works by itself; it changes no figure.")
    NO_DATA = "no_data", _("This system has no facts about it.")
