"""States of a change of number, and how a worker made sure who asks for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PhoneChangeState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("phone change", "Waits for a second person")
    APPROVED = "approved", pgettext_lazy("phone change", "Moved, agreed by two")
    OWN = "own", pgettext_lazy("phone change", "Moved with a code to the old number")
    REFUSED = "refused", pgettext_lazy("phone change", "Refused")
    LAPSED = "lapsed", pgettext_lazy("phone change", "Nobody decided in time")


class IdentityCheck(models.TextChoices):
    ID_CARD = "id_card", _("In person, with the ID card")
    KNOWN = "known", _("In person, known to me for a long time")
    HOME = "home", _("At home, with a relative or neighbor")
