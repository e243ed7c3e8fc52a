"""Roles and small vocabularies about people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """GB/T 2261.1, by the letters of the roster format."""

    MALE = "M", _("Male")
    FEMALE = "F", _("Female")
