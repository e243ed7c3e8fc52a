"""What is put on record when somebody opens a file; who keeps the record is registered by people at start."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessAction(models.TextChoices):
    READ = "read", _("Read")
    LIST = "list", _("Listed")
    EXPORT = "export", _("Exported")
    PRINT = "print", _("Printed")
    CHANGE = "change", _("Changed")
    REVEAL = "reveal", _("Address or phone revealed")
