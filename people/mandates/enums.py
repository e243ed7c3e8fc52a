"""What a mandate allows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MandateScope(models.TextChoices):
    """What a mandate allows. Whoever holds one may see; to act for somebody has to be agreed to by itself."""

    READ = "read", _("See account, visits and services")
    ASK = "ask", _("Request and settle services")
    GIVE = "give", _("Give time coins away")
