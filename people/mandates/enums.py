"""What a mandate allows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MandateConsent(models.TextChoices):
    """How the worker knows that the principal wants it."""

    IN_PERSON = "in_person", _("Said so in person")
    SIGNED = "signed", _("Signed a paper")
    CALL_BACK = "call_back", _("Confirmed when called back")
    GUARDIAN = "guardian", _("Guardianship document seen")
    # Recorded before anybody asked how.
    UNKNOWN = "unknown", _("Not recorded")


class MandateNews(models.TextChoices):
    """Why both sides are written to."""

    BEGUN = "begun", _("begun")
    DATED = "dated", _("now has an end")
    ENDING = "ending", _("ends soon")


class MandateScope(models.TextChoices):
    """What a mandate allows. Whoever holds one may see; to act for somebody has to be agreed to by itself."""

    READ = "read", _("See account, visits and services")
    ASK = "ask", _("Request and settle services")
    GIVE = "give", _("Give time coins away")
