"""How somebody was asked about a visit by staff."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Way(models.TextChoices):
    """Whose number was called, or that somebody went there."""

    ELDER = "elder", pgettext_lazy("way of asking", "The elder's number")
    EARLIER = "earlier", pgettext_lazy("way of asking", "The number that was on file before")
    CONTACT = "contact", pgettext_lazy("way of asking", "A relative or another contact")
    IN_PERSON = "in_person", pgettext_lazy("way of asking", "Asked in person")
