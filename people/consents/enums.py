"""What somebody agrees to, and how it was said."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentPurpose(models.TextChoices):
    VISITS = "visits", _("To be visited")
    HONOUR_ROLL = "honour_roll", _("To appear on the honour roll")
    GUARDIAN = "guardian", _("Guardian's consent to a minor's voluntary service")
    PERSONAL_DATA = "personal_data", _("Use of personal data")


class ConsentMethod(models.TextChoices):
    WRITTEN = "written", _("Signed on paper")
    ORAL = "oral", _("Said in person")
    PHONE = "phone", _("By telephone")
    ONLINE = "online", _("In the system")
    ROSTER = "roster", _("Imported from a roster")
