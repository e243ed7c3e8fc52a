"""Small vocabularies of policies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
