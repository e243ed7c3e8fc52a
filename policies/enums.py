"""Small vocabularies of policies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """How a row stands on a day in a region."""

    IN_FORCE = "in_force", _("In force: of all that reach here, none is for a smaller area or later")
    LATER = "later", _("Not yet: it begins later")
    ELSEWHERE = "elsewhere", _("Not here: it is for another area")
    LARGER_REGION = "larger_region", _("A rule for a smaller area goes before it")
    REPLACED = "replaced", _("A later rule for the same area has taken its place")
