"""Why a volunteer is absent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AbsenceReason(models.TextChoices):
    ILL = "ill", _("Ill")
    AWAY = "away", _("Away from home")
    OTHER = "other", pgettext_lazy("absence", "Other")
